package dev.ringfence.attest.guide;

import dev.ringfence.scanner.policy.Area;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Disclosure;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.RingDemands;
import dev.ringfence.scanner.policy.ToolRules;
import dev.ringfence.scanner.policy.Zone;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The guides that a policy stands for: one for people and coding tools, a pull-request template, a
/// prompt to paste, and a section for `AGENTS.md`. They say what the policy says, so nobody writes
/// it twice. Equal policies give equal bytes.
public final class Guides {
  /// Where the guide is.
  public static final String GUIDE = "AI_CONTRIBUTION_GUIDE.md";

  /// Where the section for coding tools is.
  public static final String AGENTS = "AGENTS.md";

  /// Where the template of a pull request is.
  public static final String TEMPLATE = ".github/PULL_REQUEST_TEMPLATE.md";

  /// Where the prompt to paste is.
  public static final String PROMPT = ".github/AI_PROMPT_TEMPLATE.md";

  private static final String BEGIN =
      "<!-- ringfence-guide:begin (made by `ringfence guide`; change the policy, not this) -->";
  private static final String END = "<!-- ringfence-guide:end -->";
  private static final String BEGIN_MARK = "<!-- ringfence-guide:begin";
  private static final int MAX_PATHS = 8;

  private final ZonePolicy policy;

  private Guides(ZonePolicy policy) {
    this.policy = policy;
  }

  /// The texts that belong into the files.
  ///
  /// @param present what the files hold now, by path; of `AGENTS.md` and the template only the
  ///   marked section is ours, the rest stays
  public static Map<String, String> of(ZonePolicy policy, Map<String, String> present) {
    Guides guides = new Guides(policy);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(GUIDE, guides.guide());
    files.put(TEMPLATE, section(present.get(TEMPLATE), guides.template()));
    files.put(PROMPT, guides.prompt());
    files.put(AGENTS, section(present.get(AGENTS), guides.agents()));
    return files;
  }

  /// The files that are not as the policy wants them.
  public static List<String> stale(ZonePolicy policy, Map<String, String> present) {
    List<String> stale = new ArrayList<>();
    of(policy, present)
        .forEach((path, text) -> {
          String there = present.get(path);
          if (there == null || !there.replace("\r\n", "\n").equals(text)) {
            stale.add(path);
          }
        });
    return stale;
  }

  private static String section(@Nullable String present, String own) {
    String marked = BEGIN + "\n" + own + END + "\n";
    if (present == null || present.isBlank()) {
      return marked;
    }
    String text = present.replace("\r\n", "\n");
    int begin = text.indexOf(BEGIN_MARK);
    int end = text.indexOf(END);
    if (begin >= 0 && end > begin) {
      int after = text.indexOf('\n', end);
      return text.substring(0, begin) + marked + (after < 0 ? "" : text.substring(after + 1));
    }
    return text + (text.endsWith("\n") ? "\n" : "\n\n") + marked;
  }

  private String guide() {
    StringBuilder out = new StringBuilder();
    line(out, "# Contributing with AI tools");
    line(out, "");
    line(
        out,
        "<!-- Made by `ringfence guide` from the policy; change the policy, not this file. -->");
    line(out, "");
    line(out, "## For people");
    line(out, "");
    line(
        out,
        "Say in every pull request whether AI tools helped, under \""
            + heading()
            + "\". Either answer is fine; a \"no\" is one line, anywhere in the project: `"
            + none()
            + "`. Where they helped, you answer for the code: reviewers ask you, not the tool.");
    line(out, "");
    line(
        out,
        "The closer to the heart of the project a change comes, the more is asked for. `ringfence policy explain PATH` says where a file lies and why; `ringfence attest init --diff main..HEAD` drafts what to paste.");
    line(out, "");
    line(out, "| ring | what lies in it | what a change is asked for where AI helped |");
    line(out, "|---|---|---|");
    for (Ring ring : List.of(Ring.INNER, Ring.MIDDLE, Ring.OUTER)) {
      line(out, "| " + ring.id() + " | " + lies(ring) + " | " + asked(ring) + " |");
    }
    line(out, "");
    trailers(out);
    tools(out);
    line(
        out,
        "A search of your change against known copyleft works runs in CI. A finding is shown to you, with both sides: look at it, and say what you think. Never rename, reorder or reformat code to make a finding disappear: what was copied stays copied, and the next search sees through it.");
    line(out, "");
    line(out, "## For coding tools");
    line(out, "");
    rules(out);
    return out.toString();
  }

  private String agents() {
    StringBuilder out = new StringBuilder();
    line(out, "## Rules for coding tools");
    line(out, "");
    line(out, "The whole guide is in [" + GUIDE + "](" + GUIDE + ").");
    line(out, "");
    rules(out);
    return out.toString();
  }

  private void rules(StringBuilder out) {
    List<String> rules = new ArrayList<>();
    rules.add(
        "Before you edit, run `ringfence policy explain PATHS` and tell the user which ring they lie in."
            + banned());
    rules.add(
        "In the inner ring, propose, do not write whole algorithms. Write down what must always hold, and a test for it, first. Name every paper or source that you followed, with its license. Never port GPL, LGPL, AGPL, Numerical Recipes or unlicensed code, not even from another language."
            + policy.demands(Ring.INNER).maxAiLines().stream()
                .mapToObj(
                    max -> " At most " + max + " of its lines may come from tools in one change.")
                .findFirst()
                .orElse(""));
    rules.add(
        "Keep what the user asked you word for word in a file outside of the repository for `ringfence provenance record --prompts FILE`; take out secrets and personal data, and mark each cut `[redacted: reason]`.");
    rules.add(
        "Before you finish, run `ringfence scan INDEX --diff BASE..HEAD --receipt FILE` and `ringfence attest init --diff BASE..HEAD --receipt FILE`. Fill in only lines marked [tool]. Leave boxes and text marked [human] empty. Do not write the pull request's description, comments or answers to reviewers.");
    rules.add("Never add `Signed-off-by`. " + trailerRule());
    rules.add(
        "Do not change, skip or delete tests to make them pass. Do not open the pull request yourself.");
    rules.add(
        "When a scan finds a look-alike, show it to the user, both sides, with origin and license. Never rename, reorder, reformat or rewrite code to make a finding disappear.");
    if (policy.demands(Ring.INNER).provenance() || policy.demands(Ring.MIDDLE).provenance()) {
      rules.add(
          "Run `ringfence provenance record --diff BASE..HEAD --prompts FILE` and commit `.provenance/` with the change.");
    }
    for (int i = 0; i < rules.size(); i++) {
      line(out, (i + 1) + ". " + rules.get(i));
    }
  }

  /// Where no tool may write at all.
  private String banned() {
    List<String> rings = new ArrayList<>();
    for (Ring ring : List.of(Ring.INNER, Ring.MIDDLE, Ring.OUTER)) {
      if (policy
          .ai()
          .tools()
          .ruleFor(List.of("a tool that no rule names"), ring)
          .filter(rule -> rule.posture() == ToolRules.Posture.FORBIDDEN)
          .isPresent()) {
        rings.add(ring.id());
      }
    }
    return rings.isEmpty()
        ? ""
        : " In the "
            + String.join(", ", rings)
            + " ring this project takes no code from AI tools: stop, and say so.";
  }

  private String prompt() {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "<!-- Made by `ringfence guide`. Paste this before your own words when you ask a coding tool. -->");
    line(
        out,
        "You work on a project that holds code from tools to rules. Read "
            + GUIDE
            + " first and obey its part for coding tools.");
    line(out, "");
    line(out, "- Task: ");
    line(out, "- Files that you may change: ");
    line(out, "- What must always hold afterwards: ");
    line(out, "- Sources that I know of, with their licenses: ");
    line(out, "");
    line(
        out,
        "Tell me which ring each file lies in before you change it. Write the test first. Do not copy or port code from anywhere; if you know that your answer follows a known implementation, say which, and its license. If a scan finds a look-alike, show it to me and change nothing about it.");
    return out.toString();
  }

  private String template() {
    StringBuilder out = new StringBuilder();
    line(out, "#### " + heading());
    line(
        out,
        "<!-- Tick one. A person writes this; a coding tool may fill lines marked [tool] and leaves those marked [human] empty. `ringfence attest init --diff main..HEAD` drafts as much as your change needs. -->");
    line(out, "- [ ] " + none());
    line(out, "- [ ] AI tools generated or substantially modified part of this PR");
    line(out, "");
    line(out, "<!-- Only if AI tools helped: -->");
    line(out, "- **Tools** [tool]: <!-- name version / model / day -->");
    if (anyAsks(Demand.PARTS)) {
      line(out, "- **Parts** [tool]: <!-- core-logic: src/a.c L10-42; tests: tests/test_a.py -->");
    }
    if (anyAsks(Demand.UNDERSTAND)) {
      line(
          out,
          "- [ ] [human] I understand this code, I can explain it, and I am responsible for it.");
    }
    return out.toString();
  }

  private boolean anyAsks(Demand demand) {
    return policy.ai().demands().values().stream().anyMatch(demands -> demands.asks(demand));
  }

  private String heading() {
    return policy.ai().disclosure().headings().getFirst();
  }

  private String none() {
    List<String> phrases = policy.ai().disclosure().nonePhrases();
    return phrases.isEmpty() ? "No AI tools used" : phrases.getFirst();
  }

  /// What of a policy puts code into a ring.
  private String lies(Ring ring) {
    List<String> parts = new ArrayList<>();
    for (Zone zone : policy.zoning().zones()) {
      if (zone.ring() == ring) {
        List<String> what = new ArrayList<>();
        zone.paths().stream().limit(MAX_PATHS).forEach(path -> what.add(code(path)));
        if (zone.paths().size() > MAX_PATHS) {
          what.add("...");
        }
        zone.namespaces()
            .forEach(name -> what.add(code(name) + (zone.signatureOnly() ? " (signatures)" : "")));
        parts.add(text(zone.name()) + (what.isEmpty() ? "" : ": " + String.join(", ", what)));
      }
    }
    for (Area area : policy.zoning().areas()) {
      if (area.ring() == ring) {
        parts.add("lines about " + text(area.name()));
      }
    }
    if (policy.zoning().defaultRing() == ring) {
      parts.add("everything else");
    }
    return parts.isEmpty() ? "nothing" : String.join("; ", parts);
  }

  private String asked(Ring ring) {
    RingDemands demands = policy.demands(ring);
    List<String> asked = new ArrayList<>();
    for (Demand demand : Demand.values()) {
      if (demands.asks(demand)) {
        asked.add(
            switch (demand) {
              case USED -> "that it did";
              case TOOLS -> "which tools";
              case MODEL_VERSION -> "which model";
              case PARTS -> "which files and lines";
              case UNDERSTAND -> "that you understand it and answer for it";
              case EXPLANATION ->
                  "how it works, in your own words"
                      + (demands.minExplanationWords() > 0
                          ? " (" + demands.minExplanationWords() + " or more)"
                          : "");
              case PROMPTS -> "what the tool was asked";
              case SEARCH -> "the receipt of a search";
              case TESTS -> "tests";
            });
      }
    }
    demands.maxAiLines().ifPresent(max -> asked.add("at most " + max + " lines from tools"));
    if (demands.ownerApprovals() > 0) {
      asked.add(demands.ownerApprovals() + " approvals of owners");
    }
    if (demands.provenance()) {
      asked.add("a provenance record");
    }
    String all = asked.isEmpty() ? "nothing" : String.join(", ", asked);
    return demands.required() ? all : all + " (advice)";
  }

  private void trailers(StringBuilder out) {
    line(out, "Commit messages: " + trailerRule());
    line(out, "");
  }

  private String trailerRule() {
    Disclosure disclosure = policy.ai().disclosure();
    String keys = code(disclosure.keys().getFirst() + ": ...");
    return switch (disclosure.trailers()) {
      case REQUIRED -> "A commit that a tool helped with ends with the trailer " + keys + ".";
      case OPTIONAL -> "The trailer " + keys + " is welcome in a commit that a tool helped with.";
      case FORBIDDEN ->
          "No trailer may speak of AI, neither `Assisted-by` nor a tool as `Co-authored-by`; say it in the pull request.";
    };
  }

  private void tools(StringBuilder out) {
    if (policy.ai().tools().rules().isEmpty()) {
      return;
    }
    line(out, "| tools and models | rings | |");
    line(out, "|---|---|---|");
    for (ToolRules.Rule rule : policy.ai().tools().rules()) {
      List<String> rings = new ArrayList<>();
      for (Ring ring : List.of(Ring.INNER, Ring.MIDDLE, Ring.OUTER)) {
        if (rule.rings().contains(ring)) {
          rings.add(ring.id());
        }
      }
      line(
          out,
          "| "
              + String.join(", ", rule.names().stream().map(Guides::text).toList())
              + " | "
              + String.join(", ", rings)
              + " | "
              + rule.posture().id()
              + ": "
              + text(rule.reason())
              + rule.link().map(link -> " (" + link + ")").orElse("")
              + " |");
    }
    line(out, "");
  }

  private static String code(String text) {
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`";
  }

  private static String text(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
