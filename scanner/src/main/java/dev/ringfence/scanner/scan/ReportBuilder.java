package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Explanation;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.MatchExplainer;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.policy.ZoneRule;
import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.FunctionSpan;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.MatchFigures;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.Passage;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.RewriteFigures;
import dev.ringfence.scanner.result.ScoredTerm;
import dev.ringfence.scanner.result.WaiverNote;
import dev.ringfence.scanner.result.ZoneNote;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes findings out so that they need the index no more. For one scan and one thread.
final class ReportBuilder {
  /// Texts of origins that are kept for the next finding.
  private static final int KEPT_ORIGINS = 8;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final FunctionsOfTexts functions;
  private final LocalDate today;
  private final SequencedMap<Integer, Optional<OriginText>> origins = new LinkedHashMap<>();

  /// @param functions the functions of the hunks' texts
  /// @param today the day by which waivers hold
  ReportBuilder(
      Candidates candidates,
      MatchParameters parameters,
      FunctionsOfTexts functions,
      LocalDate today) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.functions = functions;
    this.today = today;
  }

  /// A finding as a report shows it.
  ReportedFinding finding(Finding finding) throws IOException {
    List<Place> places = new ArrayList<>();
    for (Finding.Place place : finding.places()) {
      places.add(place(finding.change(), place));
    }
    return new ReportedFinding(
        finding.ids().id(),
        finding.ids().former(),
        finding.severity(),
        finding.score(),
        finding.fails(),
        finding.reasons(),
        finding.waiver().map(waiver -> note(waiver, today)),
        finding.inBaseline(),
        zone(finding.placement()),
        new ReportedFinding.Amount(
            finding.amount().tokens(), Figures.rounded(finding.amount().containment())),
        origin(finding.match()),
        places);
  }

  static WaiverNote note(Waiver waiver, LocalDate today) {
    return new WaiverNote(
        waiver.reason(), waiver.owner(), waiver.until(), waiver.hasExpired(today), waiver.place());
  }

  private static ZoneNote zone(ZonePolicy.Placement placement) {
    List<ZoneNote.Rule> rules = new ArrayList<>();
    for (ZoneRule rule : placement.rules()) {
      rules.add(
          new ZoneNote.Rule(
              rule.kind().name().toLowerCase(Locale.ROOT),
              rule.name(),
              rule.ring(),
              rule.place(),
              rule.why()));
    }
    return new ZoneNote(
        placement.ring(),
        placement.rule().map(ZoneRule::name),
        placement.rule().map(ZoneRule::place),
        placement.rule().map(ZoneRule::why).orElse("default_ring"),
        rules);
  }

  private Origin origin(Match match) {
    CorpusFile file = match.origin().file();
    return new Origin(
        file.workId(),
        file.path(),
        file.swhid(),
        match.origin().date(),
        file.revision().map(revision -> revision.commit()),
        file.license(),
        preferences(file.workId()),
        others(match.others().files()),
        others(match.others().permissive()));
  }

  private List<String> preferences(String workId) {
    return candidates.index().works().stream()
        .filter(work -> work.id().equals(workId))
        .flatMap(work -> work.provenance().preferences().stream())
        .map(said -> said.statement() + " (" + said.where() + ":" + said.line() + ")")
        .distinct()
        .toList();
  }

  private static List<Origin.OtherOrigin> others(List<Match.OtherOrigin> others) {
    List<Origin.OtherOrigin> all = new ArrayList<>();
    for (Match.OtherOrigin other : others) {
      CorpusFile file = other.file();
      all.add(
          new Origin.OtherOrigin(
              file.workId(),
              file.path(),
              lines(other.lines()),
              file.swhid(),
              other.date(),
              file.revision().map(revision -> revision.commit()),
              file.license().expression(),
              file.license().category(),
              file.license().networkCopyleft(),
              Figures.rounded(other.share())));
    }
    return all;
  }

  private Place place(String change, Finding.Place place) throws IOException {
    Match match = place.match();
    HunkTokens tokens = place.tokens();
    Hunk hunk = place.hunk();
    boolean copied = match.rewrite().isEmpty();
    Optional<OriginText> text = origin(match.origin().blob(), match.origin().file());
    List<Excerpt> hunkText =
        Excerpts.of(
            match.hunk().lines(),
            hunk.firstLine(),
            hunk.firstLine() + hunk.lines().size() - 1,
            number -> hunk.lines().get(number - hunk.firstLine()));
    List<Excerpt> originText =
        text.isEmpty()
            ? List.of()
            : Excerpts.of(match.origin().lines(), 1, text.get().lines(), text.get()::line);
    return new Place(
        new Place.HunkSide(
            change,
            place.path(),
            tokens.language().id(),
            tokens.languageByText(),
            place.ring(),
            lines(match.hunk().lines()),
            match.hunk().tokens(),
            landing(tokens, match),
            hunkText),
        new Place.OriginSide(
            lines(match.origin().lines()),
            text.flatMap(known -> around(known.functions(), match.origin().lines(), 0)),
            originText),
        figures(tokens, match),
        terms(match).stream()
            .map(term -> new ScoredTerm(term.name(), Figures.rounded(term.bits()), term.detail()))
            .toList(),
        match.passages().stream()
            .map(passage ->
                new Passage(
                    passage.hunkLine(), passage.originLine(), String.join(" ", passage.words())))
            .toList(),
        text.filter(_ -> copied).map(known -> Renames.of(tokens, known, match.pairing().pairs())),
        text.isEmpty() ? List.of() : alignment(tokens, match, text.get(), hunkText, originText));
  }

  /// The text of an origin: findings of one work come one after the other.
  Optional<OriginText> origin(int blob, CorpusFile file) throws IOException {
    Optional<OriginText> known = origins.get(blob);
    if (known == null) {
      known = OriginText.of(candidates.index(), blob, file);
      origins.putLast(blob, known);
      if (origins.size() > KEPT_ORIGINS) {
        origins.pollFirstEntry();
      }
    }
    return known;
  }

  private List<Explanation.Term> terms(Match match) {
    return match.rewrite().isPresent()
        ? MatchExplainer.terms(match.rewrite().get(), parameters)
        : MatchExplainer.terms(match.evidence(), parameters);
  }

  private Optional<RewriteFigures> rewrite(HunkTokens tokens, Match match) throws IOException {
    if (match.rewrite().isEmpty()) {
      return Optional.empty();
    }
    Rewrite rewrite = match.rewrite().get();
    StoredTokens stored = candidates.tokens(match.origin().blob());
    return Optional.of(
        new RewriteFigures(
            Figures.rounded(rewrite.shared()),
            Figures.rounded(rewrite.sharedWords()),
            Figures.rounded(rewrite.cosine()),
            Figures.rounded(rewrite.otherWork()),
            rewrite.otherWorkName(),
            rewrite.statements().stream()
                .map(pair ->
                    new RewriteFigures.StatementPair(
                        tokens.line(pair.hunkToken()),
                        stored.line(pair.corpusToken()),
                        pair.whole(),
                        Figures.rounded(pair.bits())))
                .toList()));
  }

  private MatchFigures figures(HunkTokens tokens, Match match) throws IOException {
    Evidence evidence = match.evidence();
    return new MatchFigures(
        match.hunk().matchedTokens(),
        match.hunk().spanTokens(),
        Figures.rounded(match.containment()),
        match.pairing().names(),
        match.pairing().equalNames(),
        evidence.names().unlike(),
        evidence.commentWords(),
        new MatchFigures.Bits(
            Figures.rounded(evidence.score()),
            Figures.rounded(evidence.sequence().structure()),
            Figures.rounded(evidence.sequence().longestRun()),
            Figures.rounded(evidence.names().ownSpelling()),
            Figures.rounded(evidence.names().sharedSpelling()),
            Figures.rounded(evidence.names().rename()),
            Figures.rounded(evidence.sequence().missed()),
            Figures.rounded(evidence.sequence().idiom()),
            Figures.rounded(evidence.other()),
            Figures.rounded(evidence.chance().sizeToll()),
            Figures.rounded(evidence.chance().searchSpace())),
        evidence.sequence().pieces(),
        evidence.otherLanguage(),
        rewrite(tokens, match));
  }

  static List<Lines> lines(List<LineRange> ranges) {
    return ranges.stream().map(range -> new Lines(range.firstLine(), range.lastLine())).toList();
  }

  /// The function that a match lands in, in lines of the file: the text that was read may begin
  /// further down.
  private Optional<FunctionSpan> landing(HunkTokens tokens, Match match) {
    int token = match.pairing().pairs().getFirst()[0];
    int shift = tokens.line(token) - LineTable.of(tokens.text()).lineAt(tokens.start(token));
    return around(functions.of(tokens.language(), tokens.text()), match.hunk().lines(), shift);
  }

  /// The function around some lines.
  ///
  /// @param shift what is added to the lines of the functions
  private static Optional<FunctionSpan> around(
      List<Function> functions, List<LineRange> lines, int shift) {
    return FunctionFinder.around(
            functions, lines.getFirst().firstLine() - shift, lines.getLast().lastLine() - shift)
        .filter(function -> function.firstLine() + shift >= 1)
        .map(function ->
            new FunctionSpan(
                function.name(), function.firstLine() + shift, function.lastLine() + shift));
  }

  private List<AlignedToken> alignment(
      HunkTokens tokens,
      Match match,
      OriginText origin,
      List<Excerpt> hunkText,
      List<Excerpt> originText)
      throws IOException {
    StoredTokens stored = candidates.tokens(match.origin().blob());
    BitSet shownOfHunk = shown(hunkText);
    BitSet shownOfOrigin = shown(originText);
    Map<Integer, String> hunkLines = new LinkedHashMap<>();
    List<AlignedToken> aligned = new ArrayList<>();
    LineTable table = LineTable.of(tokens.text());
    for (int[] pair : match.pairing().pairs()) {
      int hunkLine = tokens.line(pair[0]);
      int originLine = stored.line(pair[1]);
      if (!shownOfHunk.get(hunkLine) || !shownOfOrigin.get(originLine)) {
        continue;
      }
      String line =
          hunkLines.computeIfAbsent(
              hunkLine, number -> Excerpt.line(hunkText, number).orElseThrow());
      Columns hunk =
          Columns.of(
              line,
              tokens.start(pair[0]) - lineStart(table, tokens.start(pair[0])),
              tokens.word(pair[0]));
      Columns from =
          Columns.of(
              Excerpt.line(originText, originLine).orElseThrow(),
              origin.tokens().start(pair[1]) - origin.table().startOffset(originLine),
              origin.word(pair[1]));
      aligned.add(
          new AlignedToken(
              kind(MatchExplainer.kind(tokens, pair[0], stored, pair[1])),
              hunkLine,
              hunk.begin(),
              hunk.end(),
              originLine,
              from.begin(),
              from.end()));
    }
    return aligned;
  }

  private static int lineStart(LineTable table, int offset) {
    return table.startOffset(table.lineAt(offset));
  }

  private static BitSet shown(List<Excerpt> excerpts) {
    BitSet shown = new BitSet();
    for (Excerpt excerpt : excerpts) {
      shown.set(excerpt.firstLine(), excerpt.firstLine() + excerpt.lines().size());
    }
    return shown;
  }

  private static AlignedToken.Kind kind(Explanation.Kind kind) {
    return switch (kind) {
      case EQUAL -> AlignedToken.Kind.EQUAL;
      case RENAMED -> AlignedToken.Kind.RENAMED;
      case SYNONYM -> AlignedToken.Kind.SYNONYM;
      case MISMATCH, HUNK_ONLY, ORIGIN_ONLY -> AlignedToken.Kind.MISMATCH;
    };
  }

  /// Where a token stands in its line as it is shown; both 0 where the line does not show it: what
  /// is read of a notebook is not what its file holds, and a long line is cut.
  private record Columns(int begin, int end) {
    static Columns of(String line, int expected, String word) {
      int end = word.indexOf('\n');
      String first = end < 0 ? word : word.substring(0, end);
      first = first.endsWith("\r") ? first.substring(0, first.length() - 1) : first;
      int begin = line.startsWith(first, expected) ? expected : line.indexOf(first);
      return begin < 0 ? new Columns(0, 0) : new Columns(begin, begin + first.length());
    }
  }
}
