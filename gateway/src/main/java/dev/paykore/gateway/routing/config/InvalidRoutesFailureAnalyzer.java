package dev.paykore.gateway.routing.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator what is wrong with the routes in plain sentences instead of a stack trace. */
class InvalidRoutesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRoutesException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidRoutesException cause) {
    return new FailureAnalysis(
        "The routes cannot serve:\n\n" + cause.getMessage(),
        "Correct the routes where they are written; docs/configuration.md describes them.",
        cause);
  }
}
