package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.scanner.match.Evidence;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.ZoneRule;
import dev.ringfence.scanner.scan.ScanResult;
import dev.ringfence.scanner.scan.Unchecked;
import dev.ringfence.scanner.structure.Function;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON report; its schema is `scan-report.schema.json`.
public final class JsonRenderer implements ReportRenderer {
  /// The version of the schema.
  public static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.shared();

  /// A renderer.
  public JsonRenderer() {}

  @Override
  public String render(ScanResult result, CorpusIndex index) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("status", status(result));
    ObjectNode indexNode = root.putObject("index");
    indexNode.put("digest", "sha256:" + result.indexDigest());
    indexNode.put("parameters", IndexFormat.parameters());
    indexNode.put("works", result.works());
    indexNode.put("tokens", result.indexTokens());
    ObjectNode policy = root.putObject("policy");
    policy.put("source", result.policy().source().orElse(null));
    policy.put("default_ring", result.policy().defaultRing().id());
    ArrayNode warnings = policy.putArray("warnings");
    result.policy().warnings().forEach(warnings::add);
    ObjectNode scanned = root.putObject("scanned");
    scanned.put("changes", result.changes());
    scanned.put("files", result.files());
    scanned.put("hunks", result.hunks());
    scanned.put("added_lines", result.addedLines());
    scanned.put("threshold_bits", round(result.threshold()));
    ArrayNode notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    ArrayNode tooShort = root.putArray("too_short_to_judge");
    result.tooShort().forEach(tooShort::add);
    ArrayNode unchecked = root.putArray("not_checked");
    for (Unchecked item : result.unchecked()) {
      ObjectNode node = unchecked.addObject();
      node.put("change", item.change());
      node.put("path", item.path());
      node.put("reason", item.reason());
      node.put("incomplete", item.incomplete());
    }
    ArrayNode findings = root.putArray("findings");
    for (Finding finding : result.findings()) {
      finding(findings.addObject(), finding, OriginView.of(index, finding));
    }
    return VisibleText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  static String status(ScanResult result) {
    return switch (result.exitStatus()) {
      case INCOMPLETE -> "incomplete";
      case FINDINGS -> "findings";
      default -> result.findings().isEmpty() ? "clean" : "below-fail-level";
    };
  }

  private static void finding(ObjectNode node, Finding finding, OriginView view) {
    Match match = finding.match();
    node.put("fingerprint", "sha256:" + finding.fingerprint());
    node.put("severity", finding.severity().id());
    node.put("severity_score", finding.score());
    node.put("fails", finding.fails());
    ArrayNode reasons = node.putArray("reasons");
    finding.reasons().forEach(reasons::add);
    finding
        .waiver()
        .ifPresent(waiver -> {
          ObjectNode waived = node.putObject("waiver");
          waived.put("reason", waiver.reason());
          waived.put("owner", waiver.owner());
          waived.put("until", waiver.until().toString());
          waived.put("expired", waiver.hasExpired(Waiver.today()));
          waived.put("place", waiver.place());
        });
    ObjectNode zone = node.putObject("zone");
    zone.put("ring", finding.placement().ring().id());
    zone.put("name", finding.placement().rule().map(ZoneRule::name).orElse(null));
    zone.put("why", finding.placement().rule().map(ZoneRule::why).orElse("default_ring"));
    ArrayNode rules = zone.putArray("rules");
    for (ZoneRule rule : finding.placement().rules()) {
      ObjectNode each = rules.addObject();
      each.put("kind", rule.kind().name().toLowerCase(java.util.Locale.ROOT));
      each.put("name", rule.name());
      each.put("ring", rule.ring().id());
      each.put("place", rule.place());
      each.put("why", rule.why());
    }
    ObjectNode hunk = node.putObject("hunk");
    hunk.put("change", finding.change());
    hunk.put("path", finding.path());
    hunk.put("language", finding.hunk().language().id());
    ranges(hunk.putArray("lines"), match.hunkLines());
    hunk.put("tokens", match.hunkTokens());
    view.hunkFunction().ifPresent(function -> function(hunk, function));
    if (finding.isSum()) {
      ObjectNode sum = node.putObject("sum");
      sum.put("tokens", finding.amount().tokens());
      sum.put("containment", round(finding.amount().containment()));
      ArrayNode places = sum.putArray("places");
      for (Finding.Place place : finding.places()) {
        ObjectNode each = places.addObject();
        each.put("path", place.path());
        ranges(each.putArray("lines"), place.match().hunkLines());
        ranges(each.putArray("origin_lines"), place.match().originLines());
        each.put("tokens", place.match().matchedTokens());
        each.put("ring", place.ring().id());
      }
    }
    ObjectNode origin = node.putObject("origin");
    origin(origin, match.origin(), match.originDate(), match.originLines(), true);
    view.function().ifPresent(function -> function(origin, function));
    ObjectNode matched = node.putObject("match");
    matched.put("tokens", match.matchedTokens());
    matched.put("span_tokens", match.spanTokens());
    matched.put("containment", round(match.containment()));
    matched.put("names", match.names());
    matched.put("equal_names", match.equalNames());
    Evidence evidence = match.evidence();
    matched.put("unlike_names", evidence.unlikeNames());
    matched.put("comment_words", evidence.commentWords());
    ObjectNode bits = matched.putObject("bits");
    bits.put("score", round(evidence.score()));
    bits.put("structure", round(evidence.structure()));
    bits.put("longest_run", round(evidence.longestRun()));
    bits.put("own_spelling", round(evidence.ownSpelling()));
    bits.put("shared_spelling", round(evidence.sharedSpelling()));
    bits.put("rename", round(evidence.rename()));
    bits.put("missed", round(evidence.missed()));
    bits.put("idiom", round(evidence.idiom()));
    bits.put("best_other_work", round(evidence.other()));
    bits.put("size_toll", round(evidence.sizeToll()));
    bits.put("search_space", round(evidence.searchSpace()));
    matched.put("expected_by_chance", evidence.expectedByChance());
    matched.put("pieces", evidence.pieces());
    matched.put("other_language", evidence.otherLanguage());
    if (!match.passages().isEmpty()) {
      ArrayNode comments = node.putArray("comments");
      for (Match.Passage passage : match.passages()) {
        ObjectNode shared = comments.addObject();
        shared.put("hunk_line", passage.hunkLine());
        shared.put("origin_line", passage.originLine());
        shared.put("words", String.join(" ", passage.words()));
      }
    }
    view.renames()
        .ifPresent(map -> {
          ObjectNode renames = node.putObject("renames");
          renames.put("consistency", round(map.consistency()));
          ArrayNode entries = renames.putArray("names");
          for (RenameMap.Entry entry : map.entries()) {
            ObjectNode pair = entries.addObject();
            pair.put("hunk", entry.hunkName());
            pair.put("origin", entry.originName());
            pair.put("count", entry.count());
          }
        });
    others(node.putArray("also_found_in"), match.others());
    others(node.putArray("also_permissive"), match.alsoPermissive());
  }

  private static void function(ObjectNode node, Function function) {
    ObjectNode named = node.putObject("function");
    named.put("name", function.name());
    named.put("first", function.firstLine());
    named.put("last", function.lastLine());
  }

  private static void others(ArrayNode array, List<Match.OtherOrigin> others) {
    for (Match.OtherOrigin other : others) {
      ObjectNode node = array.addObject();
      origin(node, other.file(), other.date(), other.lines(), false);
      node.put("share", round(other.share()));
    }
  }

  private static void origin(
      ObjectNode node,
      CorpusFile file,
      Optional<String> date,
      List<LineRange> lines,
      boolean withEvidence) {
    node.put("work", file.workId());
    node.put("path", file.path());
    ranges(node.putArray("lines"), lines);
    node.put("swhid", file.swhid());
    date.ifPresent(day -> node.put("date", day));
    file.revision().ifPresent(revision -> node.put("commit", revision.commit()));
    node.put("license", file.license().expression().orElse(null));
    node.put("category", file.license().category().label());
    node.put("network_copyleft", file.license().networkCopyleft());
    if (withEvidence) {
      ArrayNode evidence = node.putArray("license_evidence");
      for (LicenseEvidence item : file.license().evidence()) {
        ObjectNode entry = evidence.addObject();
        entry.put("method", item.method().name().toLowerCase(java.util.Locale.ROOT));
        entry.put("expression", item.expression());
        entry.put("where", item.where());
        entry.put("line", item.line());
        entry.put("detail", item.detail());
      }
    }
  }

  private static void ranges(ArrayNode array, List<LineRange> ranges) {
    for (LineRange range : ranges) {
      ObjectNode node = array.addObject();
      node.put("first", range.firstLine());
      node.put("last", range.lastLine());
    }
  }

  /// Two decimals are more than the figures mean.
  static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
