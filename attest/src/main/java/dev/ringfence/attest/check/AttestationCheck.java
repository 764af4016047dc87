package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.Box;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Holds what a pull request says about AI against its change and the policy: what is missing for
/// this change, and what cannot be true.
public final class AttestationCheck {
  /// What is checked, and what is known about it.
  ///
  /// @param label what to call it
  /// @param body the text of the pull request
  /// @param policy the policy
  /// @param change the change, where it is at hand
  /// @param template the project's template, as the base has it
  /// @param author who opened it
  /// @param byTool whether its author is a bot, or it is a draft that a tool wrote
  /// @param receipt the receipt of the search over this change
  /// @param reviews its reviews, where they are at hand
  /// @param owners who owns which paths, where a file says so
  /// @param file the content of a file after the change
  public record Request(
      String label,
      String body,
      ZonePolicy policy,
      Optional<Contribution> change,
      Optional<String> template,
      Optional<String> author,
      boolean byTool,
      Optional<ReceiptNote> receipt,
      Optional<List<Review>> reviews,
      Optional<CodeOwners> owners,
      Function<String, Optional<byte[]>> file) {
    /// A text and a change, and nothing more.
    public static Request of(
        String label, String body, ZonePolicy policy, Optional<Contribution> change) {
      return new Request(
          label,
          body,
          policy,
          change,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          _ -> Optional.empty());
    }
  }

  private static final Pattern RESPONSIBLE =
      Pattern.compile(
          "(?i)\\b(?:understand\\b|understood\\b|responsib|can explain|reviewed and verified|verified (?:its|their|the|all) output|reviewed (?:and understood|every line|all (?:of )?(?:the )?(?:code|lines|output)))");

  private final Considered on;

  private AttestationCheck(Considered on) {
    this.on = on;
  }

  /// Checks a pull request.
  public static AttestationReport check(Request request) {
    return new AttestationCheck(Considered.of(request)).report();
  }

  private AttestationReport report() {
    if (on.request().change().isEmpty()) {
      on.notes()
          .add(
              "the change is not at hand: what its "
                  + (on.said().statedRing().isPresent()
                      ? "block names, the "
                      : "text is asked for is that of the ")
                  + on.ring().id()
                  + " ring"
                  + (on.said().statedRing().isPresent() ? ", decides what is asked for" : "")
                  + "; name it with --diff");
    }
    on.request()
        .change()
        .ifPresent(change -> {
          change
              .unread()
              .forEach(fault ->
                  on.add(
                      Remark.Level.UNCHECKED,
                      "unchecked/change",
                      "part of the change could not be read: " + fault,
                      "what is not read cannot be judged",
                      "fetch the whole history, and run the check again"));
          on.said()
              .statedRing()
              .flatMap(Ring::ofId)
              .filter(stated -> stated.compareTo(on.ring()) < 0)
              .ifPresent(stated ->
                  on.notes()
                      .add(
                          "the block was drafted for the "
                              + stated.id()
                              + " ring; the change now touches the "
                              + on.ring().id()
                              + " ring: draft it anew with `ringfence attest init --diff RANGE`"));
        });
    boolean hasChange = on.request().change().map(change -> !change.files().isEmpty()).orElse(true);
    if (hasChange) {
      Presence presence = new Presence(on);
      presence.template();
      presence.decision();
      on.request().change().ifPresent(presence::trailers);
      if (on.said().decision() == Attestation.Decision.USED) {
        used();
      }
    } else {
      on.notes().add("the policy judges nothing of this change; nothing is asked for");
    }
    Set<Demand> asked = EnumSet.noneOf(Demand.class);
    for (Demand demand : Demand.values()) {
      boolean always = demand == Demand.USED;
      boolean whereUsed =
          on.said().decision() == Attestation.Decision.USED
              && (demand == Demand.TOOLS || !on.said().isResearchAlone());
      if (on.demands().asks(demand) && (always || whereUsed)) {
        asked.add(demand);
      }
    }
    return new AttestationReport(
        on.request().label(),
        on.request().change(),
        on.request().policy().source().file().orElse("none: this is the default policy"),
        on.ring(),
        on.said(),
        hasChange ? asked : Set.of(),
        on.remarks(),
        on.notes());
  }

  private void used() {
    if (on.demands().asks(Demand.TOOLS) && on.said().tools().isEmpty()) {
      on.add(
          on.level(),
          "missing/tools",
          "it does not say which tools were used",
          "tools differ in what their output may be used for",
          "name them, for example \"Claude Code 2.1 / claude-opus-4-5 / 2026-02-14\"");
    }
    LimitsCheck limits = new LimitsCheck(on);
    limits.tools();
    if (on.said().isResearchAlone()) {
      return;
    }
    if (on.demands().asks(Demand.MODEL_VERSION)) {
      for (ToolUse tool : on.said().tools()) {
        if (tool.model().isEmpty()) {
          on.add(
              on.level(),
              "missing/model_version",
              "it does not say which model was behind " + tool.tool(),
              "if a model turns out to repeat code of others, this is how its parts are found again",
              "write it after the tool, as in \""
                  + tool.nameAndVersion()
                  + " / MODEL\"; if you do not know it, write the word unknown");
        }
      }
    }
    if (on.demands().asks(Demand.PARTS)) {
      new PartsCheck(on).parts();
    }
    if (on.demands().asks(Demand.UNDERSTAND) && !isUnderstood()) {
      boolean box = !on.said().boxes(Box.Kind.UNDERSTAND).isEmpty();
      on.add(
          on.level(),
          "missing/understand",
          "nobody has said yet that they understand this code and answer for it",
          "reviewers will ask you, not the tool",
          box
              ? "read the code once more, then tick \"I understand this code ...\" yourself"
              : "read the code once more, then write: I understand this code, I can explain it, and I"
                  + " am responsible for it");
    }
    if (on.demands().asks(Demand.EXPLANATION)) {
      new ExplanationCheck(on).explanation();
    }
    EvidenceCheck evidence = new EvidenceCheck(on);
    if (on.demands().asks(Demand.PROMPTS)) {
      evidence.prompts();
    }
    if (on.demands().asks(Demand.SEARCH)) {
      evidence.search();
    }
    if (on.demands().asks(Demand.TESTS)
        && on.said().tests().isBlank()
        && on.request()
            .change()
            .map(c -> c.files().stream().noneMatch(ChangedFile::isTest))
            .orElse(true)) {
      on.add(
          on.level(),
          "missing/tests",
          "no test is named, and the change touches none",
          "code from a tool often looks right; a test that fails without it shows that it is",
          "add a test, or name the ones that cover this code under \"Tests\"");
    }
    evidence.findings();
    on.request().change().ifPresent(limits::aiLines);
    on.request().change().ifPresent(limits::approvals);
  }

  private boolean isUnderstood() {
    return on.said().isTicked(Box.Kind.UNDERSTAND)
        || on.said().boxes().stream()
            .anyMatch(box -> box.ticked() && RESPONSIBLE.matcher(box.text()).find())
        || (on.said().boxes(Box.Kind.UNDERSTAND).isEmpty()
            && (RESPONSIBLE.matcher(on.said().prose()).find()
                || RESPONSIBLE.matcher(on.said().explanation()).find()));
  }
}
