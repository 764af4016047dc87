package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.attest.contribution.Contribution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether an explanation explains.
final class ExplanationCheck {
  private static final int GRAM = 4;
  private static final int MIN_WORDS_TO_COMPARE = 12;
  private static final int MIN_WORDS_FOR_VARIETY = 30;
  /* Judgement: half of an explanation's phrases standing in the diff is a copy, not an explanation. */
  private static final double REPEATED = 0.5;
  private static final double LEAST_VARIETY = 0.25;

  private final Considered on;

  ExplanationCheck(Considered on) {
    this.on = on;
  }

  void explanation() {
    int words = on.said().explanationWords();
    int least = Math.max(1, on.demands().minExplanationWords());
    if (words < least) {
      on.add(
          on.level(),
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
    List<String> letters = words(on.said().explanation());
    if (letters.size() >= MIN_WORDS_FOR_VARIETY
        && letters.stream().distinct().count() < LEAST_VARIETY * letters.size()) {
      on.add(
          on.level(),
          "missing/explanation",
          "the explanation says the same few words over and over",
          "it is for the people who keep this code working after you",
          "write how it works, what must always hold, and what else you considered");
    }
    on.request()
        .change()
        .filter(change -> repeats(letters, change))
        .ifPresent(_ ->
            on.add(
                on.level(),
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
}
