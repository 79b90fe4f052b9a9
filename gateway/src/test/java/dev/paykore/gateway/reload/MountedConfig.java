package dev.paykore.gateway.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;

/**
 * A folder as Kubernetes mounts a ConfigMap or a Secret: each file is a link through {@code
 * ..data}, itself a link to a folder of the content, which changes by moving another link over it.
 */
final class MountedConfig {

  private static final String FILE = "application.yml";

  private final Path folder;
  private Set<String> linked = Set.of();
  private int generation;

  MountedConfig(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Changes the content at once, as the kubelet does. */
  void mount(String yaml) {
    mount(Map.of(FILE, yaml));
  }

  /** The same with these files, by their names, and no others. */
  void mount(Map<String, String> files) {
    try {
      generation++;
      Path content = Files.createDirectory(folder.resolve("..content" + generation));
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(content.resolve(file.getKey()), file.getValue());
      }
      Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), content.getFileName());
      Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
      link(files.keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void link(Set<String> files) throws IOException {
    for (String gone : linked) {
      if (!files.contains(gone)) {
        Files.delete(folder.resolve(gone));
      }
    }
    for (String file : files) {
      if (!linked.contains(file)) {
        Files.createSymbolicLink(folder.resolve(file), Path.of("..data", file));
      }
    }
    linked = Set.copyOf(files);
  }
}
