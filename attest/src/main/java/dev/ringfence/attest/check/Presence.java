package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.attest.form.Box;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Disclosure;
import java.util.List;

/// Whether it is said at all whether AI helped, by whom, and whether commits say the same.
final class Presence {
  private final Considered on;

  Presence(Considered on) {
    this.on = on;
  }

  /// A template, or a tool, must not say for a person that they understand.
  void template() {
    if (on.request().template().isPresent()) {
      Attestation template =
          AttestationReader.read(
              on.request().template().get(), on.request().policy().ai().disclosure());
      template.boxes().stream()
          .filter(box -> box.ticked() && (box.isForPeople() || box.kind() == Box.Kind.NONE))
          .findFirst()
          .ifPresent(box ->
              on.add(
                  on.level(),
                  "pre-ticked/template",
                  "the project's template comes with a box ticked: \"" + box.text() + "\"",
                  "a box that nobody ticked says nothing about anybody",
                  "a maintainer unticks it in the template on the main branch"));
    }
    if (on.request().byTool()) {
      for (Box box : on.said().boxes()) {
        if (box.ticked() && box.isForPeople()) {
          on.add(
              Remark.Level.ERROR,
              "pre-ticked/tool",
              "a tool ticked a box that is for people: \"" + box.text() + "\"",
              "only a person can say that they understand the code and answer for it",
              "untick it; the person who opens the pull request ticks it after reading the code");
        }
      }
      if (!on.said().explanation().isBlank()) {
        on.add(
            Remark.Level.ERROR,
            "pre-ticked/explanation",
            "a tool wrote the explanation",
            "it shows that a person understands the code; written by a tool it shows nothing",
            "empty it; the person who opens the pull request writes it in their own words");
      }
    }
  }

  void decision() {
    switch (on.said().decision()) {
      case UNSAID -> {
        if (on.demands().asks(Demand.USED)) {
          unsaid();
        }
      }
      case BOTH ->
          on.add(
              on.level(),
              "contradiction/both",
              "both are ticked: that no AI was used, and that it was",
              "only one can be true",
              "untick one of the two boxes");
      case NONE -> {
        if (!on.signs().isEmpty()) {
          on.add(
              on.level(),
              "contradiction/none",
              "it says that no AI was used, but " + on.sign(),
              "a reviewer reads code from a tool with other eyes, so this has to be right",
              "tick the other box and name the tool; if the mark in the commit is wrong, take it out"
                  + " with `git commit --amend` or `git rebase -i`");
        } else if (on.said().form() == Attestation.Form.BLOCK && !on.said().tools().isEmpty()) {
          on.add(
              on.level(),
              "contradiction/tools",
              "it says that no AI was used, but \"Tools\" names "
                  + on.said().tools().getFirst().nameAndVersion(),
              "only one can be true",
              "tick the other box, or empty \"Tools\"");
        }
      }
      case USED -> {
        // What it then has to say is checked one by one.
      }
    }
  }

  void trailers(Contribution change) {
    Disclosure disclosure = on.request().policy().ai().disclosure();
    boolean faulty = false;
    for (Commit commit : change.commits()) {
      for (Diagnostic fault :
          TrailerCheck.faults(
              commit.message(), "commit " + commit.shortId(), on.request().policy())) {
        faulty = true;
        boolean signsOff = fault.category().equals("commit/tool-signs-off");
        on.add(
            signsOff ? Remark.Level.ERROR : on.level(),
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
        && on.said().decision() == Attestation.Decision.USED
        && disclosure.trailers() == Disclosure.Trailers.REQUIRED
        && !change.commits().isEmpty()
        && change.commits().stream()
            .noneMatch(commit -> TrailerCheck.isSaid(commit.message(), disclosure))) {
      on.add(
          on.level(),
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
    String heading = on.request().policy().ai().disclosure().headings().getFirst();
    List<String> phrases = on.request().policy().ai().disclosure().nonePhrases();
    String none = phrases.isEmpty() ? "No AI tools used" : phrases.getFirst();
    boolean boxes =
        !on.said().boxes(Box.Kind.NONE).isEmpty() || !on.said().boxes(Box.Kind.USED).isEmpty();
    String message =
        on.said().form() == Attestation.Form.NOTHING
            ? "this pull request does not say whether AI tools helped"
            : boxes
                ? "no box is ticked, so it is not clear whether AI tools helped"
                : "the section is empty, so it is not clear whether AI tools helped";
    String remedy =
        boxes
            ? "tick one of the two boxes (put an x between the brackets)"
            : "add a section \""
                + heading
                + "\" with the line \""
                + none
                + "\", or with the names of the"
                + " tools and what they were used for";
    on.add(
        on.level(),
        "missing/used",
        message + (on.signs().isEmpty() ? "" : "; " + on.sign()),
        "the project asks everyone, and either answer is fine: it only changes how the code is"
            + " reviewed",
        remedy);
  }
}
