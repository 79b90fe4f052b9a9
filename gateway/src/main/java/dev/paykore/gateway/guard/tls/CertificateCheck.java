package dev.paykore.gateway.guard.tls;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * What the edge must have of a certificate before it shows it to clients. Files are replaced one
 * after the other, and a certificate without its key would fail each handshake.
 */
final class CertificateCheck {

  private static final byte[] ANYTHING = {1, 2, 3};

  private CertificateCheck() {}

  /** Fails unless the private key is that of the certificate. */
  static void check(String bundle, SslBundle ssl) {
    try {
      KeyStore store = keyStore(ssl);
      for (String alias : aliases(store)) {
        Key key = store.getKey(alias, password(ssl));
        if (key instanceof PrivateKey own && !belong(own, certificate(store, alias))) {
          throw refused(bundle, "the private key of its certificate", null);
        }
      }
    } catch (GeneralSecurityException e) {
      throw refused(bundle, "a certificate and its private key", e);
    }
  }

  /** Fails unless the certificate is valid at this time. */
  static void checkTime(String bundle, SslBundle ssl) {
    try {
      KeyStore store = keyStore(ssl);
      for (String alias : aliases(store)) {
        certificate(store, alias).checkValidity();
      }
    } catch (GeneralSecurityException e) {
      throw refused(bundle, "a certificate that is valid now", e);
    }
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    PublicKey shown = certificate.getPublicKey();
    if (!shown.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(ANYTHING);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(ANYTHING);
    return signature.verify(signed);
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  private static KeyStore keyStore(SslBundle ssl) {
    return Objects.requireNonNull(ssl.getStores().getKeyStore(), "a bundle has a certificate");
  }

  private static List<String> aliases(KeyStore store) throws GeneralSecurityException {
    return Collections.list(store.aliases());
  }

  private static X509Certificate certificate(KeyStore store, String alias)
      throws GeneralSecurityException {
    return (X509Certificate) store.getCertificate(alias);
  }

  private static char @Nullable [] password(SslBundle ssl) {
    String password = ssl.getKey().getPassword();
    String storePassword = ssl.getStores().getKeyStorePassword();
    String either = password == null ? storePassword : password;
    return either == null ? null : either.toCharArray();
  }

  private static IllegalStateException refused(
      String bundle, String expected, @Nullable GeneralSecurityException cause) {
    return new IllegalStateException(
        "SSL bundle '%s' (expected: %s)".formatted(bundle, expected), cause);
  }
}
