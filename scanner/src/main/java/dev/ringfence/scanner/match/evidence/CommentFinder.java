package dev.ringfence.scanner.match.evidence;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.CommentReader;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.PhraseModel;
import dev.ringfence.scanner.match.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what a hunk and the comments of an origin say in the same words, beside lines that match.
/// An index without text has no comments. One a thread.
public final class CommentFinder {
  /// Equal words in a row that count: fewer are a turn of phrase.
  private static final int RUN = PhraseModel.WORDS;

  /// Lines before and after a match in which a comment belongs to it.
  private static final int REACH = 25;

  /// Words of comments that are kept for the next match: some twelve megabytes.
  private static final int KEPT_WORDS = 200_000;

  /// Texts that are read at a time.
  private static final int TEXTS = 32;

  private final Candidates candidates;
  private final PhraseModel phrases;
  private final CommentReader reader = new CommentReader(Tokenizers.create());
  private final Map<Integer, Prose> known = new HashMap<>();
  private int knownWords;

  public CommentFinder(Candidates candidates, PhraseModel phrases) {
    this.candidates = candidates;
    this.phrases = phrases;
  }

  /// The passages that a hunk shares with the comments of a match's origin.
  ///
  /// @param others contents of other works that match the same lines: what their comments say too
  ///   is left out
  public List<Passage> passages(Query query, BlobMatch match, Set<Integer> others)
      throws IOException {
    Prose hunk = query.tokens().prose();
    int[] range = words(query, match);
    int from = range[0];
    int end = range[1];
    if (end - from < RUN) {
      return List.of();
    }
    Map<Long, Integer> origin = originRuns(match);
    if (origin.isEmpty()) {
      return List.of();
    }
    // For each word of the hunk the word of the comments that it is, -1 for none.
    int[] places = new int[end - from];
    Arrays.fill(places, -1);
    Set<Long> foreign = null;
    for (int i = from; i + RUN <= end; i++) {
      long run = PhraseModel.run(hunk, i);
      Integer place = origin.get(run);
      if (place == null || phrases.contains(run)) {
        continue;
      }
      // Dear to read, and mostly not needed.
      foreign = foreign == null ? foreignRuns(others) : foreign;
      if (foreign.contains(run)) {
        continue;
      }
      for (int k = 0; k < RUN; k++) {
        int word = i - from + k;
        places[word] = places[word] < 0 ? place + k : places[word];
      }
    }
    return passages(hunk, from, places, comments(match.blob));
  }

  /// The words of a hunk that stand beside a match, as a range.
  private static int[] words(Query query, BlobMatch match) {
    Prose hunk = query.tokens().prose();
    int first = query.tokens().line(match.firstToken()) - REACH;
    int last = query.tokens().line(match.lastToken()) + REACH;
    int from = 0;
    while (from < hunk.size() && hunk.line(from) < first) {
      from++;
    }
    int end = from;
    while (end < hunk.size() && hunk.line(end) <= last) {
      end++;
    }
    return new int[] {from, end};
  }

  /// Reads the comments that [#passages] of matches need, at once.
  public void read(Query query, List<BlobMatch> matches) throws IOException {
    Set<Integer> blobs = new LinkedHashSet<>();
    for (BlobMatch match : matches) {
      int[] range = words(query, match);
      if (range[1] - range[0] >= RUN) {
        blobs.add(match.blob);
      }
    }
    read(blobs);
  }

  private void read(Collection<Integer> wanted) throws IOException {
    int[] blobs =
        wanted.stream()
            .filter(blob -> !known.containsKey(blob))
            .mapToInt(blob -> blob)
            .distinct()
            .toArray();
    for (int from = 0; from < blobs.length; from += TEXTS) {
      int[] some = Arrays.copyOfRange(blobs, from, Math.min(from + TEXTS, blobs.length));
      candidates.load(Arrays.stream(some).boxed().toList());
      List<Optional<String>> texts = candidates.index().texts(some);
      for (int i = 0; i < some.length; i++) {
        keep(some[i], texts.get(i));
      }
    }
  }

  private static List<Passage> passages(Prose hunk, int from, int[] places, Prose comments) {
    List<Passage> passages = new ArrayList<>();
    int i = 0;
    while (i < places.length) {
      int start = i++;
      if (places[start] < 0) {
        continue;
      }
      while (i < places.length && places[i] >= 0) {
        i++;
      }
      List<String> words = new ArrayList<>();
      for (int word = start; word < i; word++) {
        words.add(hunk.word(from + word));
      }
      passages.add(new Passage(hunk.line(from + start), comments.line(places[start]), words));
    }
    return passages;
  }

  /// Where each run of words is in the comments beside a match.
  private Map<Long, Integer> originRuns(BlobMatch match) throws IOException {
    StoredTokens tokens = candidates.tokens(match.blob);
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (Alignment piece : match.pieces) {
      first = Math.min(first, tokens.line(piece.firstCorpusToken()));
      last = Math.max(last, tokens.line(piece.lastCorpusToken()));
    }
    Prose comments = comments(match.blob);
    Map<Long, Integer> runs = new HashMap<>();
    for (int i = 0; i + RUN <= comments.size(); i++) {
      if (comments.line(i) >= first - REACH && comments.line(i) <= last + REACH) {
        runs.putIfAbsent(PhraseModel.run(comments, i), i);
      }
    }
    return runs;
  }

  private Set<Long> foreignRuns(Set<Integer> others) throws IOException {
    Set<Long> runs = new HashSet<>();
    read(others);
    for (int other : others) {
      Prose comments = comments(other);
      for (int i = 0; i + RUN <= comments.size(); i++) {
        runs.add(PhraseModel.run(comments, i));
      }
    }
    return runs;
  }

  private Prose comments(int blob) throws IOException {
    Prose read = known.get(blob);
    return read != null ? read : keep(blob, candidates.index().texts(blob).getFirst());
  }

  private Prose keep(int blob, Optional<String> text) throws IOException {
    Language language = Language.ofNumber(candidates.tokens(blob).language());
    Prose read =
        text.isEmpty()
            ? new Prose()
            : reader.read(new SourceText(text.get(), language, "blob " + blob));
    if (knownWords > KEPT_WORDS) {
      known.clear();
      knownWords = 0;
    }
    known.put(blob, read);
    knownWords += read.size();
    return read;
  }
}
