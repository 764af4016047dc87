package dev.ringfence.scanner.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.change.patch.PatchReader;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.match.rewrite.RewriteFinder;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.testkit.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What two sides have in common that no one has from the other.
class CommonCodeTest {
  /// Shares less than this are not even looked at.
  private static final double ANYTHING = -1000;

  @TempDir Path temp;

  /// An entry point as any extension of CPython has it.
  private static final String EXTENSION =
      """
      static PyObject *scan_folder(PyObject *self, PyObject *args, PyObject *kwargs)
      {
        PyObject *statobj = NULL;
        PyObject *skipobj = NULL;
        char *path, *skip = NULL;
        Py_ssize_t length;
        int wanted;
        static char *kwlist[] = {"path", "stat", "skip", NULL};
        if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y#|OO:scan_folder", kwlist,
                                         &path, &length, &statobj, &skipobj))
          return NULL;
        wanted = statobj && PyObject_IsTrue(statobj);
        if (skipobj && skipobj != Py_None) {
          skip = PyBytes_AsString(skipobj);
          if (!skip)
            return NULL;
        }
        return walk_folder(path, length, wanted, skip);
      }
      """;

  /// Another that asks for other things.
  private static final String OTHER_EXTENSION =
      """
      static PyObject *
      grid_overlap(PyObject *self, PyObject *args, PyObject *kwds)
      {
          struct grid *first, *second;
          static char *kwlist[] = {"first", "second", NULL};
          double area = 0.0;

          if (!PyArg_ParseTupleAndKeywords(args, kwds, "O&O&:grid_overlap", kwlist,
                                           as_grid, &first, as_grid, &second)) {
              return NULL;
          }
          for (int row = 0; row < first->rows; row++) {
              area += first->heights[row] * second->widths[row];
          }
          return PyFloat_FromDouble(area);
      }
      """;

  private static final String LOOP =
      """
      int ring_settle(struct ring *r, const double *in, int n, double limit)
      {
        int i, lost = 0;
        double mean = 0, drift;
        if (r == NULL || in == NULL)
          return -1;
        for (i = 0; i < n; i++) {
          drift = in[i] - r->base[i % r->width];
          if (drift > limit * 0.375) {
            lost++;
            r->spill[lost & 63] = drift;
            continue;
          }
          mean += drift * drift / (r->gain + 4096.0);
          r->base[(i + 3) % r->width] = in[i] * 0.8125 + mean;
        }
        r->gain = mean / (n - lost) + r->gain * 0.9375;
        return lost;
      }
      """;

  private static final String OTHER_LOOP =
      """
      int settle_buffer(buffer *b, const double *values, int count, double bound)
      {
        int gone = 0;
        double sum = 0;
        if (b == NULL || values == NULL)
          return -1;
        int at = 0;
        while (at < count) {
          double delta = values[at] - b->base[at % b->width];
          if (bound * 0.375 < delta) {
            gone++;
            b->spill[gone & 63] = delta;
          } else {
            sum += delta * delta / (4096.0 + b->gain);
            b->base[(3 + at) % b->width] = sum + values[at] * 0.8125;
          }
          at++;
        }
        b->gain = b->gain * 0.9375 + sum / (count - gone);
        return gone;
      }
      """;

  private static String numbers(String open, String close) {
    StringBuilder text = new StringBuilder(open);
    for (int i = 0; i < 120; i++) {
      text.append(1100 + 7 * i).append(i % 12 == 11 ? ",\n  " : ", ");
    }
    return text.append(close).toString();
  }

  private static HunkTokens hunk(String text, Language language) throws IOException {
    StringBuilder patch =
        new StringBuilder("diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n");
    patch.append("@@ -0,0 +1,").append(text.lines().count()).append(" @@\n");
    text.lines().forEach(line -> patch.append('+').append(line).append('\n'));
    FileChange file = PatchReader.read("x", patch.toString()).files().getFirst();
    return new HunkReader().read(file, file.hunks().getFirst(), language);
  }

  private void index(String file, String text) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("work"));
    Files.writeString(folder.resolve(file), text);
    TestIndex.add(temp.resolve("index"), folder, "GPL-3.0-only");
  }

  /// Frees members one by one.
  private static String cleaner(String type, String variable, String free, String... members) {
    StringBuilder text = new StringBuilder("static void drop(" + type + " *" + variable + ")\n{\n");
    for (String member : members) {
      String place = variable + "->" + member;
      text.append("  if (" + place + ") {\n    " + free + "(" + place + ");\n    ")
          .append(place + " = NULL;\n  }\n");
    }
    return text.append("}\n").toString();
  }

  /// What is said of the best match of some code.
  private Optional<String> kindOfMatch(String code) throws IOException {
    HunkTokens hunk = hunk(code, Language.C);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      Match match =
          new HunkMatcher(candidates, MatchParameters.shipped()).match(hunk, ANYTHING).getFirst();
      return new CommonCode(candidates, CommonCodeTable.shipped())
          .kind(Landing.of("drop.c"), hunk, match, false);
    }
  }

  @Test
  void oneStatementOverAndOverWithOtherNamesIsCommon() throws IOException {
    index(
        "panel.c",
        cleaner("struct panel", "p", "wfree", "title", "icon", "hint", "menu", "frame", "clip"));
    Optional<String> kind =
        kindOfMatch(cleaner("ntlm_state", "n", "release", "input", "output", "nonce"));
    assertTrue(kind.orElse("nothing").startsWith("one statement over and over"), kind.toString());
  }

  @Test
  void theSameSeriesWithItsNamesIsNot() throws IOException {
    String series =
        cleaner("struct panel", "p", "wfree", "title", "icon", "hint", "menu", "frame", "clip");
    index("panel.c", series);
    assertEquals(Optional.empty(), kindOfMatch(series));
  }

  @Test
  void aFunctionWithAllNamesChangedIsNot() throws IOException {
    index("ring.c", LOOP);
    String renamed =
        LOOP.replaceAll(
            "\\b(ring_settle|ring|mean|drift|limit|lost|base|gain|width|spill|in|r|n|i)\\b", "x$1");
    assertEquals(Optional.empty(), kindOfMatch(renamed));
  }

  private List<Rewrite> rewrites(Candidates candidates, HunkTokens hunk) throws IOException {
    MatchParameters parameters = MatchParameters.shipped();
    return new RewriteFinder(candidates, parameters, new TokenWeights(candidates, parameters))
        .find(hunk, ANYTHING, 1);
  }

  @Test
  void callsOfALibraryAreCommon() throws IOException {
    index("folder.c", EXTENSION);
    HunkTokens hunk = hunk(OTHER_EXTENSION, Language.C);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      Rewrite rewrite = rewrites(candidates, hunk).getFirst();
      assertTrue(rewrite.shared() > 20, rewrite.toString());
      Optional<String> kind =
          new CommonCode(candidates, CommonCodeTable.shipped()).kind(hunk, rewrite);
      assertTrue(kind.orElse("nothing").contains("CPython"), kind + ": " + rewrite.shared());
    }
  }

  @Test
  void whatNoLibraryHasIsNot() throws IOException {
    index("ring.c", LOOP);
    HunkTokens hunk = hunk(OTHER_LOOP, Language.C);
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      Candidates candidates = new Candidates(index);
      Rewrite rewrite = rewrites(candidates, hunk).getFirst();
      assertEquals(
          Optional.empty(),
          new CommonCode(candidates, CommonCodeTable.shipped()).kind(hunk, rewrite));
    }
  }

  /// Numbers, and words, without a statement in common say nothing twice.
  @Test
  void aListOfTheSameNumbersIsNoRewrite() throws IOException {
    index("steps.h", numbers("static const unsigned short steps[] = {\n  ", "0 };\n"));
    String test =
        "def test_reflected():\n"
            + numbers("    got = reflect(np.arange(9), 25)\n    want = [\n  ", "]\n")
            + "    for at, value in enumerate(got):\n"
            + "        if value != want[at] and not (at < 25 or value % 3 == 0):\n"
            + "            raise AssertionError(describe(at, value, want[at]))\n"
            + "        total = total * 31 + value // 7 - at\n"
            + "    assert total == checksum(want, start=len(got) - 1)\n";
    try (CorpusIndex index = CorpusIndex.open(temp.resolve("index"))) {
      assertEquals(List.of(), rewrites(new Candidates(index), hunk(test, Language.PYTHON)));
    }
  }
}
