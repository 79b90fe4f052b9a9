package dev.paykore.demo;

/** The demo cannot start, for a reason that its message tells in one line. */
final class DemoException extends RuntimeException {

  DemoException(String message) {
    super(message);
  }
}
