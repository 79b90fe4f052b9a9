package dev.paykore.gateway.command;

/** A command was not given what it needs; says what that is. */
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }
}
