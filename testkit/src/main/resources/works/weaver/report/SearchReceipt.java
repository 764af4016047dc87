package org.example.weaver.report;

import org.example.weaver.CorpusIndex;
import org.example.weaver.IndexFormat;
import org.example.weaver.Work;
import org.example.weaver.FingerprintFormat;
import org.example.weaver.Finding;
import org.example.weaver.ScanResult;
import org.example.weaver.ScannedHunk;
import org.example.weaver.Unchecked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
  ///
  /// @param toolVersion the version of the tool, as it prints it
  public static String of(ScanResult result, CorpusIndex index, String toolVersion) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("_type", STATEMENT_TYPE);
    Map<String, StringBuilder> digests = new TreeMap<>();
    for (ScannedHunk hunk : result.scanned()) {
      digests.computeIfAbsent(hunk.path(), path -> new StringBuilder()).append(hunk.digest());
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
    predicate.putObject("tool").put("name", "ringfence").put("version", toolVersion);
    ObjectNode indexNode = predicate.putObject("index");
    indexNode.put("digest", "sha256:" + result.indexDigest());
    ArrayNode works = indexNode.putArray("works");
    for (Work work : index.works()) {
      ObjectNode node = works.addObject();
      node.put("id", work.id());
      node.put("role", work.role().id());
      work.provenance().date().ifPresent(date -> node.put("date", date));
      node.put("digest", "sha256:" + work.digest());
    }
    ObjectNode parameters = predicate.putObject("parameters");
    parameters.put("format", IndexFormat.parameters());
    parameters.put("guarantee_exact_tokens", FingerprintFormat.EXACT.guaranteeThreshold());
    parameters.put("guarantee_renamed_tokens", FingerprintFormat.RENAMED.guaranteeThreshold());
    parameters.put("threshold_bits", result.threshold());
    ObjectNode policy = predicate.putObject("policy");
    policy.put("source", result.policy().source().orElse(null));
    ObjectNode searched = predicate.putObject("searched");
    searched.put("files", result.files());
    searched.put("added_lines", result.addedLines());
    ArrayNode hunks = searched.putArray("hunks");
    for (ScannedHunk hunk : result.scanned()) {
      ObjectNode node = hunks.addObject();
      node.put("path", hunk.path());
      node.put("line", hunk.firstLine());
      node.put("language", hunk.language());
      node.put("tokens", hunk.tokens());
      node.put("digest", "sha256:" + hunk.digest());
    }
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
    for (Finding finding : result.findings()) {
      ObjectNode node = findings.addObject();
      node.put("fingerprint", "sha256:" + finding.fingerprint());
      node.put("path", finding.path());
      node.put("line", finding.match().hunkLines().getFirst().firstLine());
      if (finding.isSum()) {
        ArrayNode places = node.putArray("places");
        for (Finding.Place place : finding.places()) {
          places
              .addObject()
              .put("path", place.path())
              .put("line", place.match().hunkLines().getFirst().firstLine());
        }
      }
      node.put("origin", finding.match().origin().workId() + "/" + finding.match().origin().path());
      node.put("swhid", finding.match().origin().swhid());
      node.put("license", finding.match().origin().license().expression().orElse(null));
      node.put("bits", JsonRenderer.round(finding.match().evidence().score()));
      node.put("ring", finding.placement().ring().id());
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
    compare(
        differences,
        "tool version",
        a.path("tool").path("version"),
        b.path("tool").path("version"));
    compare(
        differences,
        "index digest",
        a.path("index").path("digest"),
        b.path("index").path("digest"));
    Map<String, String> works = byKey(a.path("index").path("works"), "id");
    Map<String, String> now = byKey(b.path("index").path("works"), "id");
    byDifference(differences, "work", works, now);
    for (String name : new TreeSet<>(a.path("parameters").propertyNames())) {
      compare(
          differences,
          "parameter " + name,
          a.path("parameters").path(name),
          b.path("parameters").path(name));
    }
    compare(
        differences, "policy", a.path("policy").path("source"), b.path("policy").path("source"));
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
    if (!a.equals(b)) {
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
