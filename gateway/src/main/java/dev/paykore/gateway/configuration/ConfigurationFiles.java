package dev.paykore.gateway.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.util.ResourceUtils;
import org.springframework.util.StringUtils;

/**
 * The files that an operator edits: those of {@code ./config} and of the folders that are named.
 */
public final class ConfigurationFiles {

  private static final String LOCATION = "spring.config.additional-location";
  private static final String OPTIONAL = "optional:";
  private static final Path OWN = Path.of("config");

  private final Set<Path> folders;

  private ConfigurationFiles(Set<Path> folders) {
    this.folders = folders;
  }

  /** The files of an edge with this environment. */
  public static ConfigurationFiles of(Environment environment) {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(OWN);
    String named = environment.getProperty(LOCATION, "");
    for (String location : StringUtils.tokenizeToStringArray(named, ",;")) {
      folders.add(path(location));
    }
    return new ConfigurationFiles(folders);
  }

  /** The files that there are now, each folder's in the order of their names. */
  public List<Path> list() {
    return folders.stream().filter(Files::isDirectory).flatMap(ConfigurationFiles::files).toList();
  }

  /** What is wrong with any file before its properties are looked at. */
  public List<Problem> problems() {
    return list().stream().flatMap(file -> YamlSyntax.problems(file).stream()).toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ConfigurationFiles::isYaml).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(file);
  }

  private static Path path(String location) {
    String text = location.startsWith(OPTIONAL) ? location.substring(OPTIONAL.length()) : location;
    return Path.of(
        text.startsWith(ResourceUtils.FILE_URL_PREFIX)
            ? text.substring(ResourceUtils.FILE_URL_PREFIX.length())
            : text);
  }
}
