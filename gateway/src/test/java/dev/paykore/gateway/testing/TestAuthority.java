package dev.paykore.gateway.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that nobody else trusts, and the certificates that it gives out, as PEM
 * files: {@code NAME.crt} with its chain, {@code NAME.key}, and the authority's own {@code ca.crt}.
 */
public final class TestAuthority {

  private static final Duration LIFE = Duration.ofDays(2);

  private final Path directory;
  private final X509Bundle authority;

  private TestAuthority(Path directory, X509Bundle authority) {
    this.directory = directory;
    this.authority = authority;
    write("ca.crt", authority.getCertificatePEM());
  }

  /** A new authority that writes its files to the folder. */
  public static TestAuthority in(Path directory) {
    return new TestAuthority(
        directory, make(template("CN=Test authority").setIsCertificateAuthority(true)));
  }

  /** The file that makes a client trust this authority. */
  public Path certificate() {
    return directory.resolve("ca.crt");
  }

  /** What makes a client in this process trust this authority, and nobody else. */
  public SSLContext trust() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, authority.toTrustManagerFactory().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate for a server of this DNS name, valid now. */
  public Identity issue(String file, String host) {
    return write(file, sign(template("CN=" + host).addSanDnsName(host)));
  }

  /** A certificate whose time was over an hour ago. */
  public Identity issueExpired(String file, String host) {
    Instant now = Instant.now();
    return write(
        file,
        sign(
            template("CN=" + host)
                .addSanDnsName(host)
                .notBefore(now.minus(LIFE))
                .notAfter(now.minus(Duration.ofHours(1)))));
  }

  /** A certificate that vouches for itself. */
  public Identity selfSigned(String file, String host) {
    return write(
        file, make(template("CN=" + host).addSanDnsName(host).setIsCertificateAuthority(true)));
  }

  /** Where a server finds who it is. */
  public record Identity(Path certificate, Path key) {}

  private X509Bundle sign(CertificateBuilder certificate) {
    try {
      return certificate.buildIssuedBy(authority);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle make(CertificateBuilder certificate) {
    try {
      return certificate.buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificateBuilder template(String subject) {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .subject(subject)
        .ecp256()
        .notBefore(now.minus(Duration.ofHours(1)))
        .notAfter(now.plus(LIFE));
  }

  private Identity write(String file, X509Bundle bundle) {
    return new Identity(
        write(file + ".crt", bundle.getCertificatePathPEM()),
        write(file + ".key", bundle.getPrivateKeyPEM()));
  }

  private Path write(String file, String pem) {
    try {
      return Files.writeString(directory.resolve(file), pem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
