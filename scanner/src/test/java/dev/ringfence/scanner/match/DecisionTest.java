package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.change.patch.PatchReader;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.NameSharers;
import dev.ringfence.scanner.match.evidence.Passage;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.testkit.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts for and against a match: contrast with other works, whose the names are, coverage.
/// Masked seeds have their own test, `GramTableTest`: the excerpt here is found without them too.
class DecisionTest {
  @TempDir Path temp;

  private static final String ORIGIN =
      """
      static double weld_cost(const struct weld *w, double heat, int passes) {
        double total = 0.0;
        for (int pass = 0; pass < passes; pass++) {
          double drop = heat * w->conductivity[pass] / (1.0 + pass * pass);
          if (drop > w->limit && pass % 3 != 1) {
            total += drop * drop - w->limit / 7.5;
          } else {
            total -= quench_step(w, pass, drop) * 0.125;
          }
          heat -= drop / (passes - pass + 2);
        }
        return total < 0 ? -total : total + w->offset;
      }
      """;

  private static String getters(int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      text.append("int part_get_field").append(i).append("(const struct part *p) {\n");
      text.append("  return p->field").append(i).append(";\n}\n");
      text.append("void part_set_field").append(i).append("(struct part *p, int value) {\n");
      text.append("  p->field").append(i).append(" = value;\n}\n");
    }
    return text.toString();
  }

  private void work(String name, String role, String file, String text) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    Files.writeString(folder.resolve(file), text);
    TestIndex.add(
        temp.resolve("index"),
        folder,
        role.equals("copyleft") ? "GPL-3.0-only" : "MIT",
        "--name",
        name,
        "--role",
        role);
  }

  private static HunkTokens hunk(String text) {
    long lines = text.lines().count();
    StringBuilder patch =
        new StringBuilder(
            "diff --git a/x.c b/x.c\nnew file mode 100644\n--- /dev/null\n+++ b/x.c\n");
    patch.append("@@ -0,0 +1,").append(lines).append(" @@\n");
    text.lines().forEach(line -> patch.append('+').append(line).append('\n'));
    FileChange file = PatchReader.read("x", patch.toString()).files().getFirst();
    Hunk only = file.hunks().getFirst();
    return new HunkReader().read(file, only, Language.C);
  }

  private static Match best(CorpusIndex index, String text) throws IOException {
    return new HunkMatcher(new Candidates(index), MatchParameters.shipped())
        .match(hunk(text), 10)
        .getFirst();
  }

  @Test
  void whatAnotherWorkHoldsInTheSamePlaceCountsAgainstAMatch() throws IOException {
    work("origin", "copyleft", "weld.c", ORIGIN + getters(0, 4));
    Evidence alone;
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      alone = best(index, ORIGIN).evidence();
    }
    assertEquals(0, alone.other(), 1e-9);
    // Renamed, and in a file that is mostly something else.
    work(
        "common",
        "background",
        "other.c",
        getters(50, 40) + ORIGIN.replace("weld", "bond").replace("drop", "fall"));
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Evidence known = best(index, ORIGIN).evidence();
      assertTrue(known.other() > 50, known.toString());
      assertTrue(known.score() < alone.score(), known + " against " + alone);
    }
  }

  private static final String SECOND =
      """
      static int seam_index(struct seam *s, const int *order, int from) {
        int low = from, high = s->count - 1;
        while (low < high) {
          int middle = low + (high - low >> 1);
          if (s->key[order[middle]] <= s->bound && !s->closed) {
            low = middle + 1;
          } else {
            high = middle;
          }
        }
        s->hits[low & 7] ^= ~high;
        return order[low];
      }
      """;

  private static final String BETWEEN =
      """
      void plate_mix(float *out, float gain) {
        do {
          *out++ = gain > 1 ? gain - *out : gain / 3;
        } while (*out != 0 && gain-- > -4);
      }
      """;

  /// Pieces of a match may be common knowledge of different works.
  @Test
  void whatOtherWorksHoldOfEachPieceCountsAgainstAMatch() throws IOException {
    String copy = ORIGIN.replace("drop", "loss") + BETWEEN + SECOND.replace("middle", "half");
    work("origin", "copyleft", "weld.c", ORIGIN + getters(0, 60) + SECOND);
    work("first", "background", "first.c", getters(100, 40) + ORIGIN);
    double one;
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Match match = best(index, copy);
      assertEquals("origin", match.origin().file().workId());
      assertEquals(2, match.pairing().pieces().size());
      one = match.evidence().other();
      assertTrue(one > 50, match.toString());
    }
    // Nothing of the first piece.
    work("second", "background", "second.c", getters(200, 40) + SECOND);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Match match = best(index, copy);
      assertEquals("origin", match.origin().file().workId());
      assertTrue(match.evidence().other() > one + 30, match.evidence().other() + " and not " + one);
    }
  }

  /// Code between two pieces is no part of the match.
  @Test
  void whatOtherWorksHoldBetweenThePiecesIsNoContrast() throws IOException {
    work("origin", "copyleft", "weld.c", ORIGIN + getters(0, 60) + SECOND);
    work("other", "background", "other.c", getters(100, 40) + excerpt("") + "}\n");
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      double without = best(index, ORIGIN + BETWEEN + SECOND).evidence().other();
      work("between", "background", "between.c", getters(200, 40) + BETWEEN);
      try (CorpusIndex with = CorpusIndex.open(temp.resolve("index"))) {
        Match match = best(with, ORIGIN + BETWEEN + SECOND);
        assertEquals(2, match.pairing().pieces().size());
        // Weights of tokens change a little with each work.
        assertEquals(without, match.evidence().other(), 10);
      }
    }
  }

  @Test
  void aNameOfAnotherWorkIsNoEvidenceOfItsOwn() throws IOException {
    work("origin", "copyleft", "weld.c", ORIGIN);
    work("caller", "background", "call.c", "int a(void) { quench_step(b, 1, 2); return c[4]; }\n");
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      NameSharers sharers = new NameSharers(new Candidates(index));
      HunkTokens tokens = hunk("quench_step(weld_cost, passes, conductivity);\n");
      Set<String> own = new TreeSet<>(List.of("origin"));
      assertTrue(sharers.isShared(tokens.spelling(0), own), "quench_step is called elsewhere");
      assertFalse(sharers.isShared(tokens.spelling(2), own), "weld_cost is not");
      assertTrue(sharers.isShared(tokens.spelling(2), Set.of("caller")));
    }
  }

  /// A renamed constant is a constant, and a renamed type a type.
  @Test
  void namesOfAnotherKindAreNoRenaming() throws IOException {
    String code = ORIGIN.replace("7.5", "WELD_LIMIT").replace("0.125", "WELD_STEP");
    work("origin", "copyleft", "weld.c", code);
    String renamed =
        code.replace("WELD_LIMIT", "JOINT_CAP")
            .replace("WELD_STEP", "COOLING")
            .replace("total", "s");
    String unlike =
        code.replace("WELD_LIMIT", "jointCap")
            .replace("WELD_STEP", "Cooling")
            .replace("total", "s");
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Evidence copy = best(index, renamed).evidence();
      Evidence chance = best(index, unlike).evidence();
      assertEquals(0, copy.names().unlike());
      assertEquals(2, chance.names().unlike());
      assertEquals(copy.sequence().structure(), chance.sequence().structure(), 1e-9);
      assertEquals(
          copy.score() - 2 * MatchParameters.shipped().decideUnlikeName, chance.score(), 1e-9);
    }
  }

  /// Two files of a work differ in one name, too common to be evidence of a copy.
  @Test
  void theOriginIsTheFileWithTheSameNames() throws IOException {
    String twin = ORIGIN.replace("total", "sum");
    Path folder = Files.createDirectories(temp.resolve("origin"));
    Files.writeString(folder.resolve("a.c"), ORIGIN);
    work("origin", "copyleft", "b.c", twin);
    Path users = Files.createDirectories(temp.resolve("users"));
    for (int i = 0; i < 40; i++) {
      String text = "int f(int total, int sum) { return total " + "- ".repeat(i) + "sum; }\n";
      Files.writeString(users.resolve(i + ".c"), text);
    }
    work("users", "background", "user.c", "int total, sum;\n");
    for (String[] each : new String[][] {{ORIGIN, "a.c"}, {twin, "b.c"}}) {
      try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
        assertEquals(each[1], best(index, each[0]).origin().file().path());
      }
    }
  }

  @Test
  void anExcerptAmongGettersIsFound() throws IOException {
    work("origin", "copyleft", "weld.c", ORIGIN);
    // Many files that resemble the getters, each better than the origin resembles the hunk.
    for (int i = 0; i < 30; i++) {
      work("getters" + i, "copyleft", "part.c", getters(i * 10, 60));
    }
    String[] lines = ORIGIN.replace("drop", "loss").replace("pass", "turn").split("\n");
    String excerpt = String.join("\n", List.of(lines).subList(2, 11)) + "\n";
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Match match =
          new HunkMatcher(new Candidates(index), MatchParameters.shipped())
              .match(hunk(getters(1000, 14) + excerpt + getters(1100, 14)), 10).stream()
                  .filter(each -> each.origin().file().workId().equals("origin"))
                  .findFirst()
                  .orElseThrow();
      assertTrue(
          match.evidence().score() > MatchParameters.shipped().threshold(), match.toString());
      assertTrue(match.evidence().coverage().share() < 0.5, "the getters are not the origin's");
    }
  }

  /// A qualifier before each declaration is a matter of style.
  @Test
  void qualifiersPutInCostLittle() throws IOException {
    StringBuilder text =
        new StringBuilder("void upper_solve(LUF *luf, double b[], double x[]) {\n");
    for (String each : "ind val piv ref ptr len inv qq".split(" ", -1)) {
      text.append("  int *v_").append(each).append(" = luf->").append(each).append(";\n");
    }
    text.append("  for (k = n; k >= 1; k--)\n    x[v_qq[k]] = b[v_inv[k]] / v_piv[v_inv[k]];\n}\n");
    work("origin", "copyleft", "luf.c", text.toString());
    String renamed = text.toString().replace("v_", "col_").replace("luf", "lu");
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      double plain = best(index, renamed).evidence().sequence().structure();
      double qualified =
          best(index, renamed.replace("  int *", "  const int *"))
              .evidence()
              .sequence()
              .structure();
      assertTrue(qualified > 0.6 * plain, qualified + " of " + plain);
    }
  }

  /// Code that repeats one statement agrees with each of the hunk's many times over.
  @Test
  void aCopyOutweighsCodeThatRepeatsItself() throws IOException {
    String copy =
        """
        static void weld_free(void *opaque) {
          struct weld *state = (struct weld *) opaque;
          plate_free(state->left);
          plate_free(state->right);
          plate_free(state->seam);
        }
        """;
    work("origin", "copyleft", "weld.c", copy);
    Path folder = Files.createDirectories(temp.resolve("many"));
    for (int i = 0; i < 90; i++) {
      StringBuilder text =
          new StringBuilder("static void close(struct q *state) { struct r *s = (struct r *) t;\n");
      for (int line = 0; line < 60; line++) {
        text.append("  plate_free(state->part").append(i * 100 + line % 3).append(");\n");
      }
      Files.writeString(folder.resolve(i + ".c"), text.append("}\n"));
    }
    work("many", "copyleft", "none.c", "int none;\n");
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      assertEquals("weld.c", best(index, copy).origin().file().path());
    }
  }

  @Test
  void theTermsAddUpToTheScore() throws IOException {
    work("origin", "copyleft", "weld.c", ORIGIN);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      Match match = best(index, ORIGIN);
      Explanation explained =
          new MatchExplainer(candidates, MatchParameters.shipped()).explain(hunk(ORIGIN), match);
      assertEquals(
          match.evidence().score(),
          explained.terms().stream().mapToDouble(Explanation.Term::bits).sum(),
          1e-6);
      assertEquals(1, match.evidence().coverage().share(), 0.05);
    }
  }

  private static final String COMMENT =
      """
        /* Passes lose heat in proportion to the square of their number, so that the
           first ones decide whether the seam holds. */
      """;

  private static String withComment(String comment) {
    return ORIGIN.replace("  double total = 0.0;\n", "  double total = 0.0;\n" + comment);
  }

  /// The first tokens of the origin, renamed, which say little by themselves.
  private static String excerpt(String comment) {
    String[] lines =
        withComment(comment).replace("drop", "loss").replace("pass", "turn").split("\n");
    return String.join("\n", List.of(lines).subList(1, 4 + (int) comment.lines().count())) + "\n";
  }

  @Test
  void aSharedCommentIsEvidence() throws IOException {
    work("origin", "copyleft", "weld.c", withComment(COMMENT));
    // Wrapped in another way, and after another mark.
    String same =
        """
        // Passes lose heat in proportion to the square
        // of their number, so that the first ones decide
        """;
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Match with = best(index, excerpt(same));
      Match without = best(index, excerpt("// Each turn is worth less than the turn before.\n"));
      assertEquals(0, without.evidence().commentWords());
      assertTrue(without.passages().isEmpty());
      assertEquals(1, with.passages().size());
      Passage passage = with.passages().getFirst();
      assertEquals(2, passage.hunkLine());
      assertEquals(3, passage.originLine());
      assertEquals("passes", passage.words().getFirst());
      assertEquals("decide", passage.words().getLast());
      // `the` is there twice.
      assertEquals(passage.words().size() - 1, with.evidence().commentWords());
      assertEquals(
          MatchParameters.shipped().decideComment * with.evidence().commentWords(),
          with.evidence().score() - without.evidence().score(),
          1e-9);
    }
  }

  @Test
  void aCommentThatAnotherWorkHasInTheSamePlaceIsNoEvidence() throws IOException {
    work("origin", "copyleft", "weld.c", withComment(COMMENT));
    work("other", "background", "bond.c", withComment(COMMENT).replace("weld", "bond"));
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Match match = best(index, withComment(COMMENT).replace("drop", "loss"));
      assertEquals("origin", match.origin().file().workId());
      assertEquals(0, match.evidence().commentWords());
    }
  }

  @Test
  void aCommentThatBelongsToOtherCodeIsNoEvidence() throws IOException {
    work("origin", "copyleft", "weld.c", withComment("") + getters(0, 20) + COMMENT);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      assertEquals(0, best(index, excerpt(COMMENT)).evidence().commentWords());
    }
  }

  /// What is called too short to judge could not have been found, whatever its origin.
  @Test
  void noMatchScoresMoreThanItsHunkCanReach() throws IOException {
    work("origin", "copyleft", "weld.c", withComment(COMMENT));
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      HunkMatcher matcher = new HunkMatcher(new Candidates(index), MatchParameters.shipped());
      List<String> lines = withComment(COMMENT).lines().toList();
      int compared = 0;
      for (int first = 0; first < lines.size(); first++) {
        for (int end = first + 1; end <= lines.size(); end++) {
          HunkTokens hunk = hunk(String.join("\n", lines.subList(first, end)) + "\n");
          double reachable = matcher.reachableBits(hunk);
          for (Match match : matcher.match(hunk, 0)) {
            assertTrue(
                match.evidence().score() <= reachable + 1e-3,
                match.evidence() + " over " + reachable);
            compared++;
          }
        }
      }
      assertTrue(compared > 50, "compared " + compared);
    }
  }
}
