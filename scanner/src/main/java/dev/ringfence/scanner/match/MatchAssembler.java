package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.alignment.HunkMatches;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.Passage;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Writes a match of a hunk with a blob out: lines on both sides, files, and who else has it.
public final class MatchAssembler {
  private static final double NEARLY_AS_GOOD = 0.8;
  private static final double AS_GOOD = 0.95;
  private static final int MAX_OTHERS = 20;

  private final Candidates candidates;

  public MatchAssembler(Candidates candidates) {
    this.candidates = candidates;
  }

  /// The match, given all matches of the hunk.
  Match assemble(
      Query query, BlobMatch match, Evidence evidence, List<Passage> passages, HunkMatches all)
      throws IOException {
    List<CorpusFile> files = candidates.files(match.blob);
    StoredTokens corpus = candidates.tokens(match.blob);
    List<int[]> pairs = new ArrayList<>();
    List<Match.Piece> pieces = new ArrayList<>();
    int equalNames = 0;
    int names = 0;
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        pairs.add(new int[] {piece.hunkTokens[p], piece.corpusTokens[p]});
      }
      pieces.add(
          new Match.Piece(
              pairs.size() - piece.hunkTokens.length,
              pairs.size(),
              piece.structure,
              piece.gapCost));
      equalNames += piece.equalNames;
      names += piece.names;
    }
    List<Match.OtherOrigin> others = new ArrayList<>();
    List<Match.OtherOrigin> permissive = new ArrayList<>();
    List<BlobMatch> near = new ArrayList<>(all.near(match));
    near.sort(
        Comparator.<BlobMatch>comparingDouble(other -> -other.total)
            .thenComparing(other -> candidates.contentOrder(other.blob))
            .thenComparingInt(BlobMatch::firstToken));
    // Half of the tokens at least, whatever they carry; of a permissive twin nearly all, each
    // matched by itself.
    near.removeIf(other ->
        match.overlap(other) * 2 < match.tokens.length || share(match, other) < NEARLY_AS_GOOD);
    candidates.readFiles(near.stream().map(other -> other.blob).toList());
    for (BlobMatch other : near) {
      int common = match.overlap(other);
      double share = share(match, other);
      boolean asGood = share >= AS_GOOD && common >= AS_GOOD * match.tokens.length;
      List<LineRange> lines = originLines(other, candidates.tokens(other.blob));
      for (CorpusFile whole : candidates.files(other.blob)) {
        boolean isOrigin = other.blob == match.blob && whole.equals(origin(files));
        if (isOrigin) {
          continue;
        }
        CorpusFile file = atLines(whole, lines);
        Match.OtherOrigin origin =
            new Match.OtherOrigin(file, candidates.index().dateOf(file), lines, Math.min(1, share));
        if (file.license().category().isPermissive() && asGood) {
          permissive.add(origin);
        }
        if (others.size() < MAX_OTHERS) {
          others.add(origin);
        }
      }
    }
    List<LineRange> originLines = originLines(match, corpus);
    CorpusFile origin = atLines(origin(files), originLines);
    return new Match(
        new Match.HunkSide(
            hunkLines(query.tokens(), match), match.tokens.length, match.span(), query.size()),
        new Match.OriginSide(origin, candidates.index().dateOf(origin), originLines, match.blob),
        new Match.Pairing(pairs, pieces, match.joinCost, names, equalNames),
        evidence,
        passages,
        new Match.Others(others, permissive),
        Optional.empty());
  }

  private static double share(BlobMatch match, BlobMatch other) {
    return other.total
        * match.overlap(other)
        / Math.max(1, other.tokens.length)
        / Math.max(1, match.total);
  }

  /// A rewrite as a match: its pairs are those of its statements.
  Match assemble(HunkTokens hunk, Rewrite rewrite) throws IOException {
    List<CorpusFile> files = candidates.files(rewrite.blob());
    StoredTokens corpus = candidates.tokens(rewrite.blob());
    List<int[]> pairs = new ArrayList<>();
    for (Rewrite.Pair pair : rewrite.statements()) {
      if (pairs.isEmpty() || pairs.getLast()[0] < pair.hunkToken()) {
        pairs.add(new int[] {pair.hunkToken(), pair.corpusToken()});
      }
    }
    if (pairs.isEmpty()) {
      pairs.add(new int[] {rewrite.firstToken(), rewrite.firstCorpusToken()});
    }
    List<LineRange> originLines =
        List.of(
            new LineRange(
                corpus.line(rewrite.firstCorpusToken()),
                corpus.line(rewrite.endCorpusToken() - 1)));
    CorpusFile origin = atLines(origin(files), originLines);
    List<Match.OtherOrigin> others = new ArrayList<>();
    for (CorpusFile file : files) {
      if (!file.equals(origin(files)) && others.size() < MAX_OTHERS) {
        CorpusFile here = atLines(file, originLines);
        others.add(new Match.OtherOrigin(here, candidates.index().dateOf(here), originLines, 1));
      }
    }
    return new Match(
        new Match.HunkSide(
            List.of(
                new LineRange(hunk.line(rewrite.firstToken()), hunk.line(rewrite.endToken() - 1))),
            rewrite.matchedTokens(),
            rewrite.endToken() - rewrite.firstToken(),
            hunk.size()),
        new Match.OriginSide(
            origin, candidates.index().dateOf(origin), originLines, rewrite.blob()),
        new Match.Pairing(pairs, List.of(new Match.Piece(0, pairs.size(), 0, 0)), 0, 0, 0),
        Evidence.ofRewrite(rewrite.score()),
        List.of(),
        new Match.Others(others, List.of()),
        Optional.of(rewrite));
  }

  /// Of the files that hold a blob, the first by work and path that is no permissive one.
  private static CorpusFile origin(List<CorpusFile> files) {
    return files.stream()
        .filter(file -> !file.license().category().isPermissive())
        .findFirst()
        .orElse(files.getFirst());
  }

  private static CorpusFile atLines(CorpusFile file, List<LineRange> lines) {
    return file.atLines(lines.getFirst().firstLine(), lines.getLast().lastLine());
  }

  private static List<LineRange> originLines(BlobMatch match, StoredTokens corpus) {
    List<Integer> lines = new ArrayList<>();
    for (Alignment piece : match.pieces) {
      for (int token : piece.corpusTokens) {
        lines.add(corpus.line(token));
      }
    }
    return ranges(lines);
  }

  private static List<LineRange> hunkLines(HunkTokens hunk, BlobMatch match) {
    List<Integer> lines = new ArrayList<>();
    int last = hunk.size() - 1;
    for (Alignment piece : match.pieces) {
      int first = piece.firstHunkToken();
      int end = piece.lastHunkToken();
      // A bracket or a header left over at the edge belongs to the same piece of code.
      if (first <= 8) {
        first = 0;
      }
      if (last - end <= 4) {
        end = last;
      }
      for (int token = first; token <= end; token++) {
        lines.add(hunk.line(token));
      }
    }
    return ranges(lines);
  }

  /// Lines as ranges; gaps of up to three lines, comments mostly, do not part a range.
  private static List<LineRange> ranges(List<Integer> lines) {
    List<Integer> sorted = lines.stream().sorted().distinct().toList();
    List<LineRange> ranges = new ArrayList<>();
    int first = sorted.getFirst();
    int previous = first;
    for (int line : sorted) {
      if (line - previous > 4) {
        ranges.add(new LineRange(first, previous));
        first = line;
      }
      previous = line;
    }
    ranges.add(new LineRange(first, previous));
    return ranges;
  }
}
