package dev.ringfence.benchmarks.accuracy;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What an assistant or a hurried hand does to code it takes over. Works on lines, with tokens from
/// the language's own lexer, so one set of rules serves every language.
public enum Mutation {
  /// As it stands.
  VERBATIM,
  /// Other indentation, other comments, blank lines.
  REFORMATTED,
  /// Names changed throughout, each to one other name.
  RENAMED,
  /// Renamed, numbers changed, one line in ten inserted or taken out.
  EDITED,
  /// Renamed, one line in four changed.
  REWORKED,
  /// Renamed, and the second half put before the first.
  REORDERED,
  /// Six to twelve lines.
  EXCERPT,
  /// Eight to fifteen lines, renamed, in the middle of sixty others.
  EMBEDDED,
  /// Four to six lines, reworked: at the limit of what can be told.
  SNIPPET;

  private static final String[] WORDS = {
    "acc", "block", "chunk", "delta", "edge", "field", "gate", "head", "item", "join", "key",
        "limit",
    "mark", "node", "order", "part", "queue", "range", "slot", "tail", "unit", "value", "width",
        "zone"
  };

  /// Whether the result is a part of the text only.
  public boolean isPart() {
    return this == EXCERPT || this == EMBEDDED || this == SNIPPET;
  }

  /// The lines after the mutation. The host of [#EMBEDDED] is put around by the caller.
  public List<String> apply(List<String> lines, Language language, RandomGenerator random) {
    return switch (this) {
      case VERBATIM -> lines;
      case REFORMATTED -> reformat(lines, language, random);
      case RENAMED -> rename(lines, language, random);
      case EDITED -> edit(renumber(rename(lines, language, random), language, random), 10, random);
      case REWORKED -> rework(rename(lines, language, random), language, random);
      case REORDERED -> reorder(rename(lines, language, random));
      case EXCERPT -> excerpt(lines, 6, 12, random);
      case EMBEDDED -> rename(excerpt(lines, 8, 15, random), language, random);
      case SNIPPET ->
          rework(rename(excerpt(lines, 4, 6, random), language, random), language, random);
    };
  }

  private static List<String> excerpt(
      List<String> lines, int least, int most, RandomGenerator random) {
    int length = Math.min(lines.size(), least + random.nextInt(most - least + 1));
    int start = random.nextInt(lines.size() - length + 1);
    return lines.subList(start, start + length);
  }

  private static List<String> reformat(
      List<String> lines, Language language, RandomGenerator random) {
    String comment =
        language.layout() == Language.Layout.LINES ? "# goes on here" : "/* goes on here */";
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      String text = line.stripTrailing();
      int indent = text.length() - text.stripLeading().length();
      out.add(" ".repeat(indent) + text);
      if (random.nextInt(8) == 0 && text.endsWith(";")) {
        out.add(comment);
      } else if (random.nextInt(10) == 0) {
        out.add("");
      }
    }
    return out;
  }

  private static List<String> reorder(List<String> lines) {
    int middle = lines.size() / 2;
    List<String> out = new ArrayList<>(lines.subList(middle, lines.size()));
    out.addAll(lines.subList(0, middle));
    return out;
  }

  private static List<String> edit(List<String> lines, int oneIn, RandomGenerator random) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      if (random.nextInt(oneIn) != 0) {
        out.add(line);
      } else if (random.nextBoolean()) {
        out.add(line);
        out.add(line.replaceAll("\\S.*", WORDS[random.nextInt(WORDS.length)] + " = 0;"));
      }
    }
    return out;
  }

  private static List<String> rework(
      List<String> lines, Language language, RandomGenerator random) {
    List<String> out = new ArrayList<>();
    for (String line : lines) {
      if (random.nextInt(4) != 0 || line.isBlank()) {
        out.add(line);
        continue;
      }
      switch (random.nextInt(3)) {
        case 0 -> out.addAll(renumber(List.of(line), language, random));
        case 1 -> out.add(line.replace(" + ", " - ").replace(" < ", " <= "));
        default -> {
          out.add(line);
          out.add(line.replaceAll("\\S.*", WORDS[random.nextInt(WORDS.length)] + "(1);"));
        }
      }
    }
    return out;
  }

  private static List<String> renumber(
      List<String> lines, Language language, RandomGenerator random) {
    return rewrite(
        lines,
        language,
        (symbol, word) ->
            symbol == Alphabet.NUMBER && random.nextInt(3) == 0
                ? String.valueOf(2 + random.nextInt(97))
                : word);
  }

  private static List<String> rename(
      List<String> lines, Language language, RandomGenerator random) {
    Map<String, String> names = new HashMap<>();
    List<String> fresh = new ArrayList<>();
    for (String first : WORDS) {
      for (String second : WORDS) {
        fresh.add(first + "_" + second);
      }
    }
    Collections.shuffle(fresh, random);
    return rewrite(
        lines,
        language,
        (symbol, word) ->
            symbol == Alphabet.NAME
                // One name in eight is a library's and stays.
                ? names.computeIfAbsent(
                    word, w -> w.hashCode() % 8 == 0 ? w : fresh.get(names.size() % fresh.size()))
                : word);
  }

  private interface Rewriter {
    String rewrite(int symbol, String word);
  }

  private static List<String> rewrite(List<String> lines, Language language, Rewriter rewriter) {
    String text = String.join("\n", lines) + "\n";
    Tokens tokens = Tokenizers.create().tokenize(new SourceText(text, language, "case"));
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int i = 0; i < tokens.size(); i++) {
      int start = tokens.start(i);
      int end = tokens.end(i);
      if (start < done || end == start) {
        continue;
      }
      out.append(text, done, start);
      out.append(rewriter.rewrite(tokens.symbol(i), text.substring(start, end)));
      done = end;
    }
    out.append(text, done, text.length());
    return out.toString().lines().toList();
  }
}
