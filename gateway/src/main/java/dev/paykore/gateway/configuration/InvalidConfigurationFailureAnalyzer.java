package dev.paykore.gateway.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator what is wrong in plain lines instead of a stack trace. */
class InvalidConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
    return new FailureAnalysis(
        "The configuration is not right:\n\n" + cause.getMessage(),
        "Correct it where it is written; docs/configuration.md lists all.",
        cause);
  }
}
