package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.scan.CommonCodeTable.Generator;
import dev.ringfence.scanner.scan.CommonCodeTable.Library;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells of a match that both sides have what many have: a few tokens without a name in common,
/// prose, what one generator wrote, what the callers of one library write, a series. Safe for
/// several threads.
final class CommonCode {
  /*
   * Here nothing is said of how like two pieces of code are, only of what kind the likeness is. What is told
   * to be nothing by itself counts all the same where a change took more from the same origin.
   */

  /// Fewer tokens than this need a rare name that both sides share, and more than one line.
  private static final int FEW = 30;

  /// What the names and literals that both sides share must carry together, in bits: `next` is
  /// everywhere.
  private static final double RARE = 2;

  /// Shorter strings and numbers are everywhere.
  private static final int LONG_STRING = 8;

  private static final int LONG_NUMBER = 5;

  /// Prose has nearly nothing but words, and so many of them are of the kind that no code has.
  private static final double WORDS = 0.75;

  private static final double FUNCTION_WORDS = 0.12;
  private static final Set<String> ENGLISH =
      Set.of(
          ("a an the of to that which these those there it its be been are was were am you your we our they"
                  + " their will would can could may might must should shall has have had having does did"
                  + " but because so such than then when where whether while what who how all any some many"
                  + " more most other only also very just on by at about into through before after above"
                  + " below under over up down out off again please note see i me my he she his her")
              .split(" ", -1));

  /// The beginning of a file, where generators sign.
  private static final int HEAD = 6_000;

  /// The share of the matched names that a generator must write by itself.
  private static final double OF_GENERATOR = 0.5;

  /// The share of the shared names that are a library's or stand beside it everywhere.
  private static final double OF_LIBRARY = 0.8;

  /// The share that are its own: `self` and `i` tell of no library.
  private static final double OWN_OF_LIBRARY = 0.5;

  /// The share of all matched names that these must be where the match is not little: a function
  /// that calls a library has names of its own, which a copy shares or renames.
  private static final double MOSTLY_LIBRARY = 0.5;

  /// Beyond this many tokens no series of calls is an idiom.
  private static final int LONG = 200;

  /// A rewrite that shares no more, in bits, is too little to be more than calls of a library,
  /// where nothing else is shared.
  private static final double LITTLE_BITS = 80;

  /// Fewer tokens than this can be a series: one statement over and over with other names, or a
  /// list.
  private static final int SERIES = 100;

  /// So many tokens in a row are a run, names, numbers and strings each taken as one.
  private static final int RUN = 4;

  /// The share of runs in a series that are not the same as another, at most.
  private static final double DISTINCT_RUNS = 0.45;

  /// The share of names that a series may have in common: a list that someone took has its entries.
  private static final double EQUAL_NAMES = 0.2;

  private final Candidates candidates;
  private final CommonCodeTable table;

  CommonCode(Candidates candidates, CommonCodeTable table) {
    this.candidates = candidates;
    this.table = table;
  }

  /// Why a match by itself says nothing; empty where it is a finding.
  Optional<String> nothing(HunkTokens tokens, Match match) throws IOException {
    if (isProse(tokens, match)) {
      return Optional.of("prose that was read as code: no finding");
    }
    if (match.hunk().matchedTokens() >= FEW || !match.passages().isEmpty()) {
      return Optional.empty();
    }
    LineRange first = match.hunk().lines().getFirst();
    if (match.hunk().lines().size() == 1 && first.firstLine() == first.lastLine()) {
      return Optional.of("fewer than " + FEW + " tokens on one line: no finding by itself");
    }
    double rarity =
        match.evidence().names().ownSpelling() + match.evidence().names().sharedSpelling();
    return rarity < RARE || (match.pairing().equalNames() == 0 && !sharesLiteral(tokens, match))
        ? Optional.of(
            "fewer than " + FEW + " tokens without a rare name in common: no finding by itself")
        : Optional.empty();
  }

  private boolean sharesLiteral(HunkTokens tokens, Match match) throws IOException {
    StoredTokens origin = candidates.tokens(match.origin().blob());
    for (int[] pair : match.pairing().pairs()) {
      int symbol = tokens.symbol(pair[0]);
      int length = tokens.end(pair[0]) - tokens.start(pair[0]);
      if (isEqual(tokens, origin, pair)
          && ((symbol == Alphabet.STRING && length >= LONG_STRING)
              || (symbol == Alphabet.NUMBER && length >= LONG_NUMBER))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEqual(HunkTokens tokens, StoredTokens origin, int[] pair) {
    return tokens.symbol(pair[0]) == origin.symbol(pair[1])
        && tokens.spelling(pair[0]) == origin.spelling(pair[1]);
  }

  /// English that was read as code. What it matches is a series of names too, which is prose as
  /// well or no code of anyone's.
  private static boolean isProse(HunkTokens tokens, Match match) {
    int words = 0;
    int english = 0;
    for (int[] pair : match.pairing().pairs()) {
      String word = tokens.word(pair[0]);
      if (isWord(word)) {
        words++;
        english += ENGLISH.contains(word.toLowerCase(Locale.ROOT)) ? 1 : 0;
      }
    }
    return words >= WORDS * match.pairing().pairs().size() && english >= FUNCTION_WORDS * words;
  }

  private static boolean isWord(String word) {
    return !word.isEmpty() && word.chars().allMatch(Character::isLetter);
  }

  /// What it is that both sides have, where no one has it from the other; empty where it is a
  /// likeness of its own.
  ///
  /// @param little whether the match is too little to be more than an idiom
  Optional<String> kind(Landing landing, HunkTokens tokens, Match match, boolean little)
      throws IOException {
    StoredTokens origin = candidates.tokens(match.origin().blob());
    Map<String, Integer> shared = new HashMap<>();
    for (int[] pair : match.pairing().pairs()) {
      if (tokens.symbol(pair[0]) == Alphabet.NAME && isEqual(tokens, origin, pair)) {
        shared.merge(tokens.word(pair[0]), 1, Integer::sum);
      }
    }
    Optional<String> generated = generator(landing, tokens, match, shared.keySet());
    if (generated.isPresent()) {
      return generated;
    }
    return isSeries(tokens, match)
        ? Optional.of(
            "one statement over and over, or a list, with other names: what many write alike")
        : library(match, shared, little);
  }

  private static boolean isSeries(HunkTokens tokens, Match match) {
    List<int[]> pairs = match.pairing().pairs();
    if (pairs.size() >= SERIES
        || pairs.size() <= RUN
        || match.pairing().equalNames() > EQUAL_NAMES * match.pairing().names()) {
      return false;
    }
    Set<List<Integer>> runs = new HashSet<>();
    for (int i = 0; i + RUN <= pairs.size(); i++) {
      runs.add(pairs.subList(i, i + RUN).stream().map(pair -> tokens.symbol(pair[0])).toList());
    }
    return runs.size() < DISTINCT_RUNS * (pairs.size() - RUN + 1);
  }

  /// The same of a rewrite, whose likeness is no series of tokens: by the names that both functions
  /// have.
  Optional<String> kind(HunkTokens tokens, Rewrite rewrite) throws IOException {
    StoredTokens origin = candidates.tokens(rewrite.blob());
    Set<Integer> theirs = new HashSet<>();
    for (int i = rewrite.firstCorpusToken(); i < rewrite.endCorpusToken(); i++) {
      if (origin.symbol(i) == Alphabet.NAME) {
        theirs.add(origin.spelling(i));
      }
    }
    Map<String, Integer> shared = new HashMap<>();
    int names = 0;
    for (int i = rewrite.firstToken(); i < rewrite.endToken(); i++) {
      if (tokens.symbol(i) == Alphabet.NAME) {
        names++;
        if (theirs.contains(tokens.spelling(i))) {
          shared.merge(tokens.word(i), 1, Integer::sum);
        }
      }
    }
    return library(names, shared, rewrite.shared() < LITTLE_BITS);
  }

  private Optional<String> library(Match match, Map<String, Integer> shared, boolean little) {
    return match.hunk().matchedTokens() > LONG
        ? Optional.empty()
        : library(match.pairing().names(), shared, little);
  }

  private Optional<String> library(int names, Map<String, Integer> shared, boolean little) {
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    for (Library library : table.libraries()) {
      int own = 0;
      int distinct = 0;
      int all = 0;
      for (Map.Entry<String, Integer> name : shared.entrySet()) {
        boolean itsOwn = library.names().matches(name.getKey());
        if (itsOwn || library.beside().matches(name.getKey())) {
          own += itsOwn ? 1 : 0;
          distinct++;
          all += name.getValue();
        }
      }
      if (distinct >= OF_LIBRARY * shared.size()
          && own >= OWN_OF_LIBRARY * shared.size()
          && (little || all >= MOSTLY_LIBRARY * names)) {
        return Optional.of(
            "the names that both share are those of "
                + library.name()
                + ": what its callers write alike");
      }
    }
    return Optional.empty();
  }

  private Optional<String> generator(
      Landing landing, HunkTokens tokens, Match match, Set<String> shared) throws IOException {
    Optional<String> text = Optional.empty();
    for (Generator generator : table.generators()) {
      if (shareOf(generator, tokens, match) < OF_GENERATOR) {
        continue;
      }
      boolean both = shared.stream().anyMatch(generator::coins);
      if (!both && generator.heads(head(landing.text().orElse(tokens.text())))) {
        if (text.isEmpty()) {
          text = candidates.index().texts(match.origin().blob()).getFirst();
        }
        both = text.isPresent() && generator.heads(head(text.get()));
      }
      if (both) {
        return Optional.of(
            "both are output of "
                + generator.name()
                + ": what it writes whatever it is given is no copy");
      }
    }
    return Optional.empty();
  }

  private static String head(String text) {
    return text.substring(0, Math.min(HEAD, text.length()));
  }

  /// The share of a match's names that a generator writes whatever it is given.
  private static double shareOf(Generator generator, HunkTokens tokens, Match match) {
    int names = 0;
    int own = 0;
    for (int[] pair : match.pairing().pairs()) {
      if (tokens.symbol(pair[0]) == Alphabet.NAME) {
        names++;
        own += generator.writes(tokens.word(pair[0])) ? 1 : 0;
      }
    }
    return names == 0 ? 0 : own / (double) names;
  }
}
