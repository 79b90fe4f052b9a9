package dev.paykore.gateway.reload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.InputStreamSource;

/**
 * The imported folders that hold a file for each property ({@code configtree:}), such as mounted
 * Secrets. Each reads a file when it is first asked for it, and keeps what it has read.
 */
record ConfigTrees(List<ConfigTreePropertySource> sources) {

  static ConfigTrees of(ConfigurableEnvironment environment) {
    return new ConfigTrees(
        environment.getPropertySources().stream()
            .filter(ConfigTreePropertySource.class::isInstance)
            .map(ConfigTreePropertySource.class::cast)
            .toList());
  }

  /** The same folders with what is in them now; one that is gone is left out. */
  ConfigTrees now() {
    return new ConfigTrees(
        sources.stream()
            .filter(tree -> Files.isDirectory(tree.getSource()))
            .map(tree -> new ConfigTreePropertySource(tree.getName(), tree.getSource()))
            .toList());
  }

  /** Reads every file. */
  void forEach(BiConsumer<Path, InputStreamSource> reader) {
    for (ConfigTreePropertySource tree : sources) {
      for (String name : tree.getPropertyNames()) {
        reader.accept(
            tree.getSource().resolve(name), Objects.requireNonNull(tree.getProperty(name)));
      }
    }
  }
}
