package dev.ringfence.scanner.match.evidence;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The terms that a score is the sum of. Their weights were fitted, see `match.properties`.
public enum ScoreTerm {
  /// What the matched tokens say, in their order.
  STRUCTURE {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return evidence.sequence().structure();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return "information of the matched tokens less tolls, mismatches and gaps";
    }
  },
  /// Runs that nothing interrupts are rarer by chance than their sum tells.
  LONGEST_RUN {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return parameters.decideRun
          * evidence.sequence().longestRun()
          * evidence.weightOfLength(parameters);
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "the longest run of equal tokens holds %.1f bits, times %s%s",
          evidence.sequence().longestRun(),
          parameters.decideRun,
          thin(evidence, parameters));
    }
  },
  /// A whole hunk that is somewhere else says more than a part of one.
  COVERAGE {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return parameters.decideCoverage
          * evidence.coverage().share()
          * evidence.weightOfCoverage(parameters)
          * evidence.weightOfLength(parameters);
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "%.0f %% of the hunk's tokens match; all of them count for %s%s%s",
          100 * evidence.coverage().share(),
          parameters.decideCoverage,
          little(evidence, parameters),
          thin(evidence, parameters));
    }
  },
  /// Names and literals that no other work has.
  OWN_SPELLING {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return Math.min(
          parameters.decideOwnSpelling * evidence.names().ownSpelling(),
          parameters.decideOwnSpellingShare * Math.max(0, evidence.sequence().structure()));
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "rare names and literals of both sides that no other work has, %.1f bits, times %s, at most %s"
              + " of structure",
          evidence.names().ownSpelling(),
          parameters.decideOwnSpelling,
          parameters.decideOwnSpellingShare);
    }
  },
  /// Names and literals that other works have too, and names that no work defines: mostly what a
  /// library gives its callers.
  SHARED_SPELLING {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return Math.min(
          parameters.decideSharedSpelling * evidence.names().sharedSpelling(),
          parameters.decideSharedSpellingMax);
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "rare names and literals that other works have too, or that no work defines, %.1f bits,"
              + " times %s, at most %s",
          evidence.names().sharedSpelling(),
          parameters.decideSharedSpelling,
          parameters.decideSharedSpellingMax);
    }
  },
  /// Names that map one to one.
  RENAME {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return parameters.decideRename * evidence.names().rename();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "names that map one to one, %.1f bits, times %s",
          evidence.names().rename(),
          parameters.decideRename);
    }
  },
  /// A renamed constant is a constant: chance pairs it with a variable.
  UNLIKE_NAMES {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return 0 - parameters.decideUnlikeName * evidence.names().unlike();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "%d pairs of names of unlike case (a variable, a Type, a CONSTANT), times %s",
          evidence.names().unlike(),
          parameters.decideUnlikeName);
    }
  },
  /// Comments that say the same in the same words.
  COMMENTS {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return parameters.commentBits(evidence.commentWords());
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "%d distinct words in a row with others in the origin's comments, times %s, at most %s",
          evidence.commentWords(),
          parameters.decideComment,
          parameters.decideCommentMax);
    }
  },
  /// What is idiom anywhere carries little.
  IDIOM {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return 0 - parameters.decideIdiom * evidence.sequence().idiom();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "%.1f bits of the matched tokens are what permissive code in general goes on with, times %s",
          evidence.sequence().idiom(),
          parameters.decideIdiom);
    }
  },
  /// Idiom is long, whole and consistently named anywhere: what run, coverage and renaming add is
  /// bounded by what is not idiom.
  BONUS_LIMIT {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return Math.min(0, limit(evidence, parameters) - bonus(evidence, parameters));
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "run, coverage and renaming add %.1f bits, at most %s times the %.1f of structure less"
              + " idiom",
          bonus(evidence, parameters),
          parameters.decideBonusLimit,
          Math.max(0, evidence.sequence().structure() - evidence.sequence().idiom()));
    }

    private static double bonus(Evidence evidence, MatchParameters parameters) {
      return LONGEST_RUN.bits(evidence, parameters)
          + COVERAGE.bits(evidence, parameters)
          + RENAME.bits(evidence, parameters);
    }

    private static double limit(Evidence evidence, MatchParameters parameters) {
      return parameters.decideBonusLimit
          * Math.max(0, evidence.sequence().structure() - evidence.sequence().idiom());
    }
  },
  /// What was written on the same subject agrees here and there; a copy agrees for the most part.
  MISSED {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return -parameters.decideMissed * excess(evidence, parameters);
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "from first to last the hunk's tokens hold %.1f bits more than structure; what is over"
              + " %s times structure counts for %s a bit",
          evidence.sequence().missed(),
          parameters.decideMissedFree,
          parameters.decideMissed);
    }

    private static double excess(Evidence evidence, MatchParameters parameters) {
      return Math.max(
          0,
          evidence.sequence().missed()
              - parameters.decideMissedFree * Math.max(0, evidence.sequence().structure()));
    }
  },
  /// What other works have of the matched tokens.
  BEST_OTHER_WORK {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return 0 - parameters.decideOther * evidence.other();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "the same tokens score %.1f bits in the best other works, times %s",
          evidence.other(),
          parameters.decideOther);
    }
  },
  /// Another language.
  OTHER_LANGUAGE {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return evidence.otherLanguage() ? -parameters.otherLanguageToll : 0;
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return "the origin is in another language";
    }
  },
  /// A larger index and a longer hunk hold more that fits by chance.
  SIZE_TOLL {
    @Override
    public double bits(Evidence evidence, MatchParameters parameters) {
      return 0 - parameters.decideSize * evidence.chance().sizeToll();
    }

    @Override
    public String detail(Evidence evidence, MatchParameters parameters) {
      return String.format(
          Locale.ROOT,
          "log2 of index and hunk over those that it was fitted to is %.1f, times %s",
          evidence.chance().sizeToll(),
          parameters.decideSize);
    }
  };

  public abstract double bits(Evidence evidence, MatchParameters parameters);

  public abstract String detail(Evidence evidence, MatchParameters parameters);

  /// Its name in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String thin(Evidence evidence, MatchParameters parameters) {
    double weight = evidence.weightOfLength(parameters);
    if (weight >= 1) {
      return "";
    }
    List<String> reasons = new ArrayList<>();
    if (evidence.coverage().density() < parameters.decideDensity) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "its tokens carry %.2f bits each and not %s",
              evidence.coverage().density(),
              parameters.decideDensity));
    }
    if (evidence.coverage().named() < parameters.decideNamed) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of them are names and not %.0f",
              100 * evidence.coverage().named(),
              100 * parameters.decideNamed));
    }
    return String.format(
        Locale.ROOT, ", times %.2f since %s", weight, String.join(" and ", reasons));
  }

  private static String little(Evidence evidence, MatchParameters parameters) {
    double weight = evidence.weightOfCoverage(parameters);
    return weight < 1
        ? String.format(
            Locale.ROOT,
            ", times %.2f since they hold %.1f bits of structure and not %s",
            weight,
            evidence.sequence().structure(),
            parameters.decideCoverageStructure)
        : "";
  }

  public static double sum(Evidence evidence, MatchParameters parameters) {
    double score = 0;
    for (ScoreTerm term : values()) {
      score += term.bits(evidence, parameters);
    }
    return score;
  }
}
