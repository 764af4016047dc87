package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Matches hunks against an index. One a thread; results depend on index, hunk and parameters
/// alone.
public final class HunkMatcher {
  private static final int MIN_TOKENS = 8;
  private static final int MAX_MATCHES = 8;
  private static final double MIN_TOTAL = 10;
  private static final int MAX_PIECE_DISTANCE = 6000;
  private static final int MIN_TEXTS = 200;
  private static final double NEAR_EQUAL = 0.97;
  private static final double NEARLY_AS_GOOD = 0.8;
  private static final double AS_GOOD = 0.95;

  /// Tokens of the index that the threshold was fitted with.
  private static final double FITTED_TOKENS = 22e6;

  /// Tokens of a hunk from which on its length counts.
  private static final double FITTED_HUNK = 400;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenModel model;
  private final CorpusIndex.Lookup lookup;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final double indexTokens;

  /// A matcher over an index.
  public HunkMatcher(Candidates candidates, MatchParameters parameters) throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.model = candidates.index().model();
    this.lookup = candidates.index().lookup();
    this.regionFinder = new RegionFinder(candidates, parameters);
    this.aligner = new BandedAligner(parameters);
    this.scorer = new AlignmentScorer(parameters);
    this.indexTokens =
        Math.max(1, candidates.index().works().stream().mapToLong(Work::tokens).sum());
  }

  /// The bits that a hunk holds at most: where they cannot reach the threshold, it is too short to
  /// judge.
  public double reachableBits(HunkTokens hunk) throws IOException {
    if (hunk.size() == 0) {
      return 0;
    }
    Query query = query(hunk);
    double structure = 0;
    double spelling = 0;
    Set<Integer> counted = new HashSet<>();
    for (int i = 0; i < hunk.size(); i++) {
      structure += Math.max(0, query.bits()[i] - parameters.tokenToll);
      if (query.spellingBits()[i] > 0 && counted.add(hunk.spellings()[i])) {
        spelling += query.spellingBits()[i];
      }
    }
    return structure
        + scorer.cappedSpelling(structure, spelling)
        + parameters.renameShare * structure;
  }

  /// All stretches of one blob that match, joined.
  private static final class BlobMatch {
    final int blob;
    final List<Alignment> pieces = new ArrayList<>();
    double structure;
    double spelling;
    double rename;
    double total;
    int firstToken;
    int lastToken;

    BlobMatch(int blob) {
      this.blob = blob;
    }

    int length() {
      return lastToken - firstToken + 1;
    }

    int overlap(BlobMatch other) {
      return Math.min(lastToken, other.lastToken) - Math.max(firstToken, other.firstToken) + 1;
    }
  }

  /// The matches of a hunk that score at least `minScore`, best first; their hunk lines do not
  /// overlap.
  public List<Match> match(HunkTokens hunk, double minScore) throws IOException {
    if (hunk.size() < MIN_TOKENS) {
      return List.of();
    }
    Query whole = query(hunk);
    Map<Integer, List<RegionFinder.Region>> regions = new LinkedHashMap<>();
    for (int start = 0; start < hunk.size(); start += parameters.windowStep) {
      int end = Math.min(hunk.size(), start + parameters.windowTokens);
      for (RegionFinder.Region region : regionFinder.find(slice(whole, start, end))) {
        // Diagonals and rows in tokens of the hunk.
        merge(
            regions.computeIfAbsent(region.blob(), _ -> new ArrayList<>()),
            new RegionFinder.Region(
                region.blob(), region.diagonal() - start, region.weight(), start, end));
      }
      if (end == hunk.size()) {
        break;
      }
    }
    List<BlobMatch> blobMatches = new ArrayList<>();
    for (Map.Entry<Integer, List<RegionFinder.Region>> entry : regions.entrySet()) {
      BlobMatch joined = alignBlob(whole, entry.getKey(), entry.getValue());
      if (joined.total >= MIN_TOTAL) {
        blobMatches.add(joined);
      }
    }
    blobMatches.sort(
        Comparator.<BlobMatch>comparingDouble(match -> -match.total)
            .thenComparingInt(match -> match.blob));
    return select(whole, blobMatches, minScore);
  }

  private Query query(HunkTokens hunk) throws IOException {
    float[] bits = TokenInformation.of(hunk, model, parameters.selfWeight);
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (float) Math.min(parameters.maxTokenBits, bits[i]);
    }
    float[] spellingBits = new float[hunk.size()];
    int[] distinct =
        Arrays.stream(hunk.spellings()).filter(spelling -> spelling < 0).distinct().toArray();
    int[] frequencies = lookup.spellingFrequencies(distinct);
    Map<Integer, Float> bitsOf = new HashMap<>();
    // Among texts of the hunk's language: a name that all Python files use is common in Python,
    // however
    // few they are among C files. A language that the index hardly holds tells little about rarity.
    double blobCount = Math.max(MIN_TEXTS, candidates.index().blobCount(hunk.language()));
    for (int i = 0; i < distinct.length; i++) {
      double rarity = StrictMath.log(blobCount / Math.max(2, frequencies[i])) / StrictMath.log(2);
      bitsOf.put(
          distinct[i],
          (float)
              Math.min(
                  parameters.spellingMax,
                  Math.max(0, (rarity - parameters.spellingCut) * parameters.spellingFactor)));
    }
    for (int i = 0; i < hunk.size(); i++) {
      if (Alphabet.isOpen(hunk.symbols()[i])) {
        spellingBits[i] = bitsOf.getOrDefault(hunk.spellings()[i], 0f);
      }
    }
    return new Query(hunk, 0, bits, spellingBits);
  }

  private static Query slice(Query query, int start, int end) {
    return start == 0 && end == query.size()
        ? query
        : new Query(
            query.tokens().slice(start, end),
            start,
            Arrays.copyOfRange(query.bits(), start, end),
            Arrays.copyOfRange(query.spellingBits(), start, end));
  }

  private static void merge(List<RegionFinder.Region> known, RegionFinder.Region region) {
    for (int i = 0; i < known.size(); i++) {
      RegionFinder.Region other = known.get(i);
      if (Math.abs(other.diagonal() - region.diagonal()) < 40
          && region.firstRow() <= other.endRow()) {
        known.set(
            i,
            new RegionFinder.Region(
                other.blob(),
                other.diagonal(),
                Math.max(other.weight(), region.weight()),
                Math.min(other.firstRow(), region.firstRow()),
                Math.max(other.endRow(), region.endRow())));
        return;
      }
    }
    known.add(region);
  }

  private BlobMatch alignBlob(Query query, int blob, List<RegionFinder.Region> regions)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    List<Alignment> found = new ArrayList<>();
    for (RegionFinder.Region region : regions) {
      Alignment alignment =
          aligner.align(
              query,
              region.firstRow(),
              region.endRow(),
              blob,
              corpus,
              region.diagonal(),
              parameters.band);
      if (alignment != null) {
        scorer.score(query, corpus, alignment);
        if (alignment.total > 0) {
          found.add(alignment);
        }
      }
    }
    BlobMatch joined = new BlobMatch(blob);
    if (found.isEmpty()) {
      return joined;
    }
    found.sort(Comparator.comparingDouble(alignment -> -alignment.total));
    Alignment best = found.getFirst();
    // What lies before and after the best stretch may have moved off the band.
    extend(
        query,
        0,
        best.firstHunkToken(),
        best.firstCorpusToken() - best.firstHunkToken(),
        corpus,
        blob,
        found);
    extend(
        query,
        best.lastHunkToken() + 1,
        query.size(),
        best.lastCorpusToken() - best.lastHunkToken(),
        corpus,
        blob,
        found);
    found.sort(Comparator.comparingDouble(alignment -> -alignment.total));
    for (Alignment piece : found) {
      boolean first = joined.pieces.isEmpty();
      boolean overlaps =
          joined.pieces.stream()
              .anyMatch(other ->
                  piece.firstHunkToken() <= other.lastHunkToken()
                      && piece.lastHunkToken() >= other.firstHunkToken());
      if (overlaps
          || (!first
              && (piece.total <= parameters.joinToll
                  || Math.abs(piece.firstCorpusToken() - best.firstCorpusToken())
                      > MAX_PIECE_DISTANCE))) {
        continue;
      }
      double toll = first ? 0 : parameters.joinToll;
      joined.pieces.add(piece);
      joined.structure += piece.structure - toll;
      joined.spelling += piece.spelling;
      joined.rename += piece.rename;
    }
    joined.pieces.sort(Comparator.comparingInt(Alignment::firstHunkToken));
    joined.firstToken = joined.pieces.getFirst().firstHunkToken();
    joined.lastToken = joined.pieces.getLast().lastHunkToken();
    joined.total = scorer.total(joined.structure, joined.spelling, joined.rename);
    return joined;
  }

  private void extend(
      Query query,
      int start,
      int end,
      int diagonal,
      StoredTokens corpus,
      int blob,
      List<Alignment> found) {
    int from = Math.max(start, end - parameters.windowTokens);
    int to = Math.min(end, start + parameters.windowTokens);
    if (start > 0) {
      from = start;
    } else {
      to = end;
    }
    Alignment more = aligner.align(query, from, to, blob, corpus, diagonal, parameters.band);
    if (more != null) {
      scorer.score(query, corpus, more);
      if (more.total > 0) {
        found.add(more);
      }
    }
  }

  private List<Match> select(Query query, List<BlobMatch> all, double minScore) throws IOException {
    record Scored(BlobMatch match, Evidence evidence) {}
    List<Scored> scored = new ArrayList<>();
    for (BlobMatch match : all) {
      if (candidates.blob(match.blob).findable()) {
        Evidence evidence = evidence(query, match, all);
        if (evidence.score() >= minScore) {
          scored.add(new Scored(match, evidence));
        }
      }
    }
    scored.sort(
        Comparator.<Scored>comparingDouble(s -> -s.evidence().score())
            .thenComparingInt(s -> s.match().blob));
    List<Match> matches = new ArrayList<>();
    List<BlobMatch> taken = new ArrayList<>();
    for (Scored candidate : scored) {
      if (taken.stream().anyMatch(other -> other.overlap(candidate.match()) > 0)) {
        continue;
      }
      // Of near-equal files the one that shares most spellings is the likelier origin.
      Scored origin = candidate;
      for (Scored other : scored) {
        if (other.match().total >= NEAR_EQUAL * candidate.match().total
            && other.match().overlap(candidate.match()) * 10 >= candidate.match().length() * 9
            && other.match().spelling > origin.match().spelling) {
          origin = other;
        }
      }
      taken.add(candidate.match());
      matches.add(toMatch(query, origin.match(), origin.evidence(), all));
      if (matches.size() == MAX_MATCHES) {
        break;
      }
    }
    return matches;
  }

  private Evidence evidence(Query query, BlobMatch match, List<BlobMatch> all) throws IOException {
    StoredTokens corpus = candidates.tokens(match.blob);
    boolean otherLanguage = !query.tokens().language().isKin(Language.ofNumber(corpus.language()));
    double information = 0;
    for (int i = match.firstToken; i <= match.lastToken; i++) {
      information += query.bits()[i];
    }
    double missed = Math.max(0, information - Math.max(0, match.structure));
    double base = Math.max(0, match.structure);
    double spelling = scorer.cappedSpelling(base, match.spelling);
    double rename = scorer.cappedRename(base, match.rename);
    Set<String> own = candidates.blob(match.blob).workNames();
    // One work counts once, with its best file.
    Map<String, Double> bestOfWork = new HashMap<>();
    for (BlobMatch other : all) {
      java.util.TreeSet<String> works = candidates.blob(other.blob).workNames();
      int overlap = match.overlap(other);
      if (overlap * 2 < match.length() || works.stream().anyMatch(own::contains)) {
        continue;
      }
      double clipped = other.total * Math.min(1, overlap / (double) other.length());
      bestOfWork.merge(works.first(), clipped, Math::max);
    }
    double[] others =
        bestOfWork.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double first = others.length > 0 ? others[others.length - 1] : 0;
    double third = others.length > 2 ? others[others.length - 3] : 0;
    // A larger index and a longer hunk both hold more that fits by chance.
    double sizeToll =
        (StrictMath.log(Math.max(5e6, indexTokens) / FITTED_TOKENS)
                + StrictMath.log(Math.max(FITTED_HUNK, query.size()) / FITTED_HUNK))
            / StrictMath.log(2);
    double score =
        match.structure
            + spelling
            + rename
            - parameters.weightMissed * missed
            - parameters.weightOther * first
            - parameters.weightThirdOther * third
            - (otherLanguage ? parameters.otherLanguageToll : 0)
            - sizeToll;
    return new Evidence(
        score,
        match.structure,
        spelling,
        rename,
        missed,
        first,
        third,
        StrictMath.log(Math.max(1, query.size()) * indexTokens) / StrictMath.log(2),
        match.pieces.size(),
        otherLanguage);
  }

  private Match toMatch(Query query, BlobMatch match, Evidence evidence, List<BlobMatch> all)
      throws IOException {
    Candidates.Blob blob = candidates.blob(match.blob);
    StoredTokens corpus = candidates.tokens(match.blob);
    List<int[]> pairs = new ArrayList<>();
    int matched = 0;
    int equalNames = 0;
    int names = 0;
    for (Alignment piece : match.pieces) {
      for (int p = 0; p < piece.hunkTokens.length; p++) {
        pairs.add(new int[] {piece.hunkTokens[p], piece.corpusTokens[p]});
      }
      matched += piece.matchedTokens;
      equalNames += piece.equalNames;
      names += piece.names;
    }
    List<Match.OtherOrigin> others = new ArrayList<>();
    List<Match.OtherOrigin> permissive = new ArrayList<>();
    for (BlobMatch other : all) {
      int overlap = match.overlap(other);
      if (overlap * 2 < match.length()) {
        continue;
      }
      double share =
          other.total * Math.min(1, overlap / (double) other.length()) / Math.max(1, match.total);
      if (share < NEARLY_AS_GOOD) {
        continue;
      }
      List<LineRange> lines = originLines(other, candidates.tokens(other.blob));
      for (CorpusFile file : candidates.blob(other.blob).files()) {
        boolean isOrigin = other.blob == match.blob && file.equals(origin(blob.files()));
        if (isOrigin) {
          continue;
        }
        Match.OtherOrigin origin = new Match.OtherOrigin(file, lines, Math.min(1, share));
        if (file.license().category().isPermissive() && share >= AS_GOOD) {
          permissive.add(origin);
        }
        if (others.size() < 20) {
          others.add(origin);
        }
      }
    }
    return new Match(
        hunkLines(query.tokens(), match),
        origin(blob.files()),
        originLines(match, corpus),
        match.blob,
        pairs,
        matched,
        match.length(),
        query.size(),
        equalNames,
        names,
        evidence,
        others,
        permissive);
  }

  /// Of the files that hold a blob, the first by work and path that is no permissive one.
  private CorpusFile origin(List<CorpusFile> files) {
    return files.stream()
        .filter(file -> !file.license().category().isPermissive())
        .findFirst()
        .orElse(files.getFirst());
  }

  private static List<LineRange> originLines(BlobMatch match, StoredTokens corpus) {
    List<Integer> lines = new ArrayList<>();
    for (Alignment piece : match.pieces) {
      for (int token : piece.corpusTokens) {
        lines.add(corpus.lines()[token]);
      }
    }
    return ranges(lines);
  }

  private static List<LineRange> hunkLines(HunkTokens hunk, BlobMatch match) {
    List<Integer> lines = new ArrayList<>();
    int[] lineOf = hunk.lines();
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
        lines.add(lineOf[token]);
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
