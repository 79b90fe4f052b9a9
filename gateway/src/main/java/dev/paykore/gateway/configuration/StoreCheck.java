package dev.paykore.gateway.configuration;

import dev.paykore.keys.postgres.Hosts;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Checks what Spring's own properties say of the stores, where Spring would silently prefer one of
 * two answers, or where a connection would be less than is promised. Addresses may hold a password,
 * so no value of theirs is told.
 */
final class StoreCheck {

  private static final String REDIS = "spring.data.redis.";
  private static final String POSTGRES = "spring.r2dbc.url";
  private static final Pattern NODE = Pattern.compile(".+:[0-9]{1,5}");

  private final Environment environment;
  private final List<Problem> problems = new ArrayList<>();

  private StoreCheck(Environment environment) {
    this.environment = environment;
  }

  /** All that is wrong; none if the edge may start with it. */
  static List<Problem> problems(Environment environment) {
    StoreCheck check = new StoreCheck(environment);
    check.redis();
    check.postgres();
    return check.problems;
  }

  private void redis() {
    boolean sentinel = isSet(REDIS + "sentinel.master") || !nodes("sentinel").isEmpty();
    boolean cluster = !nodes("cluster").isEmpty();
    refuse(REDIS + "masterreplica.nodes[0]", "nothing; use Sentinel, which knows the primary");
    if (sentinel) {
      require(REDIS + "sentinel.master", "the name under which Sentinel knows the primary");
      require("sentinel");
      refuseAddresses("spring.data.redis.sentinel");
      refuse(REDIS + "cluster.nodes", "either Sentinel or a cluster");
    } else if (cluster) {
      refuseAddresses("spring.data.redis.cluster");
      refuse(REDIS + "database", "none beside spring.data.redis.cluster, which has no others");
    }
    Stream.of("sentinel", "cluster").forEach(this::checkNodes);
  }

  private void refuseAddresses(String group) {
    for (String name : List.of("url", "host", "port")) {
      refuse(REDIS + name, "nothing beside " + group + ", whose nodes say where Redis is");
    }
  }

  private void require(String group) {
    if (nodes(group).isEmpty()) {
      problem(REDIS + group + ".nodes", "missing (expected: host:port, separated by commas)");
    }
  }

  private void checkNodes(String group) {
    if (!nodes(group).stream().allMatch(node -> NODE.matcher(node).matches())) {
      problem(
          REDIS + group + ".nodes",
          "%s (expected: host:port, separated by commas)".formatted(nodes(group)));
    }
  }

  private List<String> nodes(String group) {
    return Binder.get(environment)
        .bind(REDIS + group + ".nodes", Bindable.listOf(String.class))
        .orElse(List.of());
  }

  private void postgres() {
    ConfigurationProperty url = find(POSTGRES);
    if (url == null) {
      return;
    }
    try {
      check(ConnectionFactoryOptions.parse(url.getValue().toString()));
    } catch (IllegalArgumentException e) {
      problem(POSTGRES, "not an address (expected: r2dbc:postgresql://host:port/database)");
    }
  }

  private void check(ConnectionFactoryOptions options) {
    boolean failover = Hosts.FAILOVER.equals(options.getValue(ConnectionFactoryOptions.PROTOCOL));
    String host = String.valueOf(options.getValue(ConnectionFactoryOptions.HOST));
    if (host.contains(",") && !failover) {
      problem(POSTGRES, "several hosts (expected: r2dbc:postgresql:failover://first,second/…)");
    }
    expect(options, List.of("targetServerType"), List.of("primary"));
    expect(options, List.of("sslMode", "sslmode"), List.of("verify-full", "disable"));
  }

  /** An option of the driver, which is given in the address or by a property beside it. */
  private void expect(ConnectionFactoryOptions options, List<String> names, List<String> expected) {
    String name = "spring.r2dbc.properties." + names.getFirst().toLowerCase(Locale.ROOT);
    ConfigurationProperty property = find(name);
    Stream<Object> inAddress =
        names.stream()
            .map(option -> options.getValue(Option.valueOf(option)))
            .filter(Objects::nonNull);
    Stream<Object> values =
        property == null ? inAddress : Stream.concat(Stream.of(property.getValue()), inAddress);
    values
        .map(value -> value.toString().toLowerCase(Locale.ROOT))
        .filter(value -> !expected.contains(value))
        .forEach(
            value ->
                problem(
                    property == null ? POSTGRES : name,
                    "%s '%s' (expected: %s)"
                        .formatted(names.getFirst(), value, String.join(" or ", expected))));
  }

  private boolean isSet(String name) {
    return find(name) != null;
  }

  private void require(String name, String expected) {
    if (!isSet(name)) {
      problem(name, "missing (expected: %s)".formatted(expected));
    }
  }

  private void refuse(String name, String expected) {
    if (isSet(name)) {
      problem(name, "is set (expected: %s)".formatted(expected));
    }
  }

  private void problem(String name, String message) {
    ConfigurationProperty property = find(name);
    problems.add(new Problem(property == null ? null : property.getOrigin(), name, message));
  }

  private @Nullable ConfigurationProperty find(String name) {
    return WrittenProperties.find(environment, ConfigurationPropertyName.of(name));
  }
}
