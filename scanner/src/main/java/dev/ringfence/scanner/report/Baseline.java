package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.KnownFinding;
import dev.ringfence.scanner.policy.Reach;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.result.ReportedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The findings that an old code base had when it took the tool up: they are shown, and do not fail
/// where they stood. Each entry says what it lets pass, so that a person can review it.
public final class Baseline {
  private static final int VERSION = 2;

  private Baseline() {}

  /// Reads a baseline file.
  public static List<KnownFinding> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "baseline/not-found",
              "baseline file does not exist: `" + file + "`",
              "write one with --write-baseline"));
    }
    List<KnownFinding> known = new ArrayList<>();
    try {
      JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
      int version = root.path("version").asInt(0);
      if (version == 1) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "baseline/old-format",
                    "the baseline holds bare fingerprints (version 1), which nobody can review and"
                        + " which hold in every ring",
                    "write it anew with --write-baseline, and look at what it lets pass")
                .at(file.toString()));
      }
      if (version != VERSION || !root.path("findings").isArray()) {
        throw invalid(file);
      }
      for (JsonNode each : root.path("findings")) {
        String fingerprint = each.path("fingerprint").asString("");
        String path = each.path("path").asString("");
        Optional<Ring> ring = Ring.ofId(each.path("ring").asString(""));
        if (!fingerprint.matches("sha256:[0-9a-f]{64}") || path.isEmpty() || ring.isEmpty()) {
          throw invalid(file);
        }
        known.add(
            new KnownFinding(
                fingerprint.substring("sha256:".length()), Reach.of(path, ring.get())));
      }
    } catch (JacksonException e) {
      throw invalid(file);
    }
    return known;
  }

  private static RingfenceException invalid(Path file) {
    return RingfenceException.usage(
        Diagnostic.of(
                "baseline/invalid", "not a baseline file", "write it anew with --write-baseline")
            .at(file.toString()));
  }

  /// A baseline file's text: by path, so that it reads and merges well.
  public static String write(Collection<ReportedFinding> findings) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", VERSION);
    ArrayNode list = root.putArray("findings");
    Set<String> seen = new HashSet<>();
    findings.stream()
        .sorted(Comparator.comparing(ReportedFinding::path).thenComparing(ReportedFinding::id))
        .filter(finding -> seen.add(finding.path() + "\n" + finding.id()))
        .forEach(finding -> entry(list.addObject(), finding));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void entry(ObjectNode node, ReportedFinding finding) {
    node.put("path", finding.path());
    node.put("ring", finding.zone().ring().id());
    node.put("severity", finding.severity().id());
    node.put("origin", finding.origin().name());
    node.put("license", finding.origin().license().expression().orElse(null));
    node.put("fingerprint", "sha256:" + finding.id());
  }
}
