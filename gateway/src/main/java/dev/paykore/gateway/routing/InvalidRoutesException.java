package dev.paykore.gateway.routing;

import java.util.List;

/** The configured routes may not serve; says everything that is wrong with them. */
public final class InvalidRoutesException extends RuntimeException {

  InvalidRoutesException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
