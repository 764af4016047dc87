package dev.ringfence.scanner.match.parameters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/// Reads the numbers and models that are shipped, or the files in their place, and says which these
/// are.
final class ParameterReader {
  private static final String NUMBERS = "match.properties";
  private static final String IDIOMS = "idioms.bin";
  private static final String PHRASES = "phrases.bin";

  /// The digests of both, as `sha256sum` writes them.
  private static final String DIGESTS = "models.sha256";

  private static final MatchIdentity NONE = new MatchIdentity("", "", "", List.of());

  private ParameterReader() {}

  /// The parameters of this build, with other files in the place of some.
  static MatchParameters load(MatchFiles files) {
    Properties properties = new Properties();
    List<String> replaced = new ArrayList<>();
    try (InputStream in = resource(NUMBERS)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (files.parameters().isPresent()) {
      byte[] own = read(files.parameters().get());
      try {
        properties.load(new InputStreamReader(new ByteArrayInputStream(own), ISO_8859_1));
        new MatchParameters(properties, IdiomModel.EMPTY, PhraseModel.EMPTY, NONE);
      } catch (IOException | IllegalArgumentException e) {
        throw invalid(files.parameters().get(), e);
      }
      replaced.add(replaced(NUMBERS, files.parameters().get(), own));
    }
    byte[] idioms = bytes(IDIOMS, files.idioms(), replaced);
    byte[] phrases = bytes(PHRASES, files.phrases(), replaced);
    return new MatchParameters(
        properties,
        model(IdiomModel::read, idioms, files.idioms()),
        model(PhraseModel::read, phrases, files.phrases()),
        new MatchIdentity(
            digest(properties),
            files.idioms().isPresent() ? sha256(idioms) : shippedDigest(IDIOMS),
            files.phrases().isPresent() ? sha256(phrases) : shippedDigest(PHRASES),
            replaced));
  }

  /// The digest of a model that is shipped: to take that of six megabytes is a tenth of what one
  /// hunk costs.
  private static String shippedDigest(String name) {
    try (InputStream in = resource(DIGESTS)) {
      return new String(in.readAllBytes(), ISO_8859_1)
          .lines()
          .filter(line -> line.endsWith("  " + name))
          .map(line -> "sha256:" + line.substring(0, line.indexOf(' ')))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no digest of " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T model(Reading<T> reading, byte[] bytes, Optional<Path> file) {
    try {
      return reading.read(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException | NegativeArraySizeException e) {
      if (file.isPresent()) {
        throw invalid(file.get(), e);
      }
      throw new IllegalStateException(e);
    }
  }

  private static RingfenceException invalid(Path file, Exception cause) {
    return RingfenceException.usage(
        Diagnostic.of(
                "matching/invalid",
                "not a file of numbers or a model of matching: " + cause.getMessage(),
                "leave the system property out, or name a file that was made for it")
            .at(file.toString()));
  }

  private static byte[] bytes(String name, Optional<Path> own, List<String> replaced) {
    if (own.isPresent()) {
      byte[] bytes = read(own.get());
      replaced.add(replaced(name, own.get(), bytes));
      return bytes;
    }
    try (InputStream in = resource(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "matching/not-found",
                  "the file cannot be read: " + e.getMessage(),
                  "check the path in the system property")
              .at(file.toString()));
    }
  }

  private static String replaced(String name, Path own, byte[] bytes) {
    return name + " by " + own.getFileName() + " (" + sha256(bytes) + ")";
  }

  private static InputStream resource(String name) {
    InputStream in = MatchParameters.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("resource missing: " + name);
    }
    return in;
  }

  private static String digest(Properties numbers) {
    StringBuilder all = new StringBuilder();
    new TreeSet<>(numbers.stringPropertyNames())
        .forEach(
            name -> all.append(name).append(" = ").append(numbers.getProperty(name)).append('\n'));
    return sha256(all.toString().getBytes(UTF_8));
  }

  private static String sha256(byte[] bytes) {
    return "sha256:" + DigestUtils.sha256Hex(bytes);
  }
}
