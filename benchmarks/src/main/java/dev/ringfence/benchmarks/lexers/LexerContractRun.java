package dev.ringfence.benchmarks.lexers;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TokenClass;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Lexes every file below a folder and prints, by language, how many tokens could not be read and
/// how fast it went, interpreted and compiled. Fails where tokens and gaps do not make up the text
/// again, and where the two lexers disagree on any token.
public final class LexerContractRun {
  private static final int SHOWN = 20;

  private static final class Totals {
    int files;
    long bytes;
    long tokens;
    long errors;
    long interpretedNanos;
    long compiledNanos;
    int different;
    int shown;
  }

  private LexerContractRun() {}

  /// Runs over the folder named by the first argument.
  public static void main(String[] arguments) throws IOException {
    run(Path.of(arguments[0]), System.out);
  }

  static void run(Path root, PrintStream out) throws IOException {
    Tokenizer interpreted = new AntlrTokenizer();
    Tokenizer compiled = Tokenizers.create();
    Map<Language, Totals> totals = new EnumMap<>(Language.class);
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Optional<Language> language = Language.ofPath(file.toString());
      if (language.isEmpty()) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(file);
      SourceText source = SourceText.ofBytes(bytes, language.get(), file.toString());
      long started = System.nanoTime();
      RawTokens reference = interpreted.lex(source);
      long between = System.nanoTime();
      RawTokens raw = compiled.lex(source);
      Totals of = totals.computeIfAbsent(language.get(), _ -> new Totals());
      of.interpretedNanos += between - started;
      of.compiledNanos += System.nanoTime() - between;
      int difference = firstDifference(reference, raw);
      if (difference >= 0 && of.different++ < SHOWN) {
        out.println(file + ": the lexers differ at token " + difference);
      }
      of.files++;
      of.bytes += bytes.length;
      of.tokens += raw.size();
      int end = 0;
      for (int i = 0; i < raw.size(); i++) {
        if (raw.startOffset(i) < end || raw.endOffset(i) <= raw.startOffset(i)) {
          throw new IllegalStateException(file + ": tokens overlap at " + raw.startOffset(i));
        }
        end = raw.endOffset(i);
        TokenClass tokenClass = raw.tokenClass(i);
        if (tokenClass == TokenClass.UNKNOWN || tokenClass == TokenClass.UNTERMINATED) {
          of.errors++;
          if (of.shown++ < SHOWN) {
            int line = LineTable.of(source.text()).lineAt(raw.startOffset(i));
            out.println(file + ":" + line + ": " + tokenClass);
          }
        }
      }
    }
    out.println(
        "language        files       bytes      tokens  errors  per million  MB/s ANTLR  MB/s table"
            + "  files that differ");
    totals.forEach((language, of) ->
        out.printf(
            Locale.ROOT,
            "%-12s %8d %11d %11d %7d %12.2f %11.1f %11.1f %18d%n",
            language.id(),
            of.files,
            of.bytes,
            of.tokens,
            of.errors,
            of.errors * 1e6 / Math.max(1, of.tokens),
            of.bytes * 1e3 / Math.max(1, of.interpretedNanos),
            of.bytes * 1e3 / Math.max(1, of.compiledNanos),
            of.different));
    int different = totals.values().stream().mapToInt(of -> of.different).sum();
    if (different > 0) {
      throw new IllegalStateException(
          "interpreted and compiled lexers differ in " + different + " files");
    }
  }

  /// The first token that two runs do not share, or -1.
  private static int firstDifference(RawTokens a, RawTokens b) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      if (a.tokenClass(i) != b.tokenClass(i)
          || a.startOffset(i) != b.startOffset(i)
          || a.endOffset(i) != b.endOffset(i)) {
        return i;
      }
    }
    return a.size() == b.size() ? -1 : common;
  }
}
