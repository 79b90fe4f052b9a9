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
import java.util.Optional;
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
    try (FileChannel guard = guard(name);
        FileLock _ = guard.lock()) {
      return upToDate(FOLDER.resolve(name), newest(madeFrom), maker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, or nothing while another process makes it. */
  static synchronized Optional<Path> fileUnlessAnotherMakesIt(
      String name, Stream<Path> madeFrom, Maker maker) {
    try (FileChannel guard = guard(name);
        FileLock mine = guard.tryLock()) {
      return mine == null
          ? Optional.empty()
          : Optional.of(upToDate(FOLDER.resolve(name), newest(madeFrom), maker));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel guard(String name) throws IOException {
    Files.createDirectories(FOLDER);
    Path lock = FOLDER.resolve(name + ".lock");
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path upToDate(Path file, FileTime newest, Maker maker) throws IOException {
    if (Files.notExists(file) || Files.getLastModifiedTime(file).compareTo(newest) < 0) {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      maker.make(next);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
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
