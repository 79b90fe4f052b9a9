package dev.paykore.gateway.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder as Kubernetes mounts a ConfigMap: the file is a link through {@code ..data}, itself a
 * link to a folder of the content, which changes by moving another link over it.
 */
final class MountedConfig {

  private static final String FILE = "application.yml";

  private final Path folder;
  private int generation;

  MountedConfig(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Changes the content at once, as the kubelet does. */
  void mount(String yaml) {
    try {
      generation++;
      Path content = Files.createDirectory(folder.resolve("..content" + generation));
      Files.writeString(content.resolve(FILE), yaml);
      Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), content.getFileName());
      Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      if (generation == 1) {
        Files.createSymbolicLink(folder.resolve(FILE), Path.of("..data", FILE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
