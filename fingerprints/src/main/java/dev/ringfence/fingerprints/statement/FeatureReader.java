package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.shingle.Mix;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Spellings;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the features of functions. Reuses its buffers: one a thread.
@SuppressWarnings("EnumOrdinal") // the order of features is part of the index's format
public final class FeatureReader {
  /// The nodes of a part of an expression that says something by itself, and of the largest that is
  /// one of its own.
  private static final int MIN_PART = 3;

  private static final int MAX_PART = 24;

  /// The bits of a hash in which its kind stands, below those that an index keeps.
  private static final long KIND = 0xf;

  private static final int MIN_WORD = 3;
  private static final int MAX_WORD = 24;
  private static final int MIN_NAME = 4;
  private static final Set<Integer> DIGITS = digits();

  private final StatementReader statements;
  private final Set<Rule> rules;
  private final CanonicalForm forms;
  private long[] hashes = new long[256];
  private byte[] kinds = new byte[256];
  private int[] statementOf = new int[256];
  private int size;

  /// The statement whose features are being read, or that they are of none.
  private int statement = NONE;

  private static final int NONE = -1;

  /// A reader by all rules.
  public FeatureReader() {
    this(Rule.ALL);
  }

  /// A reader by some rules.
  public FeatureReader(Set<Rule> rules) {
    this.rules = rules;
    this.statements = new StatementReader(rules);
    this.forms = new CanonicalForm(rules);
  }

  private static Set<Integer> digits() {
    Set<Integer> digits = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      digits.add(Spellings.ofNumber(String.valueOf(i)));
      digits.add(Spellings.ofNumber(i + ".0"));
      digits.add(Spellings.ofNumber(i + "."));
    }
    return digits;
  }

  /// The features of a piece of code.
  ///
  /// @param text where the tokens stand, for the words of strings and the length of names; null
  ///   where there is none: then words of strings are no features
  public FunctionFeatures read(Code code, int from, int to, @Nullable String text) {
    readAll(code, from, to, text);
    return distinct();
  }

  private List<Statement> readAll(Code code, int from, int to, @Nullable String text) {
    size = 0;
    List<Statement> read = statements.read(code, from, to);
    DataFlow flow = new DataFlow(read);
    for (int i = 0; i < read.size(); i++) {
      statement = i;
      addStatement(read.get(i));
      flow.into(read.get(i), hash -> add(Feature.FLOW, hash));
    }
    statement = NONE;
    addLiterals(code, from, to, text);
    return read;
  }

  /// The features of a piece of code, where a statement counts no more than it says.
  ///
  /// @param said the bits that the tokens before each one say, one more than there are tokens
  /// @return by feature, what of its weight counts, 0 to 1
  public Weighed weighed(Code code, int from, int to, @Nullable String text, double[] said) {
    List<Statement> read = readAll(code, from, to, text);
    double[] claimed = new double[read.size()];
    for (int i = 0; i < size; i++) {
      if (statementOf[i] != NONE) {
        claimed[statementOf[i]] += Feature.of(kinds[i]).weight();
      }
    }
    Map<Long, Double> shares = new HashMap<>();
    for (int i = 0; i < size; i++) {
      double share = 1;
      if (statementOf[i] != NONE) {
        Statement of = read.get(statementOf[i]);
        int end = Math.min(Math.max(of.firstToken(), of.endToken()), said.length - 1);
        double bits = said[end] - said[Math.min(of.firstToken(), said.length - 1)];
        share = Math.min(1, bits / (BITS_OF_FEATURE * claimed[statementOf[i]]));
      }
      shares.merge(keyOf(i), share, Math::max);
    }
    FunctionFeatures features = distinct();
    double[] counts = new double[features.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = shares.getOrDefault(features.hash(i), 1.0);
    }
    return new Weighed(features, counts);
  }

  /// What the features of a statement say each at most before its tokens are asked.
  private static final double BITS_OF_FEATURE = 8;

  /// Features with what of their weight counts.
  @SuppressWarnings("ArrayRecordComponent")
  public record Weighed(FunctionFeatures features, double[] counts) {}

  /// The statements of a piece of code that say something, in order.
  public List<StatementFeatures> statements(Code code, int from, int to) {
    List<StatementFeatures> all = new ArrayList<>();
    for (Statement statement : statements.read(code, from, to)) {
      if (statement.expression().size < 2) {
        continue;
      }
      size = 0;
      long whole = addStatement(statement);
      Feature kind = Feature.of(kinds[0]);
      long[] parts = new long[size];
      int n = 0;
      for (int i = 0; i < size; i++) {
        if (kinds[i] == Feature.PART.ordinal()) {
          parts[n++] = keyOf(i);
        }
      }
      parts = Arrays.stream(parts, 0, n).sorted().distinct().toArray();
      all.add(
          new StatementFeatures(
              kind,
              (whole & ~KIND) | kind.ordinal(),
              parts,
              statement.firstToken(),
              statement.endToken()));
    }
    all.sort(Comparator.comparingInt(StatementFeatures::firstToken));
    return all;
  }

  private long keyOf(int feature) {
    return (hashes[feature] & ~KIND) | kinds[feature];
  }

  private long addStatement(Statement statement) {
    Expression whole = statement.expression();
    long hash =
        switch (statement.kind()) {
          case CONDITION -> addCondition(Feature.CONDITION, whole);
          case LOOP -> addCondition(Feature.LOOP, whole);
          case ASSIGNMENT -> add(Feature.ASSIGNMENT, whole.hash);
          case EACH -> add(Feature.LOOP, Mix.mix(whole.hash + 1));
          case SWITCH -> add(Feature.CONDITION, Mix.mix(whole.hash + 2));
          // A label that is a name or a number is what it is by itself: enumerations have hundreds.
          case CASE ->
              whole.size < 2
                  ? Mix.mix(whole.hash + 3)
                  : add(Feature.CONDITION, Mix.mix(whole.hash + 3));
          case RETURN -> add(Feature.RETURN, whole.hash);
          case THROW -> add(Feature.RETURN, Mix.mix(whole.hash + 1));
          case OTHER -> add(Feature.CALL, whole.hash);
        };
    addParts(whole);
    return hash;
  }

  /// A condition and its opposite are one, so that an `if` and a guard are.
  private long addCondition(Feature kind, Expression whole) {
    if ((whole.is(Shape.AND) || whole.is(Shape.OR)) && rules.contains(Rule.CONJUNCTIONS)) {
      for (Expression part : whole.parts) {
        add(kind, polar(part));
        if (kind == Feature.LOOP) {
          add(Feature.CONDITION, polar(part));
        }
      }
    }
    if (kind == Feature.LOOP && rules.contains(Rule.LOOPS)) {
      add(Feature.CONDITION, polar(whole));
    }
    return add(kind, polar(whole));
  }

  private long polar(Expression condition) {
    if (!rules.contains(Rule.NEGATION)) {
      return condition.hash;
    }
    return Math.min(condition.hash, forms.negate(condition).hash);
  }

  private void addParts(Expression whole) {
    // A list is data: its items say what they say.
    boolean list = whole.is(Shape.LIST) || whole.is(Shape.MAP) || whole.is(Shape.TUPLE);
    if (whole.size >= MIN_PART && whole.size <= MAX_PART && !list) {
      add(Feature.PART, whole.hash);
    }
    for (Expression part : whole.parts) {
      if (part.size >= MIN_PART) {
        addParts(part);
      }
    }
  }

  private void addLiterals(Code code, int from, int to, @Nullable String text) {
    Tokens tokens = code.tokens();
    for (int i = from; i < to; i++) {
      switch (tokens.symbol(i)) {
        case Alphabet.NUMBER -> {
          if (!DIGITS.contains(tokens.spelling(i))) {
            add(Feature.NUMBER, tokens.spelling(i));
          }
        }
        case Alphabet.STRING -> {
          if (text != null) {
            addWords(text, tokens.start(i), tokens.end(i));
            addVocabulary(text, tokens.start(i), tokens.end(i));
          }
        }
        case Alphabet.NAME -> {
          if (text == null || tokens.end(i) - tokens.start(i) >= MIN_NAME) {
            add(Feature.NAME, tokens.spelling(i));
          }
          if (text != null) {
            addVocabulary(text, tokens.start(i), tokens.end(i));
          }
        }
        default -> {}
      }
    }
  }

  private void addWords(String text, int start, int end) {
    long hash = 0;
    int letters = 0;
    for (int i = start; i <= end; i++) {
      int c = i < end ? text.charAt(i) : 0;
      int lower = c | 0x20;
      if (c < 128 && lower >= 'a' && lower <= 'z') {
        hash = hash * 31 + lower;
        letters++;
      } else {
        if (letters >= MIN_WORD && letters <= MAX_WORD) {
          add(Feature.WORD, hash);
        }
        hash = 0;
        letters = 0;
      }
    }
  }

  /// The words that a name or a string is made of.
  private void addVocabulary(String text, int start, int end) {
    long hash = 0;
    int letters = 0;
    boolean afterLower = false;
    for (int i = start; i <= end; i++) {
      int c = i < end ? text.charAt(i) : 0;
      int lower = c | 0x20;
      boolean letter = c < 128 && lower >= 'a' && lower <= 'z';
      if (!letter || (c != lower && afterLower)) {
        if (letters >= MIN_WORD && letters <= MAX_WORD) {
          add(Feature.VOCABULARY, hash);
        }
        hash = 0;
        letters = 0;
      }
      if (letter) {
        hash = hash * 31 + lower;
        letters++;
      }
      afterLower = letter && c == lower;
    }
  }

  private long add(Feature kind, long value) {
    long hash = Mix.mix(value + (kind.ordinal() + 1) * 0x9e3779b97f4a7c15L);
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      statementOf = Arrays.copyOf(statementOf, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
    }
    hashes[size] = hash;
    statementOf[size] = statement;
    kinds[size++] = (byte) kind.ordinal();
    return hash;
  }

  /// Sorted by hash; the kind goes into the lowest bits meanwhile, which no index keeps.
  private FunctionFeatures distinct() {
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = keyOf(i) ^ Long.MIN_VALUE;
    }
    Arrays.sort(sorted);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    long[] values = new long[kept];
    byte[] of = new byte[kept];
    for (int i = 0; i < kept; i++) {
      values[i] = sorted[i] ^ Long.MIN_VALUE;
      of[i] = (byte) (values[i] & KIND);
    }
    return new FunctionFeatures(values, of);
  }
}
