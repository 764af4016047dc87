package dev.ringfence.attest.mcp;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.form.AttestationDraft;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.attest.hook.EditScan;
import dev.ringfence.attest.provenance.ProvenanceRecorder;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.attest.provenance.ProvenanceWriter;
import dev.ringfence.attest.trace.ContributionReader;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.RingDemands;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a coding tool may call, over whatever transport: where a path lies and what that asks for,
/// whether code looks like a work with a license, the block for a pull request, a provenance
/// record.
public final class McpTools {
  private final Path repository;
  private final Lookup lookup;
  private final Supplier<LocalDate> today;

  /// What the server says of itself when a client begins.
  public static final String INSTRUCTIONS =
      "Before you edit, call policy_explain and tell the user the ring. Check what you wrote with"
          + " check_hunk; show a finding to the user and never change code to make it disappear.";

  /// Uses an engine, wherever it comes from and however long it lives.
  @FunctionalInterface
  public interface Lookup {
    /// Scans with it.
    ScanReport with(Scan scan) throws IOException;
  }

  /// A scan.
  @FunctionalInterface
  public interface Scan {
    /// Runs it.
    ScanReport on(ScanEngine engine) throws IOException;
  }

  /// Tools over a repository.
  ///
  /// @param lookup what scans
  public McpTools(Path repository, Lookup lookup, Supplier<LocalDate> today) {
    this.repository = repository;
    this.lookup = lookup;
    this.today = today;
  }

  /// What a tool answers.
  ///
  /// @param text for the model
  /// @param structured the same as data
  private record Answer(String text, Map<String, Object> structured) {}

  private interface Call {
    Answer of(Map<String, Object> arguments) throws IOException;
  }

  /// A tool and what answers it.
  private record Offered(Tool tool, Call call) {
    CallToolResult answer(CallToolRequest request) {
      try {
        Map<String, Object> arguments = request.arguments();
        Answer answer = call.of(arguments == null ? Map.of() : arguments);
        return CallToolResult.builder()
            .addTextContent(answer.text())
            .structuredContent(answer.structured())
            .isError(false)
            .build();
      } catch (RingfenceException fault) {
        return failed(fault.diagnostic().render("error"));
      } catch (IOException | RuntimeException fault) {
        return failed("error: " + fault.getMessage());
      }
    }
  }

  /// The tools for a session: a client that stays connected.
  public List<McpServerFeatures.SyncToolSpecification> forSessions() {
    return tools().stream()
        .map(each ->
            McpServerFeatures.SyncToolSpecification.builder()
                .tool(each.tool())
                .callHandler((_, request) -> each.answer(request))
                .build())
        .toList();
  }

  /// The tools for requests that each stand alone.
  public List<McpStatelessServerFeatures.SyncToolSpecification> forRequests() {
    return tools().stream()
        .map(each ->
            McpStatelessServerFeatures.SyncToolSpecification.builder()
                .tool(each.tool())
                .callHandler((_, request) -> each.answer(request))
                .build())
        .toList();
  }

  private List<Offered> tools() {
    return List.of(
        tool(
            "policy_explain",
            "Which ring of the project each path lies in, why, and what a change there is asked for."
                + " Call it before you edit, and tell the user the ring.",
            true,
            Map.of("paths", strings("Paths relative to the repository's root.")),
            List.of("paths"),
            this::policyExplain),
        tool(
            "check_hunk",
            "Whether code looks like an indexed work, with both sides, origin and license. Show a"
                + " finding to the user; never change code to make it disappear.",
            true,
            Map.of(
                "path", string("Where the code is to stand, relative to the repository's root."),
                "code", string("The code.")),
            List.of("path", "code"),
            this::checkHunk),
        tool(
            "attest_init",
            "The block for the description of a pull request. Give it to the user: lines marked [human]"
                + " are for them.",
            true,
            Map.of("range", string("The commits, BASE..HEAD.")),
            List.of("range"),
            this::attestInit),
        tool(
            "provenance_record",
            "Writes the record of a change to .provenance/: its lines, tools and prompts. Refuses"
                + " secrets.",
            false,
            Map.of(
                "range", string("The commits, BASE..HEAD."),
                "id", string("The record's name, for example gh-31000."),
                "tool", string("The tool and its model: NAME VERSION / MODEL."),
                "prompts", string("What the user asked, word for word."),
                "redact",
                    Map.of(
                        "type", "boolean",
                        "description", "Put [redacted: ...] in place of secrets.")),
            List.of("range"),
            this::provenanceRecord));
  }

  private static Map<String, Object> string(String description) {
    return Map.of("type", "string", "description", description);
  }

  private static Map<String, Object> strings(String description) {
    return Map.of(
        "type",
        "array",
        "items",
        Map.of("type", "string"),
        "minItems",
        1,
        "description",
        description);
  }

  private static Offered tool(
      String name,
      String description,
      boolean readOnly,
      Map<String, Object> properties,
      List<String> required,
      Call call) {
    Tool tool =
        Tool.builder(
                name,
                Map.of(
                    "type",
                    "object",
                    "properties",
                    properties,
                    "required",
                    required,
                    "additionalProperties",
                    false))
            .description(description)
            .annotations(
                ToolAnnotations.builder()
                    .readOnlyHint(readOnly)
                    .destructiveHint(false)
                    .idempotentHint(true)
                    .openWorldHint(false)
                    .build())
            .build();
    return new Offered(tool, call);
  }

  private static CallToolResult failed(String message) {
    return CallToolResult.builder().addTextContent(message).isError(true).build();
  }

  private Answer policyExplain(Map<String, Object> arguments) throws IOException {
    ZonePolicy policy = ChangeResolver.policy(Optional.of(repository), PolicyChoice.FOUND);
    StringBuilder text = new StringBuilder();
    List<Object> all = new ArrayList<>();
    for (String path : list(arguments, "paths")) {
      ZonePolicy.Placement place = policy.place(path);
      RingDemands demands = policy.demands(place.ring());
      String why =
          place
              .rule()
              .map(rule -> rule.name() + " (" + rule.place() + "): " + rule.why())
              .orElse("no rule takes it");
      List<String> asked = demands.attest().stream().sorted().map(Demand::id).toList();
      text.append(path)
          .append(": ")
          .append(place.ring().id())
          .append(" ring; ")
          .append(place.ignoredBy().map(by -> "not judged, " + by + "; ").orElse(""))
          .append(why)
          .append("; where AI helped, a change is asked for: ")
          .append(String.join(", ", asked));
      demands
          .maxAiLines()
          .ifPresent(max -> text.append("; at most ").append(max).append(" lines from tools"));
      text.append('\n');
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("path", path);
      entry.put("ring", place.ring().id());
      entry.put("ignored", place.ignored());
      entry.put("why", why);
      entry.put("asked", asked);
      all.add(entry);
    }
    return new Answer(text.toString(), Map.of("paths", all));
  }

  private Answer checkHunk(Map<String, Object> arguments) throws IOException {
    String path = text(arguments, "path");
    String code = text(arguments, "code");
    ScanReport report =
        lookup.with(engine -> EditScan.scan(engine, repository, path, code, today.get()));
    List<Object> findings = new ArrayList<>();
    report
        .findings()
        .forEach(finding -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("id", finding.shortId());
          entry.put("severity", finding.severity().id());
          entry.put("fails", finding.fails());
          entry.put("line", finding.firstLine());
          entry.put("origin", finding.origin().name());
          entry.put("license", finding.origin().licenseOr("unstated"));
          entry.put("summary", finding.summary());
          findings.add(entry);
        });
    String text =
        report.findings().isEmpty()
            ? "status: "
                + report.status()
                + "; nothing found. Code in no indexed work cannot be found."
            : report.findings().stream()
                    .map(finding -> EditScan.describe(finding, 0))
                    .collect(Collectors.joining("\n\n"))
                + "\n\n"
                + EditScan.RULE;
    String unchecked =
        report.unchecked().stream()
            .filter(part -> part.incomplete())
            .map(part -> "\nNOT checked: " + part.path() + ": " + part.reason())
            .collect(Collectors.joining());
    return new Answer(
        text + unchecked,
        Map.of(
            "status", report.status(),
            "incomplete", report.isIncomplete(),
            "too_short_to_judge", report.tooShort(),
            "findings", findings));
  }

  private Answer attestInit(Map<String, Object> arguments) throws IOException {
    try (GitChanges git = GitChanges.open(repository)) {
      Contribution change =
          ContributionReader.read(git, git.resolve(text(arguments, "range")), PolicyChoice.FOUND);
      String block = AttestationDraft.of(change, Optional.empty(), Optional.empty(), today.get());
      return new Answer(block, Map.of("ring", change.ring().id(), "block", block));
    }
  }

  private Answer provenanceRecord(Map<String, Object> arguments) throws IOException {
    try (GitChanges git = GitChanges.open(repository)) {
      CommitRange commits = git.resolve(text(arguments, "range"));
      Contribution change = ContributionReader.read(git, commits, PolicyChoice.FOUND);
      List<ToolUse> tools =
          optional(arguments, "tool").map(AttestationReader::tools).orElse(List.of());
      if (tools.isEmpty() && change.tools().isEmpty()) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "provenance/no-tool",
                "no commit and no trace names a tool; nothing was recorded",
                "give `tool`: NAME VERSION / MODEL"));
      }
      ProvenanceRecorder recorder =
          ProvenanceRecorder.of(git, commits, change, optional(arguments, "id").orElse(null));
      optional(arguments, "prompts")
          .ifPresent(prompts ->
              recorder.addPrompts(
                  Map.of("prompts", prompts), Boolean.TRUE.equals(arguments.get("redact")), false));
      Path written =
          recorder.write(
              new ProvenanceWriter.Facts(
                  tools,
                  recorder.prompts(),
                  recorder.redactions(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              Optional.empty(),
              false);
      String file = ProvenanceStore.FOLDER + "/" + written.getFileName();
      String line = recorder.promptsLine().orElse("");
      return new Answer(
          "recorded: "
              + file
              + (line.isEmpty() ? "" : "\nPrompts: " + line)
              + "\nCommit it with the change.",
          Map.of("file", file, "prompts", line));
    }
  }

  private static String text(Map<String, Object> arguments, String key) {
    return optional(arguments, key)
        .orElseThrow(() ->
            RingfenceException.usage(
                Diagnostic.of("mcp/argument", "`" + key + "` is missing", "give it as a text")));
  }

  private static Optional<String> optional(Map<String, Object> arguments, String key) {
    @Nullable Object value = arguments.get(key);
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  private static List<String> list(Map<String, Object> arguments, String key) {
    @Nullable Object value = arguments.get(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    if (texts.isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of("mcp/argument", "`" + key + "` is missing", "give a list of texts"));
    }
    return texts;
  }
}
