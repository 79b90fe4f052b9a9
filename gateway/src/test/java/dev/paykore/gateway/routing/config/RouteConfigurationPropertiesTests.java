package dev.paykore.gateway.routing.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paykore.gateway.configuration.InvalidConfigurationException;
import dev.paykore.gateway.configuration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Whatever stands in a configuration, there are routes, or it is said what is wrong. */
class RouteConfigurationPropertiesTests {

  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus", "configuration");

  @Property(tries = 2_000)
  void anyPropertiesAreRoutesOrAClearError(@ForAll("properties") Map<String, Object> properties) {
    expectRoutesOrAClearError(List.of(new MapPropertySource("file", properties)));
  }

  /** Replays the files of {@code corpus/configuration}. */
  @Example
  void whatWasFoundOnceIsAClearErrorToo() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.toList()) {
        expectRoutesOrAClearError(
            new YamlPropertySourceLoader().load("file", new FileSystemResource(file)));
      }
    }
  }

  private static void expectRoutesOrAClearError(List<PropertySource<?>> sources) {
    StandardEnvironment environment = new StandardEnvironment();
    sources.forEach(environment.getPropertySources()::addFirst);
    ConfigurationPropertySources.attach(environment);
    try {
      List<ConfiguredRoute> routes = new RouteConfigurationReader(environment).read();
      expectClear(RouteCheck.problems(routes));
    } catch (InvalidConfigurationException invalid) {
      assertThat(invalid.problems()).isNotEmpty();
      expectClear(invalid.problems());
    }
  }

  private static void expectClear(List<Problem> problems) {
    assertThat(problems)
        .extracting(Problem::toString)
        .allSatisfy(
            text -> assertThat(text).contains("paykore.edge.routes").doesNotContain("Exception"));
  }

  @Provide
  Arbitrary<Map<String, Object>> properties() {
    Arbitrary<String> names =
        Combinators.combine(
                Arbitraries.of("[0]", "[1]", "[2]", "[x]", "", ".a", "[9999999999]", "[-1]"),
                Arbitraries.of(
                    "",
                    ".id",
                    ".uri",
                    ".order",
                    ".predicates",
                    ".predicates[0]",
                    ".predicates[1]",
                    ".predicates[0].name",
                    ".predicates[0].args.a",
                    ".filters[0]",
                    ".filters",
                    ".metadata",
                    ".metadata.environment",
                    ".metadata.max-body",
                    ".metadata.maxBody",
                    ".metadata.response-timeout",
                    ".metadata[environment]",
                    ".unknown",
                    ".id.x"))
            .as((index, property) -> "paykore.edge.routes" + index + property);
    Arbitrary<Object> values =
        Arbitraries.of(
            "",
            " ",
            "a",
            "wallets",
            "sandbox",
            "live",
            "http://a:1",
            "http://a:99999",
            "http://[::1]",
            "http://a b",
            "://",
            "Path=/a/**",
            "Path=",
            "=",
            "Path=/{a",
            "Path=/**/a/**",
            "Host=*",
            "#{1+1}",
            "${HOME}",
            "${nothing}",
            "${",
            "1MB",
            "-1MB",
            "99999999999GB",
            "2s",
            "-2s",
            "P",
            "1",
            "-1",
            "99999999999",
            "true",
            "null",
            "\u0000",
            1,
            -1L,
            1.5,
            true);
    return Arbitraries.maps(names, values).ofMaxSize(12);
  }
}
