package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The sources that a benchmark reads: all files of a language below `ringfence.sources`, without
/// it this project's own Java sources.
@State(Scope.Benchmark)
public class SourceState {
  /// The language, by its id.
  @Param({"java"})
  public String language = "java";

  private static final long MAX_CHARACTERS = 20_000_000;

  private final List<SourceText> texts = new ArrayList<>();
  private final List<byte[]> bytes = new ArrayList<>();
  private long characters;

  /// Reads the files; an empty input fails.
  @Setup(Level.Trial)
  public void read() {
    Language wanted = Language.ofId(language).orElseThrow();
    Path root = Path.of(System.getProperty("ringfence.sources", ".."));
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sorted =
          files
              .filter(file -> !file.toString().contains("target"))
              .filter(
                  file -> Language.ofPath(file.toString()).equals(java.util.Optional.of(wanted)))
              .sorted()
              .toList();
      for (Path file : sorted) {
        if (characters > MAX_CHARACTERS) {
          break;
        }
        byte[] content = Files.readAllBytes(file);
        SourceText text = SourceText.ofBytes(content, wanted, file.toString());
        bytes.add(content);
        texts.add(text);
        characters += text.text().length();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (characters == 0) {
      throw new IllegalStateException("no " + language + " source below " + root.toAbsolutePath());
    }
  }

  /// The texts.
  public List<SourceText> texts() {
    return texts;
  }

  /// Their bytes.
  public List<byte[]> bytes() {
    return bytes;
  }

  /// The language.
  public Language wanted() {
    return Language.ofId(language).orElseThrow();
  }

  /// Their length in UTF-16 units.
  public long characters() {
    return characters;
  }
}
