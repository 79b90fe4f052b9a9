package dev.paykore.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The {@code redis-server} of this operating system, unpacked once for all runs. */
final class RedisBinary {

  private RedisBinary() {}

  static Path unpacked() {
    String resource =
        Objects.requireNonNull(
            ExecutableProvider.newProvidedVersionsMap()
                .get(OsArchitecture.detectOSandArchitecture()),
            "no redis-server for this operating system");
    Path binary = ServerFiles.binaries().resolve(resource.substring(1));
    if (!Files.isExecutable(binary)) {
      unpack(resource, binary);
    }
    return binary;
  }

  /** Moves the whole file into place, for another process may do the same at this moment. */
  private static void unpack(String resource, Path binary) {
    try (InputStream content =
        Objects.requireNonNull(ExecutableProvider.class.getResourceAsStream(resource), resource)) {
      Path unfinished = Files.createTempFile(binary.getParent(), "redis", null);
      Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
      Files.move(unfinished, binary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
