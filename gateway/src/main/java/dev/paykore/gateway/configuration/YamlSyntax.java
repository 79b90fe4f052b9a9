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

/** Whether a file is YAML that says something. Boot's own reader does not say which file is not. */
public final class YamlSyntax {

  private YamlSyntax() {}

  /** The problem of the file, if it cannot be read as YAML. */
  public static List<Problem> problems(Path file) {
    try {
      return isNothing(Files.readString(file)) ? List.of(nothing(file)) : List.of();
    } catch (MarkedYAMLException e) {
      return List.of(problem(file, e.getProblemMark(), String.valueOf(e.getProblem())));
    } catch (YAMLException | IOException e) {
      return List.of(problem(file, null, String.valueOf(e.getMessage())));
    }
  }

  private static boolean isNothing(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    boolean nothing = true;
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      nothing &= document == null;
    }
    return nothing;
  }

  /** Whoever wants the defaults takes the file out; one that is empty may have been cut off. */
  private static Problem nothing(Path file) {
    return new Problem(origin(file, 0, 0), "syntax", "nothing (expected: a property)");
  }

  private static Problem problem(Path file, @Nullable Mark mark, String reason) {
    Origin origin =
        mark == null ? origin(file, 0, 0) : origin(file, mark.getLine(), mark.getColumn());
    return new Problem(
        origin, "syntax", "%s (expected: YAML)".formatted(reason.replaceAll("\\s+", " ")));
  }

  private static Origin origin(Path file, int line, int column) {
    return new TextResourceOrigin(
        new FileSystemResource(file), new TextResourceOrigin.Location(line, column));
  }
}
