package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.Passage;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.WaiverNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A finding, or a match that is not enough for one, in words.
///
/// @param finding the finding
/// @param meter its score beside the threshold
/// @param places where it lands
public record FindingView(ReportedFinding finding, Meter meter, List<PlaceView> places) {
  /// Places of a sum that are shown.
  private static final int PLACES = 20;

  /// Characters of comments that are shown.
  private static final int COMMENTS = 200;

  public FindingView {
    places = List.copyOf(places);
  }

  /// The view of a finding.
  public static FindingView of(ReportedFinding finding, double threshold) {
    List<PlaceView> places = new ArrayList<>();
    for (Place place : finding.places().subList(0, Math.min(PLACES, finding.places().size()))) {
      places.add(
          PlaceView.of(place, places.size() + 1, finding.places().size(), finding.origin().path()));
    }
    return new FindingView(
        finding, new Meter(finding.place().match().bits().score(), threshold), places);
  }

  private Origin origin() {
    return finding.origin();
  }

  /// Its short id.
  public String id() {
    return finding.shortId();
  }

  /// The tone of its severity.
  public String tone() {
    return finding.isAccepted() ? "good" : finding.fails() ? "bad" : "warn";
  }

  /// Whether it stops the change, and how much it matters.
  public String standing() {
    String matters = finding.severity().id() + " " + finding.score();
    if (finding.isWaived()) {
      return matters + ", waived";
    }
    return finding.inBaseline()
        ? matters + ", in the baseline"
        : matters + (finding.fails() ? ", to settle" : ", does not stop the change");
  }

  /// How alike it is.
  public String likeness() {
    return Words.likeness(finding, meter.threshold());
  }

  /// The work.
  public String work() {
    return VisibleText.line(origin().work());
  }

  /// The page of the work.
  public String workAddress() {
    return Links.work(origin().work());
  }

  /// The page of the file, at the first line that matches.
  public String fileAddress() {
    return Links.file(origin().work(), origin().path())
        + "#L"
        + finding.place().origin().lines().getFirst().first();
  }

  /// Where it lands.
  public String place() {
    return VisibleText.line(finding.path() + ":" + Words.lines(finding.place().hunk().lines()));
  }

  /// What it is like.
  public String originPlace() {
    return VisibleText.line(origin().path() + ":" + Words.lines(finding.place().origin().lines()));
  }

  /// The ring.
  public String ring() {
    return finding.zone().ring().id();
  }

  /// How strong the evidence is.
  public String strength() {
    return finding.isSum()
        ? "pieces in " + finding.places().size() + " places"
        : Words.strength(meter.score(), meter.threshold());
  }

  /// What matches.
  public String tokensText() {
    return finding.isSum()
        ? Words.count(finding.amount().tokens(), "token")
            + " match in all; at the first place "
            + Words.tokens(finding.place())
        : Words.tokens(finding.place());
  }

  /// What became of the names.
  public String namesText() {
    return Words.names(finding.place());
  }

  /// Whether comments say the same.
  public boolean hasComments() {
    return !finding.place().comments().isEmpty();
  }

  /// What comments say on both sides.
  public String commentsText() {
    String all =
        VisibleText.line(
            finding.place().comments().stream()
                .map(Passage::words)
                .collect(Collectors.joining(" … ")));
    return all.length() <= COMMENTS ? all : all.substring(0, COMMENTS) + " …";
  }

  /// The origin's file and function.
  public String originName() {
    return finding
        .place()
        .origin()
        .function()
        .map(function -> VisibleText.line(function.name() + "()"))
        .orElse(VisibleText.line(origin().path().substring(origin().path().lastIndexOf('/') + 1)));
  }

  /// Work, date and commit of the origin.
  public String originText() {
    return VisibleText.line(
        origin().path()
            + " of "
            + origin().work()
            + origin().date().map(date -> ", published " + date).orElse(", of unknown date")
            + origin()
                .commit()
                .map(commit ->
                    ", since commit " + commit.substring(0, Math.min(12, commit.length())))
                .orElse("")
            + (origin().alsoPermissive().isEmpty()
                ? ""
                : "; a permissive work has it too: "
                    + origin().alsoPermissive().getFirst().work()));
  }

  /// Another file that has it too.
  ///
  /// @param name work and path
  /// @param address its page
  /// @param license its license
  /// @param share how well it matches, of the origin
  public record Other(String name, String address, String license, String share) {}

  /// Other files that have it too.
  public List<Other> others() {
    return origin().alsoFoundIn().stream()
        .map(other ->
            new Other(
                VisibleText.line(other.work() + "/" + other.path()),
                Links.file(other.work(), other.path()),
                VisibleText.line(other.license().orElse("no stated license")),
                String.format(Locale.ROOT, "%.0f %%", 100 * other.share())))
        .toList();
  }

  /// The license.
  public String license() {
    return VisibleText.line(origin().licenseOr("no stated license"));
  }

  /// What kind of license it is.
  public String category() {
    return origin().license().category().label();
  }

  /// The color of that kind.
  public String licenseTone() {
    return EvidenceView.tone(origin().license().category());
  }

  /// Whether serving over a network triggers it.
  public boolean networkCopyleft() {
    return origin().license().networkCopyleft();
  }

  /// What decided on the license.
  public String decidedBy() {
    String decided =
        origin()
            .license()
            .deciding()
            .map(EvidenceView::of)
            .map(each -> "By " + each.where() + ": " + each.method() + ".")
            .orElse("Nothing says under which license it is: all rights may be reserved.");
    return decided + (origin().license().isContested() ? " Other evidence disagrees." : "");
  }

  /// All evidence for the license.
  public List<EvidenceView> evidence() {
    return EvidenceView.of(origin().license());
  }

  /// Ring and zone.
  public String ringTitle() {
    return VisibleText.line(
        finding.zone().ring().id()
            + " ring"
            + finding.zone().name().map(name -> ", " + name).orElse(", by default"));
  }

  /// Why it matters as much as it does.
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    for (String reason : finding.reasons()) {
      reasons.add(VisibleText.line(reason));
    }
    if (finding.waiver().isPresent()) {
      WaiverNote waiver = finding.waiver().get();
      reasons.add(
          VisibleText.line(
              (waiver.expired() ? "its waiver expired on " : "waived until ")
                  + waiver.until()
                  + " by "
                  + waiver.owner()
                  + ": "
                  + waiver.reason()));
    }
    return reasons;
  }

  /// A term of the score.
  ///
  /// @param words what it is
  /// @param bits what it adds
  /// @param detail how it was computed
  public record Term(String words, String bits, String detail) {}

  /// The terms of the score.
  public List<Term> terms() {
    return finding.place().terms().stream()
        .map(term ->
            new Term(
                Words.term(term.name()),
                String.format(Locale.ROOT, "%+.1f", term.bits()),
                VisibleText.line(term.detail())))
        .toList();
  }

  /// The content of the origin.
  public String swhid() {
    return origin().swhid();
  }
}
