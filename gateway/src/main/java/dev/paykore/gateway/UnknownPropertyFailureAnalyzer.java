package dev.paykore.gateway;

import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says of a property that nobody knows where it stands; Boot's own words are about bindings. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, UnboundConfigurationPropertiesException cause) {
    String properties =
        cause.getUnboundProperties().stream()
            .map(UnknownPropertyFailureAnalyzer::describe)
            .collect(Collectors.joining("\n"));
    return new FailureAnalysis(
        properties, "Correct its name, or leave it out; docs/configuration.md lists all.", cause);
  }

  private static String describe(ConfigurationProperty property) {
    return "%s: '%s' (%s) is unknown (expected: a property that docs/configuration.md lists)"
        .formatted(property.getName(), property.getValue(), property.getOrigin());
  }
}
