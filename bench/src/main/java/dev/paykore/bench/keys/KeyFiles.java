package dev.paykore.bench.keys;

import dev.paykore.bench.process.Folder;
import dev.paykore.keys.PresentedKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The keys in the form that the generator reads: a file for each order, one key a line, in a folder
 * that nobody else can read.
 */
public final class KeyFiles implements AutoCloseable {

  private final Folder folder = Folder.create("keys");
  private final KeyRing keys;

  public KeyFiles(KeyRing keys) {
    this.keys = keys;
  }

  /** The file of the order, written when it is first asked for. */
  public Path file(KeyOrder order) {
    Path file = folder.file(order.name());
    if (!Files.exists(file)) {
      String lines =
          order.of(keys).map(PresentedKey::reveal).collect(Collectors.joining("\n", "", "\n"));
      folder.write(order.name(), lines.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  /** The first key of the order. */
  public PresentedKey first(KeyOrder order) {
    return order.of(keys).findFirst().orElseThrow();
  }

  /** How many keys there are to be sent evenly. */
  public int count() {
    return keys.unlimited().size();
  }

  @Override
  public void close() {
    folder.delete();
  }
}
