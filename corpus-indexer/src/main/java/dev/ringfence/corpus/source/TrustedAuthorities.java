package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS with certificates of one's own that may vouch for a server, in place of those of Java.
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /// A context that trusts the certificates of a file, and no others.
  ///
  /// @param file certificates, PEM
  /// @param category of the fault where it holds none
  public static SSLContext of(Path file, String category) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + n++, each);
      }
      if (n == 0) {
        throw new CertificateException("it holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  category,
                  "the certificates cannot be read: " + e.getMessage(),
                  "name a file of PEM certificates")
              .at(file.toString()));
    }
  }
}
