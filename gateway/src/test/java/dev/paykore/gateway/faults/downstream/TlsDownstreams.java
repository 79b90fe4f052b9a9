package dev.paykore.gateway.faults.downstream;

import dev.paykore.gateway.faults.downstream.DownstreamEdge.Place;
import dev.paykore.gateway.testing.Downstream;
import dev.paykore.gateway.testing.TestAuthority;
import dev.paykore.gateway.testing.TestAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Downstreams that show a certificate, each another one, of an authority that the edge trusts. */
final class TlsDownstreams {

  private final TestAuthority authority;

  TlsDownstreams() {
    try {
      Path folder = Files.createTempDirectory("edge-tls");
      folder.toFile().deleteOnExit();
      authority = TestAuthority.in(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path authority() {
    return authority.certificate();
  }

  boolean isTls(Place place) {
    return place.name().startsWith("TLS_");
  }

  Downstream start(Place place) {
    return switch (place) {
      case TLS_EXPIRED -> with(authority.issueExpired("expired", "localhost"));
      case TLS_WRONG_HOST -> with(authority.issue("wrong-host", "elsewhere.example"));
      case TLS_SELF_SIGNED -> with(authority.selfSigned("self-signed", "localhost"));
      // Accepts, and waits for the end of a head that never comes.
      case TLS_SILENT -> Downstream.answering("");
      default -> with(authority.issue("good", "localhost"));
    };
  }

  private static Downstream with(Identity identity) {
    return Downstream.answering("by TLS", context(identity));
  }

  private static SSLContext context(Identity identity) {
    PemSslStoreDetails details =
        PemSslStoreDetails.forCertificate(identity.certificate().toUri().toString())
            .withPrivateKey(identity.key().toUri().toString());
    return SslBundle.of(new PemSslStoreBundle(details, null)).createSslContext();
  }
}
