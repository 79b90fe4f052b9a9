package dev.paykore.gateway.routing.config;

import java.util.List;

/** The configured routes may not serve; says everything that is wrong with them. */
public final class InvalidRoutesException extends RuntimeException {

  /** Says one sentence a problem. */
  public InvalidRoutesException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
