package dev.ringfence.corpus.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/// Reads texts in OpenPGP's cleartext signature framework (RFC 9580, section 7), such as a Debian
/// archive's `InRelease`.
final class SignedText {
  private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END = "-----END PGP SIGNATURE-----";
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  /// MD5, SHA-1 and RIPEMD no longer bind a signature to a text.
  private static final Set<Integer> STRONG =
      Set.of(
          HashAlgorithmTags.SHA224,
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);

  private record Key(PGPPublicKey key, PGPPublicKey primary) {}

  private final Map<Long, Key> keys = new HashMap<>();

  /// Takes the keys of a file, binary or armored.
  SignedText trust(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      trust(in);
      return this;
    } catch (PGPException | RuntimeException e) {
      throw new IOException(file + " holds no OpenPGP keys that can be read: " + e.getMessage(), e);
    }
  }

  /// Takes the keys of an armored text.
  SignedText trust(String armored) throws IOException {
    try {
      trust(new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)));
      return this;
    } catch (PGPException | RuntimeException e) {
      throw new IOException("the keys in the source list cannot be read: " + e.getMessage(), e);
    }
  }

  private void trust(InputStream in) throws IOException, PGPException {
    PGPPublicKeyRingCollection rings =
        new PGPPublicKeyRingCollection(
            PGPUtil.getDecoderStream(in), new BcKeyFingerprintCalculator());
    for (Iterator<PGPPublicKeyRing> each = rings.getKeyRings(); each.hasNext(); ) {
      PGPPublicKeyRing ring = each.next();
      for (Iterator<PGPPublicKey> key = ring.getPublicKeys(); key.hasNext(); ) {
        PGPPublicKey next = key.next();
        keys.put(next.getKeyID(), new Key(next, ring.getPublicKey()));
      }
    }
  }

  /// How many keys are trusted.
  int size() {
    return keys.size();
  }

  /// The text of a signed message, when a trusted key has signed it; else an exception that says
  /// why.
  ///
  /// @param fingerprints of the only primary keys or subkeys to take; any trusted one where empty
  String verify(String message, List<String> fingerprints) throws IOException {
    List<String> lines = message.lines().toList();
    int signatureAt = lines.indexOf(SIGNATURE);
    int textAt = lines.indexOf("") + 1;
    int endAt = lines.indexOf(END);
    // Nothing may stand outside: a reader might take it for what was signed.
    if (lines.isEmpty()
        || !lines.getFirst().equals(BEGIN)
        || textAt < 2
        || signatureAt < textAt
        || endAt < signatureAt
        || !lines.subList(1, textAt - 1).stream().allMatch(line -> line.startsWith("Hash: "))
        || !lines.subList(endAt + 1, lines.size()).stream().allMatch(String::isBlank)) {
      throw new IOException("it is no signed text, or holds more than one");
    }
    List<String> text = new ArrayList<>();
    for (String line : lines.subList(textAt, signatureAt)) {
      if (line.startsWith("-") && !line.startsWith("- ")) {
        throw new IOException("a signed line begins with an unescaped `-`");
      }
      text.add((line.startsWith("- ") ? line.substring(2) : line).replaceFirst("[ \\t]+$", ""));
    }
    byte[] signed = String.join("\r\n", text).getBytes(StandardCharsets.UTF_8);
    String armored = String.join("\n", lines.subList(signatureAt, endAt + 1)) + "\n";
    try {
      check(armored, signed, fingerprints);
    } catch (PGPException | RuntimeException e) {
      throw new IOException("its signature cannot be read: " + e.getMessage(), e);
    }
    return String.join("\n", text) + "\n";
  }

  private void check(String armored, byte[] signed, List<String> fingerprints)
      throws IOException, PGPException {
    Object first =
        new BcPGPObjectFactory(
                PGPUtil.getDecoderStream(
                    new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII))))
            .nextObject();
    if (!(first instanceof PGPSignatureList signatures)) {
      throw new IOException("it holds no signature");
    }
    int good = 0;
    List<String> refused = new ArrayList<>();
    for (PGPSignature signature : signatures) {
      String id = String.format("%016X", signature.getKeyID());
      Key key = keys.get(signature.getKeyID());
      if (key == null) {
        refused.add("key " + id + " is not among the trusted ones");
      } else if (!fingerprints.isEmpty()
          && !fingerprints.contains(fingerprint(key.key()))
          && !fingerprints.contains(fingerprint(key.primary()))) {
        refused.add("key " + id + " is not one that the source list names");
      } else {
        String why = refusal(signature, key, signed);
        if (why.isEmpty()) {
          good++;
        } else {
          refused.add("key " + id + ": " + why);
        }
      }
    }
    if (good == 0) {
      throw new IOException("no trusted key has signed it: " + String.join("; ", refused));
    }
  }

  private static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().formatHex(key.getFingerprint());
  }

  /// Why a signature does not count; empty where it does.
  private static String refusal(PGPSignature signature, Key key, byte[] signed)
      throws PGPException {
    Instant now = Instant.now();
    Instant made = signature.getCreationTime().toInstant();
    if (signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
      return "the signature is not one of a text";
    }
    if (!STRONG.contains(signature.getHashAlgorithm())) {
      return "the signature rests on a weak digest";
    }
    if (made.isAfter(now.plus(CLOCK_SKEW))) {
      return "the signature is of the future; is this machine's clock right?";
    }
    if (isExpired(key.key(), now) || isExpired(key.primary(), now)) {
      return "the key has expired";
    }
    if (key.key().hasRevocation() || key.primary().hasRevocation()) {
      return "the key was revoked";
    }
    if (!key.key().isMasterKey() && !isBound(key)) {
      return "the subkey is not bound to its key";
    }
    signature.init(new BcPGPContentVerifierBuilderProvider(), key.key());
    signature.update(signed);
    return signature.verify() ? "" : "the signature is wrong: the text was changed";
  }

  private static boolean isExpired(PGPPublicKey key, Instant now) {
    long seconds = key.getValidSeconds();
    return seconds > 0 && key.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
  }

  private static boolean isBound(Key key) throws PGPException {
    for (Iterator<PGPSignature> each = key.key().getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        each.hasNext(); ) {
      PGPSignature binding = each.next();
      binding.init(new BcPGPContentVerifierBuilderProvider(), key.primary());
      if (binding.verifyCertification(key.primary(), key.key())) {
        return true;
      }
    }
    return false;
  }
}
