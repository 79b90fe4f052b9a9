package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import dev.paykore.keys.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

class RouteCheckTests {

  private static final String GOOD =
      """
      paykore:
        edge:
          routes:
            - id: wallets
              uri: http://wallets:8181
              predicates:
                - Path=/v1/wallets/**
              metadata:
                environment: sandbox
      """;

  @TempDir Path folder;

  @Test
  void readsARouteWithItsDefaultBounds() throws IOException {
    RouteProperties route = read(GOOD).getFirst().route();
    assertThat(route.id()).isEqualTo("wallets");
    assertThat(route.metadata())
        .isEqualTo(
            new RouteProperties.Metadata(Environment.SANDBOX, DataSize.ofMegabytes(10), null));
    assertThat(RouteCheck.problems(read(GOOD))).isEmpty();
  }

  @Test
  void readsBoundsOfARoutesOwn() throws IOException {
    String own = "          max-body: 200MB\n          response-timeout: 2s\n";
    RouteProperties.Metadata metadata = read(GOOD + own).getFirst().route().metadata();
    assertThat(metadata.maxBody()).isEqualTo(DataSize.ofMegabytes(200));
    assertThat(metadata.responseTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void boundsOfARouteThatNothingCouldKeepAreRefused() throws IOException {
    String bounds = "          max-body: -1B\n          response-timeout: -5s\n";
    assertThat(RouteCheck.problems(read(GOOD + bounds)))
        .extracting(Problem::toString)
        .satisfiesExactly(
            first -> assertThat(first).contains("response-timeout: 'PT-5S' (expected: longer"),
            second -> assertThat(second).contains("max-body: '-1B' (expected: a size"));
  }

  @Test
  void aPortThatThereIsNotIsRefused() throws IOException {
    for (String port : List.of(":0", ":65536")) {
      assertThat(RouteCheck.problems(read(GOOD.replace(":8181", port))))
          .singleElement()
          .asString()
          .contains("uri: 'http://", port, "(expected: http or https with a host");
    }
  }

  @Test
  void aRouteWithoutAnEnvironmentIsNamedWithItsFileAndLine() throws IOException {
    String none = GOOD.replace("environment: sandbox", "max-body: 1MB");
    assertThat(RouteCheck.problems(read(none)))
        .singleElement()
        .asString()
        .contains("'wallets'", "routes.yml:4:13", "metadata.environment: missing (expected:");
  }

  @Test
  void aSandboxAndALiveRouteWithOneDownstreamAreBothNamed() throws IOException {
    String shared = GOOD + other("wallets-live", "http://WALLETS:8181/", "live");
    assertThat(RouteCheck.problems(read(shared)))
        .singleElement()
        .asString()
        .contains("'wallets'", "'wallets-live'", "http://wallets:8181", "(expected: one for each)");
  }

  @Test
  void theDefaultPortIsAPortLikeAnother() throws IOException {
    String shared =
        GOOD.replace("wallets:8181", "wallets") + other("live", "http://wallets:80", "live");
    assertThat(RouteCheck.problems(read(shared))).hasSize(1);
  }

  @Test
  void anotherPortIsAnotherDownstream() throws IOException {
    assertThat(RouteCheck.problems(read(GOOD + other("live", "http://wallets:8281", "live"))))
        .isEmpty();
  }

  @Test
  void aPatternThatAClientCouldKeepAnEventLoopBusyWithIsRefused() throws IOException {
    String bomb = GOOD.replace("- Path", "- Header=X-Kind, (a+)+$\n          - Path");
    assertThat(RouteCheck.problems(read(bomb)))
        .singleElement()
        .asString()
        .contains("routes.yml:7:", "predicates[0]: '(a+)+$' (expected: no unbounded repetition")
        .contains("in route 'wallets'");
    String slow = GOOD.replace("- Path", "- Header=X-Kind, .*.*.*x\n          - Path");
    assertThat(RouteCheck.problems(read(slow)))
        .singleElement()
        .asString()
        .contains("routes.yml:7:", "predicates[0]: '.*.*.*x' (expected: a pattern that looks 100");
    String rewriting = GOOD + "        filters:\n          - RewritePath=/(a|aa)*, /x\n";
    assertThat(RouteCheck.problems(read(rewriting)))
        .singleElement()
        .asString()
        .contains("filters[0]: '/(a|aa)*' (expected: no unbounded repetition");
  }

  @Test
  void theSameIdTwiceIsRefused() throws IOException {
    assertThat(RouteCheck.problems(read(GOOD + other("wallets", "http://other:1", "sandbox"))))
        .singleElement()
        .asString()
        .contains("the same id twice: 'wallets'", "(expected: one for each route)");
  }

  @Test
  void everyUriThatIsNoDownstreamIsRefused() throws IOException {
    List<String> bad =
        List.of("ftp://a:1", "lb://wallets", "http:///x", "http://a:1/path", "http://u@a:1", "a");
    for (String uri : bad) {
      String yaml = GOOD.replace("http://wallets:8181", uri);
      assertThat(RouteCheck.problems(read(yaml))).as(uri).hasSize(1);
    }
  }

  @Test
  void expressionsAreRefused() throws IOException {
    String yaml = GOOD.replace("Path=/v1/wallets/**", "'Path=#{systemProperties}'");
    assertThat(RouteCheck.problems(read(yaml))).singleElement().asString().contains("expression");
  }

  @Test
  void noRouteAtAllIsRefused() {
    assertThat(RouteCheck.problems(List.of())).singleElement().asString().contains("none");
  }

  @Test
  void anUnknownPropertyIsRefusedWithItsOrigin() {
    assertThatThrownBy(() -> read(GOOD + "          max-bodies: 1\n"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("routes.yml:10:")
        .hasMessageContaining("max-bodies")
        .hasMessageContaining("did you mean metadata.max-body?");
  }

  @Test
  void aWrongValueIsRefusedWithItsOrigin() {
    assertThatThrownBy(() -> read(GOOD.replace("sandbox", "sandpit")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("metadata.environment: 'sandpit' (expected: sandbox or live)");
  }

  private static String other(String id, String uri, String environment) {
    return """
          - id: %s
            uri: %s
            predicates:
              - Path=/v1/other/**
            metadata:
              environment: %s
    """
        .formatted(id, uri, environment);
  }

  private List<ConfiguredRoute> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("routes.yml"), yaml);
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("routes", new FileSystemResource(file))
        .forEach(environment.getPropertySources()::addLast);
    ConfigurationPropertySources.attach(environment);
    return new RouteConfigurationReader(environment).read();
  }
}
