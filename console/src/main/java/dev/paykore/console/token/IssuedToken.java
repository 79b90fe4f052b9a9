package dev.paykore.console.token;

/**
 * A token that was made just now and that nobody can ask for again.
 *
 * @param token what is kept of it
 * @param secret to be shown once
 */
public record IssuedToken(ApiToken token, String secret) {

  @Override
  public String toString() {
    return token.toString();
  }
}
