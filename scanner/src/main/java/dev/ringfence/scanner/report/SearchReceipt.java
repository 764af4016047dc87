package dev.ringfence.scanner.report;

import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.result.AppliedPolicy;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.SearchedIndex;
import dev.ringfence.scanner.result.ToolIdentity;
import dev.ringfence.scanner.result.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A search receipt: what was searched for, in what, how, and what came of it, as an in-toto
/// Statement [1]. Equal inputs give equal bytes; there is no time in it.
///
/// [1] in-toto Attestation Framework, Statement v1.
public final class SearchReceipt {
  /// The type of the predicate.
  public static final String PREDICATE_TYPE = "https://ringfence.dev/attestation/search-receipt/v1";

  private static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

  private static final String LIMITS =
      "Code in none of the listed works cannot be found. From the exact threshold on, an unchanged run"
          + " of tokens is always found if its k-grams are not too common to be looked up; below it, and"
          + " for changed code, finding is likely, not certain. A match is measured overlap, not a legal"
          + " judgement.";

  private SearchReceipt() {}

  /// The receipt of a scan.
  public static String of(ScanReport result) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("_type", STATEMENT_TYPE);
    Map<String, StringBuilder> digests = new TreeMap<>();
    for (ScannedHunk hunk : result.hunks()) {
      digests.computeIfAbsent(hunk.path(), path -> new StringBuilder()).append(hex(hunk.digest()));
    }
    ArrayNode subjects = root.putArray("subject");
    digests.forEach((path, all) -> {
      ObjectNode subject = subjects.addObject();
      subject.put("name", path);
      subject
          .putObject("digest")
          .put(
              "ringfenceHunks",
              DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.UTF_8)));
    });
    root.put("predicateType", PREDICATE_TYPE);
    ObjectNode predicate = root.putObject("predicate");
    predicate
        .putObject("tool")
        .put("name", "ringfence")
        .put("version", result.tool().version())
        .put("commit", result.tool().commit());
    ToolIdentity.Matching by = result.tool().matching();
    ObjectNode matching = predicate.putObject("matching");
    matching.put("parameters", by.parameters());
    matching.put("idioms", by.idioms());
    matching.put("phrases", by.phrases());
    ArrayNode replaced = matching.putArray("replaced");
    by.replaced().forEach(replaced::add);
    ObjectNode indexNode = predicate.putObject("index");
    indexNode.put("digest", result.index().digest());
    // Without any, what many hold may show as a finding.
    indexNode.put("background_works", result.index().backgroundWorks());
    ArrayNode works = indexNode.putArray("works");
    for (SearchedIndex.IndexedWork work : result.index().held()) {
      ObjectNode node = works.addObject();
      node.put("id", work.id());
      node.put("role", work.role());
      work.date().ifPresent(date -> node.put("date", date));
      node.put("digest", work.digest());
    }
    ObjectNode parameters = predicate.putObject("parameters");
    parameters.put("format", result.index().parameters());
    parameters.put("guarantee_exact_tokens", result.index().guaranteeExactTokens());
    parameters.put("guarantee_renamed_tokens", result.index().guaranteeRenamedTokens());
    parameters.put("threshold_bits", result.scanned().thresholdBits());
    AppliedPolicy applied = result.policy();
    ObjectNode policy = predicate.putObject("policy");
    policy.put("source", applied.source().orElse(null));
    policy.put("digest", applied.digest().orElse(null));
    policy.put("waivers", applied.waivers().orElse(null));
    policy.put("attributes", applied.attributes().orElse(null));
    policy.put("baseline", applied.baseline().orElse(null));
    policy.put("fail_on", applied.failOn().map(Severity::id).orElse(null));
    policy.put("judgement", applied.judgement());
    ObjectNode searched = predicate.putObject("searched");
    searched.put("files", result.scanned().files());
    searched.put("added_lines", result.scanned().addedLines());
    ArrayNode hunks = searched.putArray("hunks");
    for (ScannedHunk hunk : result.hunks()) {
      ObjectNode node = hunks.addObject();
      node.put("path", hunk.path());
      node.put("line", hunk.firstLine());
      node.put("language", hunk.language());
      node.put("tokens", hunk.tokens());
      node.put("digest", hunk.digest());
    }
    result
        .ownCode()
        .ifPresent(own -> {
          ObjectNode node = predicate.putObject("own_code");
          node.put("commit", own.commit());
          node.put("recognised", own.stretches().size());
        });
    ArrayNode tooShort = predicate.putArray("too_short_to_judge");
    result.tooShort().forEach(tooShort::add);
    ArrayNode skipped = predicate.putArray("not_searched");
    for (Unchecked item : result.unchecked()) {
      ObjectNode node = skipped.addObject();
      node.put("path", item.path());
      node.put("reason", item.reason());
      node.put("incomplete", item.incomplete());
    }
    ArrayNode findings = predicate.putArray("findings");
    for (ReportedFinding finding : result.findings()) {
      ObjectNode node = findings.addObject();
      node.put("fingerprint", "sha256:" + finding.id());
      node.put("path", finding.path());
      node.put("line", finding.firstLine());
      if (finding.isSum()) {
        ArrayNode places = node.putArray("places");
        for (Place place : finding.places()) {
          places.addObject().put("path", place.path()).put("line", place.firstLine());
        }
      }
      node.put("origin", finding.origin().name());
      node.put("swhid", finding.origin().swhid());
      node.put("license", finding.origin().license().expression().orElse(null));
      node.put("bits", finding.place().match().bits().score());
      node.put("ring", finding.zone().ring().id());
      node.put("severity", finding.severity().id());
    }
    predicate.put(
        "result",
        result.isIncomplete()
            ? "incomplete"
            : result.findings().isEmpty() ? "nothing found" : "found");
    predicate.put("limits", LIMITS);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }

  /// The threshold that a receipt names, in bits; empty where the text is no search receipt.
  public static OptionalDouble threshold(String receipt) {
    try {
      JsonNode root = JsonMapper.shared().readTree(receipt);
      JsonNode bits = root.path("predicate").path("parameters").path("threshold_bits");
      return PREDICATE_TYPE.equals(root.path("predicateType").asString("")) && bits.isNumber()
          ? OptionalDouble.of(bits.asDouble())
          : OptionalDouble.empty();
    } catch (JacksonException e) {
      return OptionalDouble.empty();
    }
  }

  /// What of two receipts differs, for a reader; empty where nothing does.
  public static List<String> differences(String was, String is) {
    JsonNode before = JsonMapper.shared().readTree(was);
    JsonNode after = JsonMapper.shared().readTree(is);
    List<String> differences = differences(before, after);
    if (differences.isEmpty() && !before.equals(after)) {
      differences.add("the receipt says something that no search gives: it was written by hand");
    }
    return differences;
  }

  private static List<String> differences(JsonNode was, JsonNode is) {
    List<String> differences = new ArrayList<>();
    JsonNode a = was.path("predicate");
    JsonNode b = is.path("predicate");
    for (String part : List.of("tool", "matching", "index", "parameters", "policy")) {
      JsonNode before = a.path(part);
      JsonNode after = b.path(part);
      Set<String> names = new TreeSet<>(before.propertyNames());
      names.addAll(after.propertyNames());
      names.remove("works");
      for (String name : names) {
        compare(differences, part + " " + name, before.path(name), after.path(name));
      }
    }
    byDifference(
        differences,
        "work",
        byKey(a.path("index").path("works"), "id"),
        byKey(b.path("index").path("works"), "id"));
    byDifference(
        differences,
        "hunk",
        byKey(a.path("searched").path("hunks"), "path", "line"),
        byKey(b.path("searched").path("hunks"), "path", "line"));
    byDifference(
        differences,
        "not searched",
        byKey(a.path("not_searched"), "path", "reason"),
        byKey(b.path("not_searched"), "path", "reason"));
    byDifference(
        differences,
        "finding",
        byKey(a.path("findings"), "path", "line", "swhid"),
        byKey(b.path("findings"), "path", "line", "swhid"));
    compare(differences, "result", a.path("result"), b.path("result"));
    return differences;
  }

  private static void compare(List<String> differences, String what, JsonNode a, JsonNode b) {
    if (!shown(a).equals(shown(b))) {
      differences.add(what + ": was " + shown(a) + ", is " + shown(b));
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "none" : node.asString(node.toString());
  }

  private static Map<String, String> byKey(JsonNode list, String... keys) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (JsonNode each : list) {
      StringBuilder key = new StringBuilder();
      for (String name : keys) {
        key.append(key.isEmpty() ? "" : ":").append(shown(each.path(name)));
      }
      byKey.merge(key.toString(), each.toString(), (x, y) -> x + y);
    }
    return byKey;
  }

  private static void byDifference(
      List<String> differences, String what, Map<String, String> a, Map<String, String> b) {
    TreeSet<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    for (String key : keys) {
      if (!a.containsKey(key)) {
        differences.add(what + " " + key + ": is new");
      } else if (!b.containsKey(key)) {
        differences.add(what + " " + key + ": is gone");
      } else if (!a.get(key).equals(b.get(key))) {
        differences.add(what + " " + key + ": has changed");
      }
    }
  }
}
