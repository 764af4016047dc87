package dev.ringfence.attest.form;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Ring;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The block for a pull request, as long as the ring of the change asks for. What git, traces and a
/// receipt prove is filled in; what only a person can say is left empty, and no box of theirs is
/// ever ticked.
public final class AttestationDraft {
  private static final int MAX_FILES = 40;
  private static final int MAX_TESTS = 12;

  private final Contribution contribution;
  private final Optional<ReceiptNote> receipt;
  private final Optional<String> prompts;
  private final LocalDate today;
  private final StringBuilder out = new StringBuilder();

  private AttestationDraft(
      Contribution contribution,
      Optional<ReceiptNote> receipt,
      Optional<String> prompts,
      LocalDate today) {
    this.contribution = contribution;
    this.receipt = receipt;
    this.prompts = prompts;
    this.today = today;
  }

  /// The block.
  ///
  /// @param receipt the receipt of the search, where one was made
  /// @param prompts where the prompts are kept and their digest, where they are
  /// @param today the day that is named as that of the tools' use
  public static String of(
      Contribution contribution,
      Optional<ReceiptNote> receipt,
      Optional<String> prompts,
      LocalDate today) {
    return new AttestationDraft(contribution, receipt, prompts, today).text();
  }

  private boolean asks(Demand demand) {
    return contribution.demands().asks(demand);
  }

  private String text() {
    Ring ring = contribution.ring();
    boolean signs = !contribution.signs().isEmpty();
    List<ToolUse> tools = contribution.tools();
    line("#### " + contribution.policy().ai().disclosure().headings().getFirst());
    boolean more =
        asks(Demand.PARTS)
            || asks(Demand.UNDERSTAND)
            || asks(Demand.EXPLANATION)
            || asks(Demand.MODEL_VERSION);
    String hint =
        more
            ? "  (keep these comments; a tool may fill lines marked [tool]; lines marked [human] are for you)"
            : "";
    line("<!-- ai-attestation:v1 ring=" + ring.id() + hint + " -->");
    line("- [ ] " + none());
    if (!more) {
      String named = tools.stream().map(this::tool).collect(Collectors.joining("; "));
      line("- [" + (signs ? "x" : " ") + "] AI tools used: " + (named.isEmpty() ? "" : named));
      line("<!-- /ai-attestation -->");
      return out.toString();
    }
    line(
        "- ["
            + (signs ? "x" : " ")
            + "] AI tools generated or substantially modified part of this PR");
    line("");
    line("- **Ring** [tool]: " + ring.id() + ": " + why(ring));
    if (asks(Demand.TOOLS) || asks(Demand.MODEL_VERSION)) {
      field("Tools", tools.stream().map(this::tool).collect(Collectors.joining("; ")));
      if (tools.isEmpty()) {
        line(
            "  <!-- name version / model / day, or `unknown` for the model; commits and traces name none, which proves nothing -->");
      }
    }
    if (asks(Demand.PARTS)) {
      parts(signs);
    }
    if (asks(Demand.PROMPTS)) {
      field("Prompts", prompts.orElse(""));
      if (prompts.isEmpty()) {
        line(
            "  <!-- `ringfence provenance record --prompts FILE` keeps them and prints this line -->");
      }
    }
    if (asks(Demand.SEARCH) || receipt.isPresent()) {
      field("Search", receipt.map(ReceiptNote::text).orElse(""));
      if (receipt.isEmpty()) {
        line(
            "  <!-- `ringfence scan INDEX --diff RANGE --receipt FILE`, then `attest init --receipt FILE` -->");
      }
    }
    if (asks(Demand.TESTS)) {
      tests();
    }
    if (asks(Demand.UNDERSTAND)) {
      line("- [ ] [human] I understand this code, I can explain it, and I am responsible for it.");
    }
    if (receipt.filter(note -> note.findings() > 0).isPresent()) {
      line("- [ ] [human] I checked the license findings of the search.");
    }
    if (asks(Demand.EXPLANATION)) {
      int words = contribution.demands().minExplanationWords();
      line("");
      line(
          "<details><summary>[human] Algorithm, invariants, alternatives considered (in your own words"
              + (words > 0 ? ", at least " + words : "")
              + ")</summary>");
      line("");
      line("</details>");
    }
    line("<!-- /ai-attestation -->");
    return out.toString();
  }

  private String none() {
    List<String> phrases = contribution.policy().ai().disclosure().nonePhrases();
    return phrases.isEmpty() ? "No AI tools used" : phrases.getFirst();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void field(String name, String value) {
    line(("- **" + name + "** [tool]: " + value).stripTrailing());
  }

  private String tool(ToolUse tool) {
    return oneLine(tool.nameAndVersion())
        + " / "
        + oneLine(tool.model().orElse("unknown"))
        + " / "
        + today;
  }

  /// A name from elsewhere must not end a line, begin markup or part fields.
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ")
        .replace("<", "")
        .replace(">", "")
        .replace(";", ",")
        .replace(" / ", "/")
        .strip();
  }

  /// The files that put the change into its ring, each with the rule that does.
  private String why(Ring ring) {
    Map<String, List<String>> byRule = new LinkedHashMap<>();
    double highest = -1;
    for (ChangedFile file : contribution.filesIn(ring)) {
      byRule.computeIfAbsent(file.rules().getFirst(), _ -> new ArrayList<>()).add(file.path());
      highest = Math.max(highest, file.blast().map(blast -> blast.score()).orElse(-1.0));
    }
    String rules =
        byRule.entrySet().stream()
            .map(entry -> some(entry.getValue(), 3) + " by " + oneLine(entry.getKey()))
            .collect(Collectors.joining("; "));
    return highest < 0
        ? rules
        : rules + String.format(Locale.ROOT, "; blast radius up to %.0f of 100", highest);
  }

  private static String some(List<String> items, int shown) {
    String listed =
        items.stream()
            .limit(shown)
            .map(AttestationDraft::oneLine)
            .collect(Collectors.joining(", "));
    return items.size() > shown ? listed + " and " + (items.size() - shown) + " more" : listed;
  }

  /// What traces say; without traces, where commits name a tool, all that the change adds.
  private void parts(boolean signs) {
    Map<String, List<LineRange>> traced = new LinkedHashMap<>();
    for (TracedLines trace : contribution.traced()) {
      traced.computeIfAbsent(trace.path(), _ -> new ArrayList<>()).addAll(trace.lines());
    }
    List<String> parts = new ArrayList<>();
    for (ChangedFile file : contribution.files()) {
      List<LineRange> lines = traced.isEmpty() ? file.added() : traced.get(file.path());
      if (lines != null && !file.added().isEmpty()) {
        parts.add(file.part() + ": " + oneLine(file.path()) + lines(lines));
      }
    }
    boolean known = signs || !traced.isEmpty();
    String listed = String.join("; ", parts.subList(0, Math.min(MAX_FILES, parts.size())));
    field("Parts", known ? listed : "");
    if (known && traced.isEmpty()) {
      line("  <!-- all that this change adds; strike out what you wrote yourself -->");
    } else if (!known) {
      line(
          "  <!-- kind: path L1-20; what a tool wrote of: " + listed.replace("--", "- -") + " -->");
    }
    if (parts.size() > MAX_FILES) {
      line("  <!-- and " + (parts.size() - MAX_FILES) + " files more -->");
    }
  }

  static String lines(List<LineRange> lines) {
    return lines.isEmpty()
        ? ""
        : " "
            + lines.stream()
                .sorted((a, b) -> Integer.compare(a.firstLine(), b.firstLine()))
                .distinct()
                .map(range ->
                    range.firstLine() == range.lastLine()
                        ? "L" + range.firstLine()
                        : "L" + range.firstLine() + "-" + range.lastLine())
                .collect(Collectors.joining(", "));
  }

  private void tests() {
    List<String> tests =
        contribution.files().stream().flatMap(file -> file.tests().stream()).distinct().toList();
    field("Tests", tests.isEmpty() ? "" : some(tests, MAX_TESTS));
    if (tests.isEmpty()) {
      line("  <!-- this change touches no test; name those that cover it -->");
    }
  }
}
