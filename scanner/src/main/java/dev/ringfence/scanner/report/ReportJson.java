package dev.ringfence.scanner.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.AppliedPolicy;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.FunctionSpan;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.MatchFigures;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.OwnCodeNote;
import dev.ringfence.scanner.result.Passage;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.RenameMap;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.Scope;
import dev.ringfence.scanner.result.ScoredTerm;
import dev.ringfence.scanner.result.SearchedIndex;
import dev.ringfence.scanner.result.ToolIdentity;
import dev.ringfence.scanner.result.Unchecked;
import dev.ringfence.scanner.result.WaiverNote;
import dev.ringfence.scanner.result.ZoneNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The JSON report, which holds all of a [ScanReport]; its schema is `scan-report.schema.json`.
/// What is not there is left out; lists may be empty.
public final class ReportJson implements ReportRenderer {
  /// The version of the schema.
  public static final int VERSION = 2;

  private static final String PREFIX = "sha256:";
  private static final JsonMapper JSON = mapper();

  /// A renderer.
  public ReportJson() {}

  @Override
  public String render(ScanReport report) {
    return write(report);
  }

  /// The report as JSON.
  public static String write(ScanReport report) {
    return VisibleText.json(
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Stored.of(report)) + "\n");
  }

  /// The report that [#write] wrote.
  ///
  /// @param label where the text comes from
  public static ScanReport read(String label, String text) {
    try {
      JsonNode root = JSON.readTree(text);
      int version = root.path("version").asInt(0);
      if (version > 0 && version != VERSION) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "report/other-version",
                    "the report has version " + version + ", this program reads " + VERSION,
                    "scan again, or take the program that wrote it")
                .at(label));
      }
      return JSON.treeToValue(root, Stored.class).report();
    } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "report/invalid",
                  "not a JSON report of a scan",
                  "write one with `ringfence scan --format json`")
              .at(label)
              .note(String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  /// A report as it is stored.
  private record Stored(
      int version,
      String status,
      ToolIdentity tool,
      SearchedIndex index,
      AppliedPolicy policy,
      Scope scanned,
      List<String> notes,
      List<String> tooShortToJudge,
      List<Unchecked> notChecked,
      Optional<OwnCodeNote> ownCode,
      List<StoredFinding> findings,
      List<ScannedHunk> hunks) {
    static Stored of(ScanReport report) {
      return new Stored(
          VERSION,
          report.status(),
          report.tool(),
          report.index(),
          report.policy(),
          report.scanned(),
          report.notes(),
          report.tooShort(),
          report.unchecked(),
          report.ownCode(),
          report.findings().stream().map(StoredFinding::of).toList(),
          report.hunks());
    }

    ScanReport report() {
      ScanReport report =
          new ScanReport(
              Objects.requireNonNull(tool, "tool"),
              Objects.requireNonNull(index, "index"),
              Objects.requireNonNull(policy, "policy"),
              Objects.requireNonNull(scanned, "scanned"),
              notes,
              tooShortToJudge,
              notChecked,
              ownCode,
              hunks,
              findings.stream().map(StoredFinding::finding).toList());
      if (!report.status().equals(status)) {
        throw new IllegalArgumentException(
            "the status is `" + status + "`, what it says comes to `" + report.status() + "`");
      }
      return report;
    }
  }

  /// A finding as it is stored: what is said of the place that matters most stands beside what is
  /// said of the finding, since mostly there is no other.
  private record StoredFinding(
      String fingerprint,
      String formerFingerprint,
      Severity severity,
      double severityScore,
      boolean fails,
      List<String> reasons,
      Optional<WaiverNote> waiver,
      boolean inBaseline,
      ZoneNote zone,
      ReportedFinding.Amount amount,
      Place.HunkSide hunk,
      StoredOrigin origin,
      MatchFigures match,
      List<ScoredTerm> terms,
      List<Passage> comments,
      Optional<RenameMap> renames,
      List<AlignedToken> alignment,
      List<Place> furtherPlaces,
      List<Origin.OtherOrigin> alsoFoundIn,
      List<Origin.OtherOrigin> alsoPermissive) {
    static StoredFinding of(ReportedFinding finding) {
      Place place = finding.place();
      return new StoredFinding(
          PREFIX + finding.id(),
          PREFIX + finding.formerId(),
          finding.severity(),
          finding.score(),
          finding.fails(),
          finding.reasons(),
          finding.waiver(),
          finding.inBaseline(),
          finding.zone(),
          finding.amount(),
          place.hunk(),
          StoredOrigin.of(finding.origin(), place.origin()),
          place.match(),
          place.terms(),
          place.comments(),
          place.renames(),
          place.alignment(),
          finding.places().subList(1, finding.places().size()),
          finding.origin().alsoFoundIn(),
          finding.origin().alsoPermissive());
    }

    ReportedFinding finding() {
      List<Place> places = new ArrayList<>();
      places.add(
          new Place(
              Objects.requireNonNull(hunk, "hunk"),
              origin.side(),
              Objects.requireNonNull(match, "match"),
              terms,
              comments,
              renames,
              alignment));
      places.addAll(furtherPlaces);
      return new ReportedFinding(
          hex(fingerprint),
          hex(formerFingerprint),
          Objects.requireNonNull(severity, "severity"),
          severityScore,
          fails,
          reasons,
          waiver,
          inBaseline,
          Objects.requireNonNull(zone, "zone"),
          Objects.requireNonNull(amount, "amount"),
          origin.origin(alsoFoundIn, alsoPermissive),
          places);
    }

    private static String hex(String fingerprint) {
      if (!fingerprint.matches(PREFIX + "[0-9a-f]{64}")) {
        throw new IllegalArgumentException("`" + fingerprint + "` is no fingerprint");
      }
      return fingerprint.substring(PREFIX.length());
    }
  }

  /// An origin as it is stored, with its side of the place that matters most.
  private record StoredOrigin(
      String work,
      String path,
      List<Lines> lines,
      String swhid,
      Optional<String> date,
      Optional<String> commit,
      Optional<String> license,
      Category category,
      boolean networkCopyleft,
      List<LicenseEvidence> licenseEvidence,
      List<String> usePreferences,
      Optional<FunctionSpan> function,
      List<Excerpt> text) {
    static StoredOrigin of(Origin origin, Place.OriginSide side) {
      return new StoredOrigin(
          origin.work(),
          origin.path(),
          side.lines(),
          origin.swhid(),
          origin.date(),
          origin.commit(),
          origin.license().expression(),
          origin.license().category(),
          origin.license().networkCopyleft(),
          origin.license().evidence(),
          origin.usePreferences(),
          side.function(),
          side.text());
    }

    Place.OriginSide side() {
      return new Place.OriginSide(lines, function, text);
    }

    Origin origin(List<Origin.OtherOrigin> alsoFoundIn, List<Origin.OtherOrigin> alsoPermissive) {
      return new Origin(
          Objects.requireNonNull(work, "work"),
          Objects.requireNonNull(path, "path"),
          Objects.requireNonNull(swhid, "swhid"),
          date,
          commit,
          new LicenseConclusion(
              license,
              Objects.requireNonNull(category, "category"),
              networkCopyleft,
              licenseEvidence),
          usePreferences,
          alsoFoundIn,
          alsoPermissive);
    }
  }

  /// A token a line of JSON, `["renamed", 12, 4, 9, 58, 2, 7]`.
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({
    "kind",
    "hunkLine",
    "hunkColumn",
    "hunkEnd",
    "originLine",
    "originColumn",
    "originEnd"
  })
  private interface TokenAsArray {}

  /// A category by the name that ScanCode gives it.
  private static final class CategoryWriter extends StdSerializer<Category> {
    CategoryWriter() {
      super(Category.class);
    }

    @Override
    public void serialize(Category value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.label());
    }
  }

  private static final class CategoryReader extends StdDeserializer<Category> {
    CategoryReader() {
      super(Category.class);
    }

    @Override
    public Category deserialize(JsonParser in, DeserializationContext context) {
      String label = in.getString();
      return Category.ofLabel(label)
          .orElseThrow(() -> new IllegalArgumentException("`" + label + "` is no category"));
    }
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .changeDefaultPropertyInclusion(
            value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .changeDefaultVisibility(
            visible -> visible.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
        .addMixIn(AlignedToken.class, TokenAsArray.class)
        .addModule(
            new SimpleModule()
                .addSerializer(Category.class, new CategoryWriter())
                .addDeserializer(Category.class, new CategoryReader()))
        .build();
  }
}
