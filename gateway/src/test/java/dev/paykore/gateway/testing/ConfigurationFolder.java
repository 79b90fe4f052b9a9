package dev.paykore.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with one file of configuration. */
public final class ConfigurationFolder {

  private ConfigurationFolder() {}

  /** The folder with the text as its {@code application.yml}. */
  public static Path with(String yaml) {
    try {
      Path folder = Files.createTempDirectory("edge-config");
      Path file = Files.writeString(folder.resolve("application.yml"), yaml);
      // The last named is deleted first.
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
