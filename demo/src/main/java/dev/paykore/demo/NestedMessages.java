package dev.paykore.demo;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one line what an exception and its causes say in many. */
final class NestedMessages {

  private NestedMessages() {}

  static String of(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
        .map(cause -> cause.getMessage() == null ? cause.toString() : cause.getMessage())
        .map(message -> message.lines().findFirst().orElse(""))
        .distinct()
        .collect(Collectors.joining(": "));
  }
}
