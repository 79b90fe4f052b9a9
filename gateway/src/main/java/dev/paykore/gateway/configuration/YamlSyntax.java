package dev.paykore.gateway.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Whether a file is YAML at all. Boot's own reader does not say which file is not. */
public final class YamlSyntax {

  private YamlSyntax() {}

  /** The problem of the file, if it cannot be read as YAML. */
  public static List<Problem> problems(Path file) {
    try {
      new Yaml(new SafeConstructor(new LoaderOptions()))
          .loadAll(Files.readString(file))
          .forEach(document -> {});
      return List.of();
    } catch (MarkedYAMLException e) {
      return List.of(problem(file, e.getProblemMark(), String.valueOf(e.getProblem())));
    } catch (YAMLException | IOException e) {
      return List.of(problem(file, null, String.valueOf(e.getMessage())));
    }
  }

  private static Problem problem(Path file, @Nullable Mark mark, String reason) {
    TextResourceOrigin.Location location =
        mark == null
            ? new TextResourceOrigin.Location(0, 0)
            : new TextResourceOrigin.Location(mark.getLine(), mark.getColumn());
    Origin origin = new TextResourceOrigin(new FileSystemResource(file), location);
    return new Problem(
        origin, "syntax", "%s (expected: YAML)".formatted(reason.replaceAll("\\s+", " ")));
  }
}
