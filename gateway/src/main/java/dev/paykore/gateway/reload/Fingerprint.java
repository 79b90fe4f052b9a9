package dev.paykore.gateway.reload;

import dev.paykore.gateway.configuration.ConfigurationFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.InputStreamSource;

/**
 * What the files say, by their content: a mounted ConfigMap changes by a link to another folder, so
 * neither times nor the files themselves tell.
 */
record Fingerprint(Map<String, String> digests) {

  private static final String UNREADABLE = "unreadable";

  static Fingerprint of(ConfigurationFiles files) {
    Map<String, String> digests = new TreeMap<>();
    files.list().forEach(file -> digests.put(file.toString(), digest(file)));
    return new Fingerprint(digests);
  }

  /** The same, and what the trees say. */
  Fingerprint with(ConfigTrees trees) {
    Map<String, String> all = new TreeMap<>(digests);
    trees.forEach((file, content) -> all.put(file.toString(), digest(content)));
    return new Fingerprint(all);
  }

  private static String digest(Path file) {
    return digest((InputStreamSource) () -> Files.newInputStream(file));
  }

  /** A file may vanish between being listed and being read. */
  private static String digest(InputStreamSource source) {
    try (InputStream stream = source.getInputStream()) {
      byte[] content = stream.readAllBytes();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (IOException | IllegalStateException gone) {
      return UNREADABLE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
