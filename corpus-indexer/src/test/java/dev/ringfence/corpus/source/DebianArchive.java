package dev.ringfence.corpus.source;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/// A small Debian archive behind a web server of its own, laid out and signed as real ones are.
final class DebianArchive implements AutoCloseable {
  final Map<String, byte[]> files = new TreeMap<>();
  final List<String> asked = new ArrayList<>();
  final Key key = new Key();
  private final Map<String, StringBuilder> sources = new TreeMap<>();
  private final HttpServer server;

  /// A key pair that signs.
  static final class Key {
    private final PGPKeyPair pair;

    Key() {
      Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
      generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
      try {
        pair =
            new BcPGPKeyPair(
                4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(Instant.now().minusSeconds(3600)));
      } catch (PGPException e) {
        throw new IllegalStateException(e);
      }
    }

    String fingerprint() {
      return HexFormat.of().formatHex(pair.getPublicKey().getFingerprint());
    }

    Path write(Path file) throws IOException {
      try (OutputStream out = Files.newOutputStream(file)) {
        pair.getPublicKey().encode(out);
      }
      return file;
    }

    /// As `gpg --clearsign` does.
    String sign(String text, int digest) throws IOException {
      try {
        PGPSignatureGenerator generator =
            new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), digest),
                pair.getPublicKey());
        generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
        List<String> lines = text.lines().toList();
        generator.update(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armored = new ArmoredOutputStream(bytes)) {
          generator.generate().encode(armored);
        }
        StringBuilder out =
            new StringBuilder("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n");
        lines.forEach(
            line -> out.append(line.startsWith("-") ? "- " : "").append(line).append('\n'));
        return out + bytes.toString(StandardCharsets.US_ASCII).replace("\r", "");
      } catch (PGPException e) {
        throw new IOException(e);
      }
    }
  }

  DebianArchive() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath().replaceFirst("^/debian/", "");
          asked.add(path);
          byte[] body = files.get(path);
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/debian";
  }

  /// Adds a source package with one file of code.
  DebianArchive add(String suite, String name, String version, String code) throws IOException {
    String folder = "pool/main/" + name.charAt(0) + "/" + name;
    String bare = version.replaceFirst("^\\d+:", "");
    String orig = name + "_" + bare.replaceFirst("-[^-]*$", "") + ".orig.tar.gz";
    String packaging = name + "_" + bare + ".debian.tar.xz";
    files.put(folder + "/" + orig, tar(name + "/a.c", code, false));
    files.put(folder + "/" + packaging, tar("debian/copyright", "License: GPL-2+\n", true));
    String list = "";
    for (String file : List.of(orig, packaging)) {
      list += " " + line(folder + "/" + file, file) + "\n";
    }
    String dsc = name + "_" + bare + ".dsc";
    files.put(
        folder + "/" + dsc,
        ("Format: 3.0 (quilt)\nSource: " + name + "\nVersion: " + version + "\nFiles:\n" + list)
            .getBytes(StandardCharsets.UTF_8));
    sources
        .computeIfAbsent(suite, key -> new StringBuilder())
        .append("Package: ")
        .append(name)
        .append("\nBinary: ")
        .append(name)
        .append(",\n lib")
        .append(name)
        .append("\nVersion: ")
        .append(version)
        .append("\nDirectory: ")
        .append(folder)
        .append("\nChecksums-Sha256:\n ")
        .append(line(folder + "/" + dsc, dsc))
        .append('\n')
        .append(list)
        .append('\n');
    return this;
  }

  private String line(String path, String name) {
    byte[] bytes = Objects.requireNonNull(files.get(path));
    return DigestUtils.sha256Hex(bytes) + " " + bytes.length + " " + name;
  }

  /// Writes and signs the lists of a suite.
  DebianArchive publish(String suite, String more, Key signer, int digest) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new XZCompressorOutputStream(packed)) {
      out.write(
          Objects.requireNonNull(sources.get(suite)).toString().getBytes(StandardCharsets.UTF_8));
    }
    String path = "dists/" + suite + "/main/source/Sources.xz";
    files.put(path, packed.toByteArray());
    String release =
        "Origin: Test\nSuite: "
            + suite
            + "\n"
            + more
            + "SHA256:\n "
            + line(path, "main/source/Sources.xz")
            + "\n";
    files.put(
        "dists/" + suite + "/InRelease",
        signer.sign(release, digest).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  DebianArchive publish(String suite) throws IOException {
    return publish(suite, "", key, HashAlgorithmTags.SHA512);
  }

  private static byte[] tar(String name, String text, boolean xz) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            xz ? new XZCompressorOutputStream(bytes) : new GzipCompressorOutputStream(bytes))) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(body.length);
      tar.putArchiveEntry(entry);
      tar.write(body);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
