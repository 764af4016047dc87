package dev.ringfence.attest.form;

import dev.ringfence.scanner.policy.Disclosure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds where in a pull request's text the form that speaks of AI stands: our block, or a section
/// under a heading that says so.
final class FormFinder {
  /// The headings of projects that ask for it today, beside the policy's own.
  private static final Set<String> HEADINGS =
      Set.of(
          "ai disclosure",
          "ai generation disclosure",
          "ai usage disclosure",
          "ai assistance disclosure",
          "ai assistance disclosure required",
          "ai assistance",
          "ai usage",
          "ai use",
          "use of ai",
          "ai attestation",
          "ai assisted contributions",
          "ai contribution disclosure");

  private static final Pattern HEADING_OF_AI =
      Pattern.compile(
          "^(?:(?:generative|gen) )?(?:ai|llm|llms)\\b.*\\b(?:disclos\\w*|statement|declaration|usage|use|assist\\w*|generat\\w*|attestation)\\b.*"
              + "|^(?:disclosure|use|usage|declaration) of (?:\\w+ )?(?:ai|llms?)\\b.*");

  private static final Pattern OPENING =
      Pattern.compile("<!--\\s*ai-attestation:v1(?:\\s+ring=(\\w+))?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOSING =
      Pattern.compile("<!--\\s*/ai-attestation", Pattern.CASE_INSENSITIVE);

  static final Pattern EXPLANATION_HEADING =
      Pattern.compile("(?i).*(?:own words|invariants|explanation|alternatives considered).*");

  private final Disclosure disclosure;

  FormFinder(Disclosure disclosure) {
    this.disclosure = disclosure;
  }

  /// Where a block begins and ends: lines from 0, the end excluded.
  record Extent(Attestation.Form form, int from, int to, Optional<String> ring) {}

  /// Where the form stands; empty where there is none.
  Optional<Extent> find(BodyText body) {
    return block(body).or(() -> section(body));
  }

  private static Optional<Extent> block(BodyText body) {
    for (int i = 0; i < body.lines(); i++) {
      Matcher opening = OPENING.matcher(body.raw(i));
      if (!body.isCode(i) && opening.find()) {
        int end = i + 1;
        while (end < body.lines() && !CLOSING.matcher(body.raw(end)).find()) {
          end++;
        }
        if (end == body.lines()) {
          // The closing mark is lost: to the next heading.
          end = i + 1;
          while (end < body.lines() && body.heading(end).isEmpty()) {
            end++;
          }
        }
        return Optional.of(
            new Extent(Attestation.Form.BLOCK, i, end, Optional.ofNullable(opening.group(1))));
      }
    }
    return Optional.empty();
  }

  private Optional<Extent> section(BodyText body) {
    Optional<Extent> empty = Optional.empty();
    for (int i = 0; i < body.lines(); i++) {
      Optional<BodyText.Heading> heading = body.heading(i);
      if (heading.isEmpty() || !isOfAi(heading.get().text())) {
        continue;
      }
      int end = i + 1;
      while (end < body.lines() && !endsSection(body, end, heading.get())) {
        end++;
      }
      Extent found = new Extent(Attestation.Form.SECTION, i + 1, end, Optional.empty());
      // A template that was pasted twice: the one that was filled counts.
      if (IntStream.range(found.from(), found.to()).anyMatch(line -> !body.seen(line).isBlank())) {
        return Optional.of(found);
      }
      empty = empty.isPresent() ? empty : Optional.of(found);
    }
    return empty;
  }

  private static boolean endsSection(BodyText body, int line, BodyText.Heading start) {
    Optional<BodyText.Heading> next = body.heading(line);
    return next.isPresent()
        && next.get().level() <= start.level()
        && !EXPLANATION_HEADING.matcher(next.get().text()).matches();
  }

  private boolean isOfAi(String heading) {
    String letters = BodyText.letters(heading);
    return HEADINGS.contains(letters)
        || disclosure.headings().stream().map(BodyText::letters).anyMatch(letters::equals)
        || HEADING_OF_AI.matcher(letters).matches();
  }
}
