package dev.paykore.console.user;

/**
 * A user and the hash of the password.
 *
 * @param user who
 * @param passwordHash never shown
 */
public record Account(User user, String passwordHash) {

  /** The user as the one who calls from an address. */
  public Caller callingFrom(String address) {
    return new Caller(user.id(), user.email(), user.partnerId(), address);
  }

  @Override
  public String toString() {
    return user.toString();
  }
}
