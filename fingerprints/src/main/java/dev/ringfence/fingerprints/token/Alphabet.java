package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The symbols that tokens normalise to: one number a spelling, the same in every language, so that
/// `if` in C is `if` in Java. The numbers are the line numbers of `alphabet.txt`, which only grows
/// at its end.
public final class Alphabet {
  /// Anything a lexer could not read, and operators outside the list.
  public static final int UNKNOWN = 0;

  /// Any name.
  public static final int NAME = 1;

  /// Any number.
  public static final int NUMBER = 2;

  /// Any string.
  public static final int STRING = 3;

  /// The end of a statement: `;`, and the end of a line where lines end statements.
  public static final int SEMICOLON = 4;

  private static final Alphabet INSTANCE = new Alphabet();

  private final List<String> spellings = new ArrayList<>();
  private final Map<String, Integer> symbols = new HashMap<>();
  private final Map<Language, Set<String>> keywords = new EnumMap<>(Language.class);

  private Alphabet() {
    for (String line : lines("alphabet.txt")) {
      symbols.put(line, spellings.size());
      spellings.add(line);
    }
    for (String line : lines("keywords.txt")) {
      int colon = line.indexOf(':');
      Language language = Language.ofId(line.substring(0, colon)).orElseThrow();
      Set<String> words = new HashSet<>(List.of(line.substring(colon + 1).trim().split(" ")));
      for (String word : words) {
        if (!symbols.containsKey(word)) {
          throw new IllegalStateException("keyword outside alphabet.txt: " + word);
        }
      }
      keywords.put(language, words);
    }
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Alphabet.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + resource);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return reader.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The number of symbols.
  public static int size() {
    return INSTANCE.spellings.size();
  }

  /// The spelling of a symbol, for dumps and explanations.
  public static String spelling(int symbol) {
    return INSTANCE.spellings.get(symbol);
  }

  /// The symbol of an operator, bracket or preprocessor head; [#UNKNOWN] for one outside the list.
  public static int ofOperator(String spelling) {
    Integer symbol = INSTANCE.symbols.get(spelling);
    return symbol == null ? UNKNOWN : symbol;
  }

  /// The symbol of a word in a language; [#NAME] unless it is a keyword there.
  public static int ofWord(Language language, String word) {
    @Nullable Set<String> words = INSTANCE.keywords.get(language);
    if (words == null || !words.contains(word)) {
      return NAME;
    }
    Integer symbol = INSTANCE.symbols.get(word);
    return symbol == null ? NAME : symbol;
  }

  /// The keywords of a language with their symbols.
  static Map<String, Integer> keywords(Language language) {
    Map<String, Integer> words = new HashMap<>();
    for (String word : INSTANCE.keywords.getOrDefault(language, Set.of())) {
      words.put(word, INSTANCE.symbols.get(word));
    }
    return words;
  }

  /// Whether a symbol stands for many spellings: a name, number or string.
  public static boolean isOpen(int symbol) {
    return symbol >= NAME && symbol <= STRING;
  }
}
