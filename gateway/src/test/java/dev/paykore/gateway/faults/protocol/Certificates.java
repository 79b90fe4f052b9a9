package dev.paykore.gateway.faults.protocol;

import dev.paykore.gateway.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A folder as Kubernetes mounts a secret: {@code edge.crt} and {@code edge.key} are links through
 * {@code ..data}, a link to the folder of the version in force, which is replaced in one move.
 */
final class Certificates {

  private final Path mount;
  private final TestAuthority authority;
  private final AtomicInteger version = new AtomicInteger();

  private Certificates(Path mount, TestAuthority authority) {
    this.mount = mount;
    this.authority = authority;
  }

  /** A mounted folder {@code tls} with a first certificate. */
  static Certificates in(Path folder, TestAuthority authority) throws IOException {
    Path mount = Files.createDirectory(folder.resolve("tls"));
    Certificates certificates = new Certificates(mount, authority);
    certificates.renew();
    Files.createSymbolicLink(mount.resolve("edge.crt"), Path.of("..data", "edge.crt"));
    Files.createSymbolicLink(mount.resolve("edge.key"), Path.of("..data", "edge.key"));
    return certificates;
  }

  /** Puts a good certificate in force. */
  void renew() {
    swap(authority.issue("edge", "localhost"));
  }

  /** Puts a certificate in force whose time is over. */
  void expire() {
    swap(authority.issueExpired("edge", "localhost"));
  }

  /** Puts a certificate in force with the key of another. */
  void mix() {
    Path stranger = authority.issue("stranger", "localhost").key();
    swap(new TestAuthority.Identity(authority.issue("edge", "localhost").certificate(), stranger));
  }

  /** Puts files in force that hold half of what they should. */
  void breakOff() {
    TestAuthority.Identity good = authority.issue("edge", "localhost");
    halve(good.certificate());
    swap(good);
  }

  private static void halve(Path file) {
    try {
      String text = Files.readString(file);
      Files.writeString(file, text.substring(0, text.length() / 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void swap(TestAuthority.Identity next) {
    try {
      Path data = Files.createDirectory(mount.resolve("..version-" + version.incrementAndGet()));
      Files.copy(next.certificate(), data.resolve("edge.crt"));
      Files.copy(next.key(), data.resolve("edge.key"));
      Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), data.getFileName());
      Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
