package dev.paykore.gateway.command;

import dev.paykore.keys.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * What {@code explain} is asked.
 *
 * @param environment of the key that the request carries, or {@code null} for none
 */
record Question(HttpMethod method, URI url, @Nullable Environment environment, Path folder) {

  private static final String USAGE =
      "usage: explain METHOD URL [--key-environment sandbox|live] [--config FOLDER]";

  static Question parse(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    Optional<String> environment = option("--key-environment", rest);
    Optional<String> folder = option("--config", rest);
    if (rest.size() != 2) {
      throw new UsageException(USAGE);
    }
    return new Question(
        HttpMethod.valueOf(rest.getFirst().toUpperCase(Locale.ROOT)),
        url(rest.getLast()),
        environment.map(Question::environment).orElse(null),
        Path.of(folder.orElse("config")));
  }

  private static Optional<String> option(String name, List<String> arguments) {
    int at = arguments.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == arguments.size()) {
      throw new UsageException("%s: nothing (expected: a value); %s".formatted(name, USAGE));
    }
    arguments.remove(at);
    return Optional.of(arguments.remove(at));
  }

  private static Environment environment(String name) {
    try {
      return Environment.ofWireName(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--key-environment: '%s' (expected: sandbox or live)".formatted(name));
    }
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    if (url.getHost() == null || url.getScheme() == null) {
      throw new UsageException(
          "URL: '%s' (expected: such as https://api.paykore.dev/v1/wallets)".formatted(text));
    }
    return url;
  }
}
