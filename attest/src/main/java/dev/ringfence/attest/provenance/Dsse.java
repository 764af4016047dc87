package dev.ringfence.attest.provenance;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Signed envelopes [1], with Ed25519 or ECDSA (SHA-256) keys in PEM files, as `openssl genpkey`
/// makes them.
///
/// [1] Dead Simple Signing Envelope 1.0.
public final class Dsse {
  /// What an envelope of a Statement holds.
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

  private Dsse() {}

  /// An envelope around a Statement, on one line.
  ///
  /// @param key the private key, PEM
  public static String sign(String label, String key, String statement) {
    PrivateKey secret =
        read(
            label,
            key,
            "PRIVATE KEY",
            (algorithm, bytes) ->
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(algorithm(secret.getAlgorithm()));
      signature.initSign(secret);
      signature.update(preAuthentication(payload));
      ObjectNode envelope = JsonMapper.shared().createObjectNode();
      envelope.put("payloadType", PAYLOAD_TYPE);
      envelope.put("payload", Base64.getEncoder().encodeToString(payload));
      envelope
          .putArray("signatures")
          .addObject()
          .put("sig", Base64.getEncoder().encodeToString(signature.sign()));
      return envelope.toString();
    } catch (GeneralSecurityException e) {
      throw invalid(label, "the key cannot sign: " + e.getMessage());
    }
  }

  /// The Statement in an envelope; empty where it is none.
  public static Optional<String> payload(JsonNode envelope) {
    if (!PAYLOAD_TYPE.equals(envelope.path("payloadType").asString(""))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(
              Base64.getDecoder().decode(envelope.path("payload").asString("")),
              StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /// A public key.
  ///
  /// @param label what to call its file
  /// @param key the key, PEM
  public static PublicKey publicKey(String label, String key) {
    return read(
        label,
        key,
        "PUBLIC KEY",
        (algorithm, bytes) ->
            KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes)));
  }

  /// Its name: SHA-256 of its encoding.
  public static String keyId(PublicKey key) {
    return DigestUtils.sha256Hex(key.getEncoded());
  }

  /// Whether one of an envelope's signatures is of a key.
  public static boolean verify(JsonNode envelope, PublicKey key) {
    Optional<byte[]> payload = payload(envelope).map(text -> text.getBytes(StandardCharsets.UTF_8));
    if (payload.isEmpty()) {
      return false;
    }
    for (JsonNode each : envelope.path("signatures")) {
      try {
        Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
        signature.initVerify(key);
        signature.update(preAuthentication(payload.get()));
        if (signature.verify(Base64.getDecoder().decode(each.path("sig").asString("")))) {
          return true;
        }
      } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
        // Another may be.
      }
    }
    return false;
  }

  private static String algorithm(String key) {
    return key.equals("EC") ? "SHA256withECDSA" : "Ed25519";
  }

  /// What is signed: `DSSEv1 LENGTH TYPE LENGTH PAYLOAD`.
  private static byte[] preAuthentication(byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] type = PAYLOAD_TYPE.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private interface KeyReader<T> {
    T read(String algorithm, byte[] bytes) throws GeneralSecurityException;
  }

  private static <T> T read(String label, String pem, String kind, KeyReader<T> reader) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find() || !matcher.group(1).equals(kind)) {
      throw invalid(label, "this is no " + kind.toLowerCase(java.util.Locale.ROOT) + " in PEM");
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(matcher.group(2));
    } catch (IllegalArgumentException noBase64) {
      throw invalid(label, "the key is damaged");
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return reader.read(algorithm, bytes);
      } catch (GeneralSecurityException another) {
        // Of another algorithm.
      }
    }
    throw invalid(label, "the key is neither Ed25519 nor ECDSA");
  }

  private static RingfenceException invalid(String label, String message) {
    return RingfenceException.usage(
        Diagnostic.of(
                "provenance/key",
                message,
                "make one with `openssl genpkey -algorithm ed25519 -out key.pem`, and its public half"
                    + " with `openssl pkey -in key.pem -pubout -out key.pub`")
            .at(label));
  }
}
