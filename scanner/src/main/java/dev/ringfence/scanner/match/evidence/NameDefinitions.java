package dev.ringfence.scanner.match.evidence;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.match.origin.Candidates;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells whether some indexed work defines a name: one that works only ever use comes from a
/// library that they call. In doubt a name counts as defined. One a thread.
final class NameDefinitions {
  /*
   * What tokens can tell, without a parser for each language:
   *   - a declaring keyword, a type or another name before it, or an assignment behind it: defined;
   *   - a function's head: brackets behind it, and a brace behind those;
   *   - a member of an enumeration, a parameter of a macro;
   *   - in languages whose declarations need no type, only what follows a dot or is called can be
   *     told from a parameter; any other place counts as a definition.
   */
  private static final int KEPT = 20_000;

  /// No content.
  static final int NOWHERE = -1;

  /// Where a name is not found, so many times more contents are looked at.
  private static final int STEP = 4;

  /// How far back the opening bracket of a list is looked for, in tokens.
  private static final int LIST = 4000;

  private static final int OPEN = Alphabet.ofOperator("(");
  private static final int CLOSE = Alphabet.ofOperator(")");
  private static final int OPEN_BRACE = Alphabet.ofOperator("{");
  private static final int CLOSE_BRACE = Alphabet.ofOperator("}");
  private static final int STAR = Alphabet.ofOperator("*");
  private static final int AND = Alphabet.ofOperator("&");
  private static final int COMMA = Alphabet.ofOperator(",");
  private static final int COLON = Alphabet.ofOperator(":");
  private static final int CASE = Alphabet.ofOperator("case");
  private static final int DEFINE = Alphabet.ofOperator("#define");
  private static final int SCOPE = Alphabet.ofOperator("::");
  private static final int GREATER = Alphabet.ofOperator(">");
  private static final int CLOSE_INDEX = Alphabet.ofOperator("]");
  private static final int STRUCT = Alphabet.ofOperator("struct");
  private static final int UNION = Alphabet.ofOperator("union");
  private static final int ENUM = Alphabet.ofOperator("enum");

  /// Before a name that is used, not declared.
  private static final boolean[] USES =
      symbols(
          """
          return case if elif else while do in is not and or throw throws raise new delete
          await yield goto sizeof typeof instanceof assert print extends implements except
          from del when default super this self until unless then go defer move co_await
          co_return co_yield alignof decltype typeid typename struct union echo die try match
          NULL true false
          """);

  /// Before a name that belongs to something else.
  private static final boolean[] MEMBERS = symbols(". -> :: ?. ?->");

  /// Behind a name that is given a value, a type or a place.
  private static final boolean[] ASSIGNS = symbols("= := <- => :");

  private final Candidates candidates;
  private final NameSharers sharers;
  private final Map<Integer, Boolean> known = new HashMap<>();

  NameDefinitions(Candidates candidates, NameSharers sharers) {
    this.candidates = candidates;
    this.sharers = sharers;
  }

  private static boolean[] symbols(String spellings) {
    boolean[] set = new boolean[Alphabet.size()];
    for (String spelling : spellings.strip().split("\\s+", -1)) {
      int symbol = Alphabet.ofOperator(spelling);
      if (symbol == Alphabet.UNKNOWN) {
        throw new IllegalArgumentException("no symbol: " + spelling);
      }
      set[symbol] = true;
    }
    return set;
  }

  /// Whether some content of the index defines a name; so it does where too many hold it to be
  /// looked at.
  boolean isDefined(int spelling) throws IOException {
    Boolean before = known.get(spelling);
    if (before == null) {
      know(Map.of(spelling, NOWHERE));
      before = known.getOrDefault(spelling, true);
    }
    return before;
  }

  /// Finds out whether names are defined, of those that are not known yet, at once: most are in one
  /// of the first contents that hold them.
  ///
  /// @param names each with the content to look at first, or [#NOWHERE]
  void know(Map<Integer, Integer> names) throws IOException {
    if (known.size() >= KEPT) {
      known.clear();
    }
    Map<Integer, Deque<Integer>> open = new LinkedHashMap<>();
    for (Map.Entry<Integer, Integer> name : names.entrySet()) {
      if (!known.containsKey(name.getKey())) {
        Deque<Integer> holders = new ArrayDeque<>();
        for (int blob : sharers.holders(name.getKey())) {
          if (blob == name.getValue()) {
            holders.addFirst(blob);
          } else {
            holders.addLast(blob);
          }
        }
        known.put(name.getKey(), holders.isEmpty());
        if (!holders.isEmpty()) {
          open.put(name.getKey(), holders);
        }
      }
    }
    for (int step = 1; !open.isEmpty(); step *= STEP) {
      look(open, step);
    }
  }

  /// Looks at so many contents of each name that is open.
  private void look(Map<Integer, Deque<Integer>> open, int step) throws IOException {
    Map<Integer, List<Integer>> looked = new LinkedHashMap<>();
    Set<Integer> all = new LinkedHashSet<>();
    open.forEach((name, holders) -> {
      List<Integer> some = new ArrayList<>();
      for (int i = 0; i < step && !holders.isEmpty(); i++) {
        some.add(holders.removeFirst());
      }
      looked.put(name, some);
      all.addAll(some);
    });
    candidates.load(all);
    for (Map.Entry<Integer, List<Integer>> name : looked.entrySet()) {
      for (int blob : name.getValue()) {
        if (defines(candidates.tokens(blob), name.getKey())) {
          known.put(name.getKey(), true);
          break;
        }
      }
    }
    open.entrySet()
        .removeIf(name -> known.getOrDefault(name.getKey(), false) || name.getValue().isEmpty());
  }

  /// Whether a content defines a name.
  static boolean defines(StoredTokens tokens, int spelling) {
    boolean typed = isTyped(Language.ofNumber(tokens.language()));
    int[] symbols = tokens.tokens().symbolArray();
    int[] spellings = tokens.tokens().spellingArray();
    for (int i = 0; i < spellings.length; i++) {
      if (spellings[i] == spelling && symbols[i] == Alphabet.NAME && defines(symbols, i, typed)) {
        return true;
      }
    }
    return false;
  }

  /// Whether declarations name a type before the name.
  private static boolean isTyped(Language language) {
    return language.profile().statements().has(StatementTrait.DECLARATORS);
  }

  private static boolean defines(int[] symbols, int i, boolean typed) {
    int before = i > 0 ? symbols[i - 1] : Alphabet.SEMICOLON;
    int behind = i + 1 < symbols.length ? symbols[i + 1] : Alphabet.SEMICOLON;
    if (ASSIGNS[behind] && !(behind == COLON && before == CASE)) {
      return true;
    }
    boolean called = behind == OPEN;
    if (MEMBERS[before]) {
      // `void Solver::solve() {` in C++.
      return before == SCOPE && called && isFunctionHead(symbols, i + 1, typed);
    }
    if (typed && behind == Alphabet.NAME) {
      return false;
    }
    if (before == Alphabet.NAME || (isWord(before) && !USES[before])) {
      return true;
    }
    if (before == STRUCT || before == UNION) {
      return behind == OPEN_BRACE;
    }
    if (called && isFunctionHead(symbols, i + 1, typed)) {
      return true;
    }
    if (!typed) {
      // `func (m *Matrix) Solve(` in Go.
      return !called || before == CLOSE;
    }
    return isDeclarator(symbols, i) || isListed(symbols, i);
  }

  private static boolean isWord(int symbol) {
    return symbol > Alphabet.STRING
        && (Character.isLetter(Alphabet.spelling(symbol).charAt(0)) || symbol == DEFINE);
  }

  /// Whether a brace follows the brackets that open at a token.
  private static boolean isFunctionHead(int[] symbols, int open, boolean typed) {
    int depth = 0;
    for (int i = open; i < symbols.length && i < open + LIST; i++) {
      if (symbols[i] == OPEN) {
        depth++;
      } else if (symbols[i] == CLOSE && --depth == 0) {
        int behind = i + 1 < symbols.length ? symbols[i + 1] : Alphabet.SEMICOLON;
        return behind == OPEN_BRACE
            || (typed && (behind == COLON || (isWord(behind) && !USES[behind])));
      }
    }
    return false;
  }

  /// Whether what stands before a name is the end of a type.
  private static boolean isDeclarator(int[] symbols, int i) {
    int j = i - 1;
    while (j >= 0 && (symbols[j] == STAR || symbols[j] == AND)) {
      j--;
    }
    if (j < 0) {
      return false;
    }
    int before = symbols[j];
    if (j < i - 1) {
      // `T *name`, `(*name)(`; an operand before a star may be a factor, which counts as a type.
      return before == Alphabet.NAME
          || (isWord(before) && !USES[before])
          || isTypeEnd(before)
          || (before == OPEN && i + 1 < symbols.length && symbols[i + 1] == CLOSE);
    }
    return isTypeEnd(before);
  }

  private static boolean isTypeEnd(int symbol) {
    return symbol == GREATER || symbol == CLOSE_INDEX || symbol == CLOSE_BRACE;
  }

  /// Whether a name is a member of an enumeration or a parameter of a macro.
  private static boolean isListed(int[] symbols, int i) {
    int depth = 0;
    for (int j = i - 1; j >= 0 && j > i - LIST; j--) {
      int symbol = symbols[j];
      if (symbol == CLOSE || symbol == CLOSE_BRACE) {
        depth++;
      } else if (symbol == OPEN || symbol == OPEN_BRACE) {
        if (--depth < 0) {
          return symbol == OPEN ? isMacro(symbols, j) : isEnumeration(symbols, j);
        }
      } else if (symbol == Alphabet.SEMICOLON && depth == 0) {
        return false;
      }
    }
    return false;
  }

  private static boolean isMacro(int[] symbols, int open) {
    return open >= 2 && symbols[open - 1] == Alphabet.NAME && symbols[open - 2] == DEFINE;
  }

  private static boolean isEnumeration(int[] symbols, int open) {
    for (int j = open - 1; j >= 0 && j > open - 12; j--) {
      if (symbols[j] == ENUM) {
        return true;
      }
      if (symbols[j] != Alphabet.NAME
          && symbols[j] != COMMA
          && symbols[j] != COLON
          && !isWord(symbols[j])) {
        return false;
      }
    }
    return false;
  }
}
