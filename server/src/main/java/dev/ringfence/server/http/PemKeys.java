package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.server.settings.ServerSettings.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificate and key from PEM files (RFC 7468), as certificate authorities hand them out.
final class PemKeys {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemKeys() {}

  static KeyStore read(TlsFiles files) throws IOException {
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(files.certificate())) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]);
    } catch (GeneralSecurityException e) {
      throw unreadable(files.certificate(), "no certificate can be read from it");
    }
    if (chain.length == 0) {
      throw unreadable(files.certificate(), "it holds no certificate");
    }
    PrivateKey key = key(files.key(), chain[0].getPublicKey().getAlgorithm());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, new char[0]);
      store.setKeyEntry("server", key, new char[0], chain);
      return store;
    } catch (GeneralSecurityException e) {
      throw unreadable(files.key(), "key and certificate do not go together");
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw unreadable(file, "it holds no `BEGIN PRIVATE KEY`");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
    for (String each : List.of(algorithm, "RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(each).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException _) {
        // It is a key of another kind.
      }
    }
    throw unreadable(file, "its key is of no known kind");
  }

  private static RingfenceException unreadable(Path file, String why) {
    return RingfenceException.usage(
        Diagnostic.of(
                "server/tls",
                "cannot use the file for TLS: " + why,
                "give PEM files; `openssl pkcs8 -topk8 -nodes` turns other keys into such")
            .at(file.toString()));
  }
}
