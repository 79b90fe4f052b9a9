package dev.paykore.gateway.configuration;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** What a failed binding says in plain words. */
public final class BindProblems {

  private static final String EXPECTED = "(expected: ";

  private BindProblems() {}

  /**
   * The problems of a binding that failed.
   *
   * @param prefix of the record's properties
   * @param names that are known below the prefix, to find the one that was meant
   */
  public static List<Problem> of(BindException failure, String prefix, Set<String> names) {
    return switch (cause(failure)) {
      case UnboundConfigurationPropertiesException unknown ->
          unknown.getUnboundProperties().stream().map(p -> unknown(p, prefix, names)).toList();
      case BindValidationException invalid ->
          invalid.getValidationErrors().getAllErrors().stream()
              .map(error -> invalid(error, prefix))
              .toList();
      case null, default -> List.of(unreadable(failure));
    };
  }

  /** A property that nobody knows, with the name that was probably meant. */
  static Problem unknown(ConfigurationProperty property, String prefix, Set<String> names) {
    String name = property.getName().toString();
    String below =
        name.substring(Math.min(name.length(), prefix.length())).replaceAll("^\\[\\d+]", "");
    String relative = below.startsWith(".") ? below.substring(1) : below;
    String hint = NearestName.hint(relative.replaceAll("\\[\\d+]", ""), names);
    return new Problem(
        property.getOrigin(),
        name,
        "'%s' is unknown (expected: a property that docs/configuration.md lists%s)"
            .formatted(WrittenProperties.text(property), hint));
  }

  private static @Nullable Throwable cause(BindException failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(
            error ->
                error instanceof UnboundConfigurationPropertiesException
                    || error instanceof BindValidationException)
        .findFirst()
        .orElse(null);
  }

  private static Problem invalid(ObjectError error, String prefix) {
    Origin origin = Origin.from(error);
    String message = Objects.requireNonNullElse(error.getDefaultMessage(), "invalid");
    String expected =
        message.startsWith("must be ") ? message.substring("must be ".length()) : message;
    if (error instanceof FieldError field) {
      String dashed = PropertyNames.dashed(field.getField());
      String name = prefix.isEmpty() ? dashed : prefix + "." + dashed;
      Object value = field.getRejectedValue();
      return new Problem(
          origin,
          name,
          value == null
              ? "missing (expected: a value)"
              : "'%s' (expected: %s)".formatted(value, expected));
    }
    return new Problem(origin, prefix, expected);
  }

  private static Problem unreadable(BindException failure) {
    ConfigurationProperty property = failure.getProperty();
    String reason = reason(failure);
    if (property == null) {
      return new Problem(null, failure.getName().toString(), reason);
    }
    // A type of ours says itself what it expects.
    return reason.contains(EXPECTED)
        ? new Problem(property.getOrigin(), property.getName().toString(), reason)
        : Problem.of(property, expected(failure, reason));
  }

  private static String expected(BindException failure, String reason) {
    ConversionFailedException conversion = conversion(failure);
    return conversion == null ? reason : Expectation.of(conversion.getTargetType().getObjectType());
  }

  private static String reason(BindException failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString()).replaceAll("\\s+", " ");
  }

  private static @Nullable ConversionFailedException conversion(Throwable failure) {
    for (Throwable error = failure; error != null; error = error.getCause()) {
      if (error instanceof ConversionFailedException conversion) {
        return conversion;
      }
    }
    return null;
  }
}
