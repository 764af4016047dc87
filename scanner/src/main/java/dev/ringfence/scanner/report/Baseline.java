package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The findings that an old code base had when it took the tool up: they are shown, and do not
/// fail.
public final class Baseline {
  private static final int VERSION = 1;

  private Baseline() {}

  /// Reads the fingerprints of a baseline file.
  public static Set<String> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "baseline/not-found",
              "baseline file does not exist: `" + file + "`",
              "write one with --write-baseline"));
    }
    Set<String> fingerprints = new TreeSet<>();
    try {
      JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
      if (root.path("version").asInt(0) != VERSION || !root.path("findings").isArray()) {
        throw invalid(file);
      }
      for (JsonNode each : root.path("findings")) {
        if (!each.asString("").matches("sha256:[0-9a-f]{64}")) {
          throw invalid(file);
        }
        fingerprints.add(each.asString().substring("sha256:".length()));
      }
    } catch (JacksonException e) {
      throw invalid(file);
    }
    return fingerprints;
  }

  private static RingfenceException invalid(Path file) {
    return RingfenceException.usage(
        Diagnostic.of(
                "baseline/invalid", "not a baseline file", "write it anew with --write-baseline")
            .at(file.toString()));
  }

  /// A baseline file's text.
  public static String write(Collection<Finding> findings) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", VERSION);
    ArrayNode list = root.putArray("findings");
    findings.stream()
        .map(Finding::fingerprint)
        .distinct()
        .sorted()
        .forEach(each -> list.add("sha256:" + each));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
