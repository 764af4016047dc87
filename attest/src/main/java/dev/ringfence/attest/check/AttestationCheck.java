package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.AiSign;
import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.attest.form.Box;
import dev.ringfence.attest.form.Part;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Disclosure;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.RingDemands;
import dev.ringfence.scanner.policy.ToolRules;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

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

  private static final int MAX_NAMED = 5;
  private static final int GRAM = 4;
  private static final int MIN_WORDS_TO_COMPARE = 12;
  private static final int MIN_WORDS_FOR_VARIETY = 30;

  /* Judgement: half of an explanation's phrases standing in the diff is a copy, not an explanation. */
  private static final double REPEATED = 0.5;
  private static final double LEAST_VARIETY = 0.25;

  private static final Pattern DIGEST = Pattern.compile("(?i)sha256:\\s*([0-9a-f]{64})");
  private static final Pattern PROMPTS_FILE = Pattern.compile("([\\w./-]+\\.\\w+)");
  private static final Pattern RESPONSIBLE =
      Pattern.compile(
          "(?i)\\b(?:understand\\b|understood\\b|responsib|can explain|reviewed and verified|verified (?:its|their|the|all) output|reviewed (?:and understood|every line|all (?:of )?(?:the )?(?:code|lines|output)))");

  private final Request request;
  private final Attestation said;
  private final Ring ring;
  private final RingDemands demands;
  private final List<Remark> remarks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private AttestationCheck(Request request) {
    this.request = request;
    this.said = AttestationReader.read(request.body(), request.policy().disclosure());
    this.ring =
        request
            .change()
            .map(Contribution::ring)
            .or(() -> said.statedRing().flatMap(Ring::ofId))
            .orElse(Ring.OUTER);
    this.demands = request.policy().demands(ring);
  }

  /// Checks a pull request.
  public static AttestationReport check(Request request) {
    return new AttestationCheck(request).report();
  }

  private AttestationReport report() {
    if (request.change().isEmpty()) {
      notes.add(
          "the change is not at hand: what its "
              + (said.statedRing().isPresent()
                  ? "block names, the "
                  : "text is asked for is that of the ")
              + ring.id()
              + " ring"
              + (said.statedRing().isPresent() ? ", decides what is asked for" : "")
              + "; name it with --diff");
    }
    request
        .change()
        .ifPresent(change -> {
          change
              .unread()
              .forEach(fault ->
                  add(
                      Remark.Level.UNCHECKED,
                      "unchecked/change",
                      "part of the change could not be read: " + fault,
                      "what is not read cannot be judged",
                      "fetch the whole history, and run the check again"));
          said.statedRing()
              .flatMap(Ring::ofId)
              .filter(stated -> stated.compareTo(ring) < 0)
              .ifPresent(stated ->
                  notes.add(
                      "the block was drafted for the "
                          + stated.id()
                          + " ring; the change now touches the "
                          + ring.id()
                          + " ring: draft it anew with `ringfence attest init --diff RANGE`"));
        });
    boolean hasChange = request.change().map(change -> !change.files().isEmpty()).orElse(true);
    if (hasChange) {
      template();
      decision();
      request.change().ifPresent(this::trailers);
      if (said.decision() == Attestation.Decision.USED) {
        used();
      }
    } else {
      notes.add("the policy judges nothing of this change; nothing is asked for");
    }
    Set<Demand> asked = EnumSet.noneOf(Demand.class);
    for (Demand demand : Demand.values()) {
      boolean always = demand == Demand.USED;
      boolean whereUsed =
          said.decision() == Attestation.Decision.USED
              && (demand == Demand.TOOLS || !said.isResearchAlone());
      if (demands.asks(demand) && (always || whereUsed)) {
        asked.add(demand);
      }
    }
    return new AttestationReport(
        request.label(),
        request.change(),
        request.policy().source().orElse("none: this is the default policy"),
        ring,
        said,
        hasChange ? asked : Set.of(),
        remarks,
        notes);
  }

  private Remark.Level level() {
    return demands.required() ? Remark.Level.ERROR : Remark.Level.ADVICE;
  }

  private void add(Remark.Level level, String code, String message, String why, String todo) {
    remarks.add(new Remark(level, code, message, why, todo, Optional.empty()));
  }

  private List<AiSign> signs() {
    return request.change().map(Contribution::signs).orElse(List.of());
  }

  private String sign() {
    AiSign first = signs().getFirst();
    int more = signs().size() - 1;
    return first.where()
        + " has `"
        + first.text()
        + "`"
        + (more > 0 ? ", and " + more + " more" : "");
  }

  /// A template, or a tool, must not say for a person that they understand.
  private void template() {
    if (request.template().isPresent()) {
      Attestation template =
          AttestationReader.read(request.template().get(), request.policy().disclosure());
      template.boxes().stream()
          .filter(box -> box.ticked() && (box.isForPeople() || box.kind() == Box.Kind.NONE))
          .findFirst()
          .ifPresent(box ->
              add(
                  level(),
                  "pre-ticked/template",
                  "the project's template comes with a box ticked: \"" + box.text() + "\"",
                  "a box that nobody ticked says nothing about anybody",
                  "a maintainer unticks it in the template on the main branch"));
    }
    if (request.byTool()) {
      for (Box box : said.boxes()) {
        if (box.ticked() && box.isForPeople()) {
          add(
              Remark.Level.ERROR,
              "pre-ticked/tool",
              "a tool ticked a box that is for people: \"" + box.text() + "\"",
              "only a person can say that they understand the code and answer for it",
              "untick it; the person who opens the pull request ticks it after reading the code");
        }
      }
      if (!said.explanation().isBlank()) {
        add(
            Remark.Level.ERROR,
            "pre-ticked/explanation",
            "a tool wrote the explanation",
            "it shows that a person understands the code; written by a tool it shows nothing",
            "empty it; the person who opens the pull request writes it in their own words");
      }
    }
  }

  private void decision() {
    switch (said.decision()) {
      case UNSAID -> {
        if (demands.asks(Demand.USED)) {
          unsaid();
        }
      }
      case BOTH ->
          add(
              level(),
              "contradiction/both",
              "both are ticked: that no AI was used, and that it was",
              "only one can be true",
              "untick one of the two boxes");
      case NONE -> {
        if (!signs().isEmpty()) {
          add(
              level(),
              "contradiction/none",
              "it says that no AI was used, but " + sign(),
              "a reviewer reads code from a tool with other eyes, so this has to be right",
              "tick the other box and name the tool; if the mark in the commit is wrong, take it out"
                  + " with `git commit --amend` or `git rebase -i`");
        } else if (said.form() == Attestation.Form.BLOCK && !said.tools().isEmpty()) {
          add(
              level(),
              "contradiction/tools",
              "it says that no AI was used, but \"Tools\" names "
                  + said.tools().getFirst().nameAndVersion(),
              "only one can be true",
              "tick the other box, or empty \"Tools\"");
        }
      }
      case USED -> {
        // What it then has to say is checked one by one.
      }
    }
  }

  private void trailers(Contribution change) {
    Disclosure disclosure = request.policy().disclosure();
    boolean faulty = false;
    for (Commit commit : change.commits()) {
      for (Diagnostic fault :
          TrailerCheck.faults(commit.message(), "commit " + commit.shortId(), request.policy())) {
        faulty = true;
        boolean signsOff = fault.category().equals("commit/tool-signs-off");
        add(
            signsOff ? Remark.Level.ERROR : level(),
            "trailers/" + fault.category().replaceFirst("^commit/(?:trailer-)?", ""),
            "commit " + commit.shortId() + ": " + fault.message(),
            signsOff
                ? "a sign-off is a person's word that they may contribute the change"
                : "the project wants the use of AI said in one way, so that it is found later",
            fault.help().orElse("")
                + " (`git commit --amend`, or `git rebase -i` for older commits)");
      }
    }
    if (!faulty
        && said.decision() == Attestation.Decision.USED
        && disclosure.trailers() == Disclosure.Trailers.REQUIRED
        && !change.commits().isEmpty()
        && change.commits().stream()
            .noneMatch(commit -> TrailerCheck.isSaid(commit.message(), disclosure))) {
      add(
          level(),
          "trailers/missing",
          "the pull request says that AI was used, no commit does",
          "a pull request's text is not part of the history, a commit message is",
          "add "
              + TrailerCheck.keys(disclosure)
              + " at the end of a commit message"
              + " (`git commit --amend`)");
    }
  }

  private void unsaid() {
    String heading = request.policy().disclosure().headings().getFirst();
    List<String> phrases = request.policy().disclosure().nonePhrases();
    String none = phrases.isEmpty() ? "No AI tools used" : phrases.getFirst();
    boolean boxes = !said.boxes(Box.Kind.NONE).isEmpty() || !said.boxes(Box.Kind.USED).isEmpty();
    String message =
        said.form() == Attestation.Form.NOTHING
            ? "this pull request does not say whether AI tools helped"
            : boxes
                ? "no box is ticked, so it is not clear whether AI tools helped"
                : "the section is empty, so it is not clear whether AI tools helped";
    String todo =
        boxes
            ? "tick one of the two boxes (put an x between the brackets)"
            : "add a section \""
                + heading
                + "\" with the line \""
                + none
                + "\", or with the names of the"
                + " tools and what they were used for";
    add(
        level(),
        "missing/used",
        message + (signs().isEmpty() ? "" : "; " + sign()),
        "the project asks everyone, and either answer is fine: it only changes how the code is"
            + " reviewed",
        todo);
  }

  private void used() {
    if (demands.asks(Demand.TOOLS) && said.tools().isEmpty()) {
      add(
          level(),
          "missing/tools",
          "it does not say which tools were used",
          "tools differ in what their output may be used for",
          "name them, for example \"Claude Code 2.1 / claude-opus-4-5 / 2026-02-14\"");
    }
    tools();
    if (said.isResearchAlone()) {
      return;
    }
    if (demands.asks(Demand.MODEL_VERSION)) {
      for (ToolUse tool : said.tools()) {
        if (tool.model().isEmpty()) {
          add(
              level(),
              "missing/model_version",
              "it does not say which model was behind " + tool.tool(),
              "if a model turns out to repeat code of others, this is how its parts are found again",
              "write it after the tool, as in \""
                  + tool.nameAndVersion()
                  + " / MODEL\"; if you do not know it, write the word unknown");
        }
      }
    }
    if (demands.asks(Demand.PARTS)) {
      parts();
    }
    if (demands.asks(Demand.UNDERSTAND) && !isUnderstood()) {
      boolean box = !said.boxes(Box.Kind.UNDERSTAND).isEmpty();
      add(
          level(),
          "missing/understand",
          "nobody has said yet that they understand this code and answer for it",
          "reviewers will ask you, not the tool",
          box
              ? "read the code once more, then tick \"I understand this code ...\" yourself"
              : "read the code once more, then write: I understand this code, I can explain it, and I"
                  + " am responsible for it");
    }
    if (demands.asks(Demand.EXPLANATION)) {
      explanation();
    }
    if (demands.asks(Demand.PROMPTS)) {
      prompts();
    }
    if (demands.asks(Demand.SEARCH)) {
      search();
    }
    if (demands.asks(Demand.TESTS)
        && said.tests().isBlank()
        && request
            .change()
            .map(c -> c.files().stream().noneMatch(ChangedFile::isTest))
            .orElse(true)) {
      add(
          level(),
          "missing/tests",
          "no test is named, and the change touches none",
          "code from a tool often looks right; a test that fails without it shows that it is",
          "add a test, or name the ones that cover this code under \"Tests\"");
    }
    findings();
    request.change().ifPresent(this::aiLines);
    request.change().ifPresent(this::approvals);
  }

  private boolean isUnderstood() {
    return said.isTicked(Box.Kind.UNDERSTAND)
        || said.boxes().stream()
            .anyMatch(box -> box.ticked() && RESPONSIBLE.matcher(box.text()).find())
        || (said.boxes(Box.Kind.UNDERSTAND).isEmpty()
            && (RESPONSIBLE.matcher(said.prose()).find()
                || RESPONSIBLE.matcher(said.explanation()).find()));
  }

  private void parts() {
    if (said.partsText().isBlank()) {
      add(
          level(),
          "missing/parts",
          "it does not say which parts came from a tool",
          "reviewers look at these parts first",
          "list files and lines, for example \"" + example() + "\"");
      return;
    }
    Optional<Contribution> change = request.change();
    if (change.isEmpty()) {
      return;
    }
    for (TracedLines trace : change.get().traced()) {
      boolean covered =
          said.parts().stream().anyMatch(part -> !part.isHuman() && part.covers(trace.path()));
      if (!covered && !said.parts().isEmpty()) {
        remarks.add(
            new Remark(
                level(),
                "contradiction/parts",
                trace.tool().evidence()
                    + " says that "
                    + trace.tool().tool()
                    + " wrote lines of "
                    + trace.path()
                    + ", which Parts leaves out",
                "what is left out is reviewed as if a person had written it",
                "add it to Parts, or write \"human: " + trace.path() + "\" if the trace is wrong",
                Optional.of(trace.path())));
      }
    }
    if (ring == Ring.INNER) {
      List<String> left =
          change.get().filesIn(Ring.INNER).stream()
              .filter(file -> !file.added().isEmpty())
              .map(ChangedFile::path)
              .filter(path -> said.parts().stream().noneMatch(part -> part.covers(path)))
              .filter(path -> change.get().traced().stream().noneMatch(t -> t.path().equals(path)))
              .toList();
      if (!left.isEmpty()) {
        remarks.add(
            new Remark(
                level(),
                "missing/parts",
                "Parts says nothing of " + some(left),
                "in the inner ring every file counts: what comes from a tool is read line by line",
                "add \""
                    + "core-logic: "
                    + left.getFirst()
                    + lines(change.get(), left.getFirst())
                    + "\", or \"human: "
                    + left.getFirst()
                    + "\" if you wrote it yourself",
                Optional.of(left.getFirst())));
      }
    }
    for (Part part : said.parts()) {
      if (change.get().files().stream().noneMatch(file -> part.covers(file.path()))) {
        notes.add("Parts names " + part.path() + ", which this change does not touch");
      }
    }
  }

  private String example() {
    return request
        .change()
        .flatMap(change ->
            change.files().stream()
                .filter(file -> file.ring() == ring && !file.added().isEmpty())
                .findFirst()
                .map(file -> file.part() + ": " + file.path() + lines(change, file.path())))
        .orElse("core-logic: src/sum.c L10-42; tests: tests/test_sum.py");
  }

  private static String lines(Contribution change, String path) {
    return change.files().stream()
        .filter(file -> file.path().equals(path) && !file.added().isEmpty())
        .findFirst()
        .map(file -> {
          LineRange first = file.added().getFirst();
          return " L" + first.firstLine() + "-" + first.lastLine();
        })
        .orElse("");
  }

  private static String some(List<String> items) {
    return String.join(", ", items.subList(0, Math.min(MAX_NAMED, items.size())))
        + (items.size() > MAX_NAMED ? " and " + (items.size() - MAX_NAMED) + " more" : "");
  }

  private void explanation() {
    int words = said.explanationWords();
    int least = Math.max(1, demands.minExplanationWords());
    if (words < least) {
      add(
          level(),
          "missing/explanation",
          words == 0
              ? "the explanation is missing"
              : "the explanation has " + words + " words, at least " + least + " are asked for",
          "this code is hard to take back later; if a person can say how it works and what must always"
              + " hold, others can keep it working",
          "write in your own words, in any English: how it works, what must always hold, what else you"
              + " considered and why not (a field \"Explanation: ...\" or the fold in the block)");
      return;
    }
    List<String> letters = words(said.explanation());
    if (letters.size() >= MIN_WORDS_FOR_VARIETY
        && letters.stream().distinct().count() < LEAST_VARIETY * letters.size()) {
      add(
          level(),
          "missing/explanation",
          "the explanation says the same few words over and over",
          "it is for the people who keep this code working after you",
          "write how it works, what must always hold, and what else you considered");
    }
    request
        .change()
        .filter(change -> repeats(letters, change))
        .ifPresent(_ ->
            add(
                level(),
                "contradiction/explanation",
                "the explanation repeats the lines of the change",
                "what the code says, the code says; why it is so, only you can say",
                "say in your own words why it works, what must always hold, and what you tried"
                    + " instead"));
  }

  private static boolean repeats(List<String> words, Contribution change) {
    if (words.size() < MIN_WORDS_TO_COMPARE) {
      return false;
    }
    StringBuilder added = new StringBuilder();
    for (ChangedFile file : change.files()) {
      for (ChangedFile.PlacedHunk hunk : file.hunks()) {
        hunk.lines().forEach(line -> added.append(line).append('\n'));
      }
    }
    Set<String> grams = new HashSet<>(grams(words(added.toString())));
    List<String> own = grams(words);
    return own.stream().filter(grams::contains).count() >= REPEATED * own.size();
  }

  private static List<String> words(String text) {
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return letters.isEmpty() ? List.of() : List.of(letters.split(" ", -1));
  }

  private static List<String> grams(List<String> words) {
    List<String> grams = new ArrayList<>();
    for (int i = 0; i + GRAM <= words.size(); i++) {
      grams.add(String.join(" ", words.subList(i, i + GRAM)));
    }
    return grams;
  }

  private void prompts() {
    if (said.prompts().isBlank()) {
      add(
          level(),
          "missing/prompts",
          "it does not say what the tool was asked",
          "with the prompts the project can ask a later model the same, and see what differs",
          "keep them with `ringfence provenance record --prompts FILE --diff RANGE`, which prints the"
              + " line to paste");
      return;
    }
    Matcher digest = DIGEST.matcher(said.prompts());
    Matcher path = PROMPTS_FILE.matcher(said.prompts());
    if (!digest.find() || !path.find()) {
      return;
    }
    Optional<byte[]> file = request.file().apply(path.group(1));
    if (file.isEmpty()) {
      notes.add(
          "the prompts at " + path.group(1) + " are not at hand; their digest was not checked");
    } else if (!DigestUtils.sha256Hex(file.get())
        .equals(digest.group(1).toLowerCase(Locale.ROOT))) {
      add(
          level(),
          "contradiction/prompts",
          path.group(1) + " is not the file with the digest under Prompts",
          "a digest says that nothing was changed afterwards",
          "run `ringfence provenance record` again and paste the line that it prints");
    }
  }

  private void search() {
    if (request.receipt().isPresent()) {
      ReceiptNote receipt = request.receipt().get();
      if (receipt.incomplete()) {
        add(
            Remark.Level.UNCHECKED,
            "unchecked/search",
            "the search did not get through all of the change",
            "what was not searched for was not found",
            "see the receipt's `not_searched`, and run the scan again");
      }
      Matcher digest = DIGEST.matcher(said.search());
      if (digest.find() && !digest.group(1).equalsIgnoreCase(receipt.digest())) {
        notes.add(
            "Search names another receipt than the one of this check: of another commit or another"
                + " index; the one of this check counts");
      }
      return;
    }
    if (!DIGEST.matcher(said.search()).find()) {
      add(
          level(),
          "missing/search",
          said.search().isBlank()
              ? "no search for look-alikes is named"
              : "Search names no receipt (sha256:...)",
          "a model may repeat code of others with their license on it; only a search tells",
          "run `ringfence scan INDEX --diff RANGE --receipt FILE` and"
              + " `ringfence attest init --receipt FILE`, and paste the line");
    }
  }

  private void findings() {
    request
        .receipt()
        .filter(receipt -> receipt.findings() > 0 && !said.isTicked(Box.Kind.FINDINGS))
        .filter(_ -> said.form() == Attestation.Form.BLOCK)
        .ifPresent(receipt ->
            add(
                level(),
                "missing/findings",
                "the search has findings, and nobody has said that they looked at them",
                "whether a look-alike may stay is for people to decide",
                "look at each finding, then tick \"I checked the license findings ...\" yourself; do"
                    + " not rename or reorder code to make one disappear"));
  }

  private void tools() {
    for (ToolUse tool : said.tools()) {
      List<String> names = new ArrayList<>(List.of(tool.tool(), tool.nameAndVersion()));
      tool.model().ifPresent(names::add);
      Optional<ToolRules.Rule> rule = request.policy().tools().ruleFor(names, ring);
      if (rule.isEmpty() || rule.get().posture() == ToolRules.Posture.ALLOWED) {
        continue;
      }
      String link = rule.get().link().map(url -> ", see " + url).orElse("");
      String why = rule.get().reason() + " (" + rule.get().place() + link + ")";
      switch (rule.get().posture()) {
        case FORBIDDEN ->
            add(
                Remark.Level.ERROR,
                "tools/forbidden",
                tool.nameAndVersion() + " may not be used for the " + ring.id() + " ring",
                why,
                "write these parts without it, or ask a maintainer before you go on");
        case DISCOURAGED ->
            add(
                Remark.Level.ADVICE,
                "tools/discouraged",
                "the project would rather see another tool than "
                    + tool.nameAndVersion()
                    + " in the "
                    + ring.id()
                    + " ring",
                why,
                "nothing is held up; reviewers will look twice");
        case UNKNOWN -> {
          if (ring == Ring.INNER) {
            add(
                Remark.Level.ADVICE,
                "tools/unknown",
                "nobody has looked yet at what the output of "
                    + tool.nameAndVersion()
                    + " may be used for",
                why,
                "link the terms that you used it under");
          }
        }
        case ALLOWED -> {
          // Nothing to say.
        }
      }
    }
  }

  /// How many lines of each ring come from tools, as far as traces and Parts say.
  private void aiLines(Contribution change) {
    for (Ring each : Ring.values()) {
      RingDemands asked = request.policy().demands(each);
      if (asked.maxAiLines().isEmpty()) {
        continue;
      }
      int lines = 0;
      String most = "";
      for (ChangedFile file : change.files()) {
        int own = aiLines(change, file, each);
        most = own > 0 && most.isEmpty() ? file.path() : most;
        lines += own;
      }
      int max = asked.maxAiLines().getAsInt();
      if (lines > max) {
        remarks.add(
            new Remark(
                asked.required() ? Remark.Level.ERROR : Remark.Level.ADVICE,
                "limit/ai-lines",
                lines
                    + " lines of the "
                    + each.id()
                    + " ring come from tools, at most "
                    + max
                    + " may in one change",
                "nobody can answer for an algorithm that a model wrote whole",
                "split the change, or write the core yourself and let the tool help around it",
                Optional.of(most)));
      }
    }
  }

  private int aiLines(Contribution change, ChangedFile file, Ring each) {
    List<TracedLines> traces =
        change.traced().stream().filter(trace -> trace.path().equals(file.path())).toList();
    boolean traced = change.traced().stream().anyMatch(trace -> !trace.lines().isEmpty());
    int count = 0;
    for (ChangedFile.PlacedHunk hunk : file.hunks()) {
      if (hunk.ring() != each) {
        continue;
      }
      int at = 0;
      for (LineRange run : hunk.added()) {
        for (int line = run.firstLine(); line <= run.lastLine(); line++) {
          if (!hunk.lines().get(at++).isBlank()
              && (traced ? isTraced(traces, line) : isPart(file.path(), line))) {
            count++;
          }
        }
      }
    }
    return count;
  }

  private static boolean isTraced(List<TracedLines> traces, int line) {
    return traces.stream()
        .anyMatch(trace ->
            trace.lines().isEmpty()
                || trace.lines().stream()
                    .anyMatch(range -> range.firstLine() <= line && line <= range.lastLine()));
  }

  /// Without a list of parts, all of it may be.
  private boolean isPart(String path, int line) {
    return said.parts().isEmpty()
        || said.parts().stream().anyMatch(part -> !part.isHuman() && part.covers(path, line));
  }

  private void approvals(Contribution change) {
    for (Ring each : Ring.values()) {
      int wanted = request.policy().demands(each).ownerApprovals();
      List<ChangedFile> files = change.filesIn(each);
      if (wanted == 0 || files.isEmpty()) {
        continue;
      }
      if (request.reviews().isEmpty()) {
        add(
            Remark.Level.UNCHECKED,
            "unchecked/approvals",
            "the "
                + each.id()
                + " ring asks for "
                + wanted
                + " approvals of owners, and the reviews are not at hand",
            "what is not at hand cannot be counted",
            "give them with --reviews FILE (`gh api --paginate repos/OWNER/REPO/pulls/N/reviews`)");
        continue;
      }
      for (ChangedFile file : files) {
        long approvals = approvals(file.path());
        if (approvals < wanted) {
          remarks.add(
              new Remark(
                  request.policy().demands(each).required()
                      ? Remark.Level.ERROR
                      : Remark.Level.ADVICE,
                  "limit/approvals",
                  file.path()
                      + " has "
                      + approvals
                      + " of the "
                      + wanted
                      + " approvals of owners that the "
                      + each.id()
                      + " ring asks for where AI helped",
                  "more than one of the people who keep this code should have read it",
                  "nothing for you to do but wait; ask for a review if nobody comes",
                  Optional.of(file.path())));
          break;
        }
      }
    }
  }

  private long approvals(String path) {
    List<String> owners = request.owners().map(file -> file.of(path)).orElse(List.of());
    String author = request.author().orElse("").toLowerCase(Locale.ROOT);
    return Objects.requireNonNull(request.reviews().orElse(List.of())).stream()
        .filter(review -> review.approves() && !review.login().equals(author))
        .filter(review -> owners.isEmpty() ? review.member() : CodeOwners.includes(owners, review))
        .count();
  }
}
