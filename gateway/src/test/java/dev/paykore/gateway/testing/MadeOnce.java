package dev.paykore.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files that all test processes of a build use, made by the first of them that needs one. */
final class MadeOnce {

  private static final Path FOLDER = Path.of("target", "edge-process").toAbsolutePath();

  /** Makes a file at the path. */
  interface Maker {
    void make(Path path) throws IOException;
  }

  private MadeOnce() {}

  /** The file of that name, made anew unless it is as new as all that it is made from. */
  static synchronized Path file(String name, Stream<Path> madeFrom, Maker maker) {
    Path file = FOLDER.resolve(name);
    try {
      Files.createDirectories(FOLDER);
      try (FileChannel lock =
              FileChannel.open(
                  FOLDER.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = lock.lock()) {
        FileTime newest = newest(madeFrom);
        if (Files.notExists(file) || Files.getLastModifiedTime(file).compareTo(newest) < 0) {
          Path next = FOLDER.resolve(name + ".next");
          maker.make(next);
          Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime newest(Stream<Path> madeFrom) {
    return madeFrom.map(MadeOnce::time).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static FileTime time(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
