package dev.paykore.gateway;

import dev.paykore.keys.KeyMask;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Tells a person at a terminal why the edge did not start. The log tells it too, but as one line of
 * JSON.
 */
final class PlainFailureReporter implements FailureAnalysisReporter {

  @Override
  public void report(FailureAnalysis analysis) {
    System.err.println("The edge did not start: " + KeyMask.mask(analysis.getDescription()));
  }
}
