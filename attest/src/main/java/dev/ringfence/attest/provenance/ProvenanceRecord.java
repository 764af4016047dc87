package dev.ringfence.attest.provenance;

import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.scanner.match.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A provenance record: which lines a change added, which of them came from which tool, and what is
/// known about it. An in-toto Statement [1], alone or in a signed envelope.
///
/// [1] in-toto Attestation Framework, Statement v1.
///
/// @param file the file that holds it
/// @param envelope the signed envelope around it
/// @param statement the Statement
/// @param files the files with the lines that the change added
/// @param tools the tools, each with its lines
/// @param prompts the kept prompts
/// @param baseCommit the commit that the change goes onto
/// @param headCommit the commit that it ended with when it was recorded
/// @param patchIds the patch ids of the whole change and of its commits
/// @param paths all paths that the change touches
public record ProvenanceRecord(
    String file,
    Optional<JsonNode> envelope,
    JsonNode statement,
    List<RecordedFile> files,
    List<RecordedTool> tools,
    List<Prompts> prompts,
    String baseCommit,
    String headCommit,
    List<String> patchIds,
    List<String> paths) {
  /// The type of the Statement.
  public static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";

  /// The type of its predicate.
  public static final String PREDICATE_TYPE =
      "https://ringfence.dev/attestation/ai-contribution/v1";

  /// A file and the lines that the change added.
  ///
  /// @param path its path
  /// @param gitBlob its blob after the change
  /// @param runs the runs of lines
  public record RecordedFile(String path, String gitBlob, List<Run> runs) {
    public RecordedFile {
      runs = List.copyOf(runs);
    }
  }

  /// A run of lines.
  ///
  /// @param lines where it stood
  /// @param digest SHA-256 over the digests of its lines
  /// @param lineDigests the digests of its lines that are not blank
  public record Run(LineRange lines, String digest, List<String> lineDigests) {
    public Run {
      lineDigests = List.copyOf(lineDigests);
    }
  }

  /// A tool and the lines that came from it.
  ///
  /// @param tool the tool
  /// @param ranges the lines, where the change ended
  public record RecordedTool(ToolUse tool, List<Range> ranges) {
    public RecordedTool {
      ranges = List.copyOf(ranges);
    }
  }

  /// Lines of a file.
  public record Range(String path, LineRange lines) {}

  /// Kept prompts.
  ///
  /// @param path the file; empty where only their digest is kept
  /// @param sha256 their digest
  public record Prompts(String path, String sha256) {}

  public ProvenanceRecord {
    files = List.copyOf(files);
    tools = List.copyOf(tools);
    prompts = List.copyOf(prompts);
    patchIds = List.copyOf(patchIds);
    paths = List.copyOf(paths);
  }

  /// The name it has in commands: that of its file.
  public String id() {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.intoto\\.jsonl$", "");
  }

  /// How many lines it holds that are not blank.
  public int lineCount() {
    return files.stream()
        .flatMap(each -> each.runs().stream())
        .mapToInt(run -> run.lineDigests().size())
        .sum();
  }

  /// Reads the records of a file, one a line; what is none of ours is left out.
  ///
  /// @param faults gets what cannot be read
  public static List<ProvenanceRecord> read(String file, String text, List<String> faults) {
    List<ProvenanceRecord> records = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonNode json = JsonMapper.shared().readTree(line);
        boolean signed = json.has("payload");
        Optional<String> payload = signed ? Dsse.payload(json) : Optional.of(line);
        if (payload.isEmpty()) {
          faults.add(file + ":" + number + ": an envelope without a Statement");
          continue;
        }
        JsonNode statement = signed ? JsonMapper.shared().readTree(payload.get()) : json;
        if (!STATEMENT_TYPE.equals(statement.path("_type").asString(""))) {
          faults.add(file + ":" + number + ": no in-toto Statement");
        } else if (PREDICATE_TYPE.equals(statement.path("predicateType").asString(""))) {
          records.add(of(file, signed ? Optional.of(json) : Optional.empty(), statement));
        }
      } catch (JacksonException | IllegalArgumentException damaged) {
        faults.add(file + ":" + number + ": damaged");
      }
    }
    return records;
  }

  private static ProvenanceRecord of(String file, Optional<JsonNode> envelope, JsonNode statement) {
    JsonNode predicate = statement.path("predicate");
    JsonNode change = predicate.path("change");
    List<RecordedFile> files = new ArrayList<>();
    for (JsonNode subject : statement.path("subject")) {
      List<Run> runs = new ArrayList<>();
      for (JsonNode run : subject.path("annotations").path("runs")) {
        runs.add(
            new Run(
                new LineRange(run.path("start_line").asInt(0), run.path("end_line").asInt(0)),
                run.path("digest").asString("").replaceFirst("^" + LineDigests.FORM + ":", ""),
                LineDigests.split(run.path("lineDigests").asString(""))));
      }
      files.add(
          new RecordedFile(
              subject.path("name").asString(""),
              subject.path("digest").path("gitBlob").asString(""),
              runs));
    }
    List<RecordedTool> tools = new ArrayList<>();
    for (JsonNode each : predicate.path("contributors")) {
      if (each.path("type").asString("").equals("ai")) {
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : each.path("ranges")) {
          ranges.add(
              new Range(
                  range.path("path").asString(""),
                  new LineRange(
                      range.path("start_line").asInt(0), range.path("end_line").asInt(0))));
        }
        tools.add(
            new RecordedTool(
                new ToolUse(
                    each.path("tool").asString("unknown"),
                    text(each, "toolVersion"),
                    text(each, "model_id"),
                    text(each, "evidence").orElse(file)),
                ranges));
      }
    }
    List<Prompts> prompts = new ArrayList<>();
    for (JsonNode each : predicate.path("prompts")) {
      prompts.add(
          new Prompts(
              each.path("uri").asString(""), each.path("digest").path("sha256").asString("")));
    }
    return new ProvenanceRecord(
        file,
        envelope,
        statement,
        files,
        tools,
        prompts,
        change.path("baseCommit").asString(""),
        change.path("headCommit").asString(""),
        strings(change.path("patchIds")),
        strings(change.path("paths")));
  }

  private static Optional<String> text(JsonNode node, String key) {
    String text = node.path(key).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asString("")));
    return strings;
  }
}
