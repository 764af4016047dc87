package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is alike and no copy: a few tokens, prose, generated code, idioms of a library's callers.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class SayLessTest {
  private static final String WEFT =
      """
      long weft_checksum(const long *warp, int span)
      {
        long shuttle = 5381;
        for (int pick = 0; pick < span; pick++) {
          shuttle = (shuttle << 5) ^ warp[pick] % 8191;
          if (shuttle < 0) {
            shuttle = -shuttle / 3 + span;
          }
        }
        return shuttle * 31 - span;
      }
      """;

  private static final String SENTENCES =
      """
      The loom keeps the shuttle in its box until the weaver has looked at the cloth that was made
      before it. Whoever changes the warp should also change the pattern, because there are cases
      where both of them would have to agree about the order in which the picks are counted. It can
      be seen from the figure above that most of these would not matter to those who only want to
      weave a plain cloth, but you might be one of the others, and then you have to read all of it.
      """;

  private static final String PARSER =
      """
      /* A Bison parser, made by GNU Bison 3.8.2.  */
      int yyparse(void)
      {
        yy_state_t *yyssp = yyss;
        YYSTYPE *yyvsp = yyvs;
        yystate = 0;
      yynewstate:
        yyssp++;
        if (yyss + yystacksize - 1 <= yyssp) {
          long yysize = yyssp - yyss + 1;
          if (YYMAXDEPTH <= yystacksize)
            goto yyexhaustedlab;
          yystacksize *= 2;
          yyss = realloc(yyss, yystacksize * sizeof(*yyss));
        }
        yyn = yypact[yystate];
        if (yyn == YYPACT_NINF)
          goto yydefault;
        yytoken = YYTRANSLATE(yychar);
        yyn += yytoken;
        if (yyn < 0 || YYLAST < yyn || yycheck[yyn] != yytoken)
          goto yydefault;
        yyn = yytable[yyn];
      """;

  private static final String MODULE =
      """
      static PyObject *%1$s_open(PyObject *self, PyObject *args, PyObject *kwds)
      {
        static char *kwlist[] = {"path", "mode", NULL};
        PyObject *path = NULL;
        int mode = 0;
        if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|i", kwlist, &path, &mode))
          return NULL;
        Py_INCREF(path);
        PyErr_SetString(PyExc_ValueError, "cannot open");
        Py_RETURN_NONE;
      }

      static PyMethodDef %1$s_methods[] = {
        {"open", (PyCFunction)%1$s_open, METH_VARARGS | METH_KEYWORDS, "open"},
        {NULL, NULL, 0, NULL}
      };
      """;

  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;

  @BeforeAll
  static void indexWork() throws IOException {
    index = shared.resolve("index").toString();
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("weft.c"), WEFT);
    Files.writeString(work.resolve("guide.loom"), SENTENCES);
    Files.writeString(
        work.resolve("gram.c"),
        PARSER + "  switch (yyn) {\n  case 2: loom_emit(yyvsp[0], loom_here); break;\n  }\n}\n");
    Files.writeString(work.resolve("module.c"), MODULE.formatted("loom"));
    Ringfence.Result added =
        Ringfence.run(
            "index", "add", index, "dir:" + work, "--name", "loom", "--license", "GPL-3.0-only");
    assertEquals(0, added.status(), added.err());
  }

  private Ringfence.Result scan(String path, String text, String format, String... more)
      throws IOException {
    return scanIn(index, path, text, format, more);
  }

  private Ringfence.Result scanIn(
      String works, String path, String text, String format, String... more) throws IOException {
    List<String> lines = text.lines().toList();
    StringBuilder patch = new StringBuilder("--- /dev/null\n+++ b/" + path + "\n");
    patch.append("@@ -0,0 +1,").append(lines.size()).append(" @@\n");
    lines.forEach(line -> patch.append('+').append(line).append('\n'));
    Path file = temp.resolve("change.patch");
    Files.writeString(file, patch);
    List<String> command =
        new ArrayList<>(
            List.of("scan", works, file.toString(), "--policy", "none", "--format", format));
    command.addAll(List.of(more));
    return Ringfence.run(command.toArray(String[]::new));
  }

  private JsonNode findings(String path, String text, String... more) throws IOException {
    Ringfence.Result result = scan(path, text, "json", more);
    return JsonMapper.shared().readTree(result.out()).path("findings");
  }

  /// Own code around a few lines.
  private static String among(String lines) {
    StringBuilder own = new StringBuilder("int own(int *out, char **names, int many)\n{\n");
    for (int i = 0; i < 9; i++) {
      own.append("  out[").append(i).append("] = puts(names[many + ").append(i).append("]);\n");
    }
    return own + lines + "  return out[0];\n}\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one line | shuttle = (shuttle << 5) ^ warp[pick] % 8191; | 0",
        "two lines | shuttle = (shuttle << 5) ^ warp[pick] % 8191;~if (shuttle < 0) {  } | 1",
        "no name in common | s = (s << 5) ^ w[p] % 77;~if (s < 0) {  } | 0",
        "one name in common | s = (s << 5) ^ warp[p] % 77;~if (s < 0) {  } | 1",
      })
  void aFewTokensNeedANameInCommonAndMoreThanALine(String what, String lines, int expected)
      throws IOException {
    String text = among("  " + lines.replace("~", "\n  ") + "\n");
    JsonNode found = findings("src/own.c", text, "--min-bits", "12");
    assertEquals(expected, found.size(), what + ": " + found);
  }

  @Test
  void explainTellsWhyALineIsNoFinding() throws IOException {
    String text = among("  shuttle = (shuttle << 5) ^ warp[pick] % 8191;\n");
    scan("src/own.c", text, "json");
    String patch = temp.resolve("change.patch").toString();
    Ringfence.Result why =
        Ringfence.run("explain", "src/own.c:12", index, patch, "--policy", "none");
    assertTrue(
        why.out().replaceAll("\\s+", " ").contains("fewer than 30 tokens on one line: no finding"),
        why.out() + why.err());
  }

  @Test
  void aWholeFunctionOnOneLineIsACopy() throws IOException {
    JsonNode found = findings("src/own.c", WEFT.replace("\n", " ") + "\n");
    assertEquals(1, found.size());
    assertEquals("error", found.path(0).path("severity").asString());
  }

  @Test
  void littleOfAHunkIsANote() throws IOException {
    String lines =
        "  for (int pick = 0; pick < span; pick++) {\n"
            + "    shuttle = (shuttle << 5) ^ warp[pick] % 8191;\n  }\n";
    JsonNode found = findings("src/own.c", among(lines), "--min-bits", "12");
    assertEquals(1, found.size(), found.toString());
    assertTrue(found.path(0).path("match").path("tokens").asInt() < 50);
    assertEquals("note", found.path(0).path("severity").asString());
    assertTrue(
        found.path(0).path("reasons").toString().contains("too little for more than a note"),
        found.path(0).path("reasons").toString());
    // The same lines as all of a hunk are no mere note.
    JsonNode alone = findings("src/own.c", lines, "--min-bits", "12");
    assertEquals("warning", alone.path(0).path("severity").asString());
  }

  @Test
  void proseIsNoFindingAndCodeOfTheSameKindOfFileIs() throws IOException {
    assertEquals(0, findings("own.loom", SENTENCES, "--min-bits", "12").size());
    Path more = Files.createDirectories(temp.resolve("more"));
    Files.writeString(more.resolve("weft.loom"), WEFT);
    String other = temp.resolve("other").toString();
    assertEquals(
        0,
        Ringfence.run("index", "add", other, "dir:" + more, "--license", "GPL-3.0-only").status());
    Ringfence.Result result = scanIn(other, "own.loom", WEFT, "json");
    assertEquals(1, JsonMapper.shared().readTree(result.out()).path("findings").size());
  }

  @Test
  void twoFilesOfOneGeneratorAreNoCopies() throws IOException {
    String own = PARSER + "  switch (yyn) {\n  case 7: own_result = yyvsp[1]; break;\n  }\n}\n";
    JsonNode found = findings("src/own.c", own);
    assertEquals(1, found.size());
    assertEquals("note", found.path(0).path("severity").asString());
    assertTrue(found.path(0).path("reasons").toString().contains("both are output of Bison"));
    // Under names that Bison does not give it is somebody's copy.
    JsonNode renamed = findings("src/own.c", own.replaceAll("\\b(?:yy|YY)", "own_"));
    assertEquals(1, renamed.size());
    assertFalse(renamed.path(0).path("reasons").toString().contains("Bison"));
  }

  @Test
  void whatOneTranslatedIsACopyOnceItIsMoreThanTheGeneratorWrites() throws IOException {
    // A file that says Bison wrote it, with a function that Bison did not write.
    String head = "/* A Bison parser, made by GNU Bison 3.8.2.  */\n";
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.writeString(work.resolve("weft.c"), head + WEFT);
    String other = temp.resolve("other").toString();
    assertEquals(
        0,
        Ringfence.run("index", "add", other, "dir:" + work, "--license", "GPL-3.0-only").status());
    Ringfence.Result result = scanIn(other, "own.c", head + WEFT, "json");
    assertEquals(1, result.status(), result.out());
    assertTrue(result.out().contains("\"severity\" : \"error\""));
  }

  @Test
  void callersOfOneLibraryAreAlike() throws IOException {
    JsonNode found = findings("src/own.c", MODULE.formatted("own"));
    assertTrue(found.size() > 0);
    for (JsonNode each : found) {
      assertEquals("note", each.path("severity").asString(), each.path("reasons").toString());
      assertTrue(each.path("reasons").toString().contains("those of CPython"));
    }
  }

  @Test
  void aRenamedCopyThatSharesOnlyCommonNamesIsNoIdiom() throws IOException {
    String renamed =
        WEFT.replace("weft_checksum", "own_sum")
            .replace("shuttle", "result")
            .replace("warp", "data")
            .replace("pick", "i")
            .replace("span", "n");
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.writeString(
        work.resolve("weft.c"), renamed.replace("own_sum", "weft_checksum").replace("data", "w"));
    String other = temp.resolve("other").toString();
    assertEquals(
        0,
        Ringfence.run("index", "add", other, "dir:" + work, "--license", "GPL-3.0-only").status());
    Ringfence.Result result = scanIn(other, "own.c", renamed, "json");
    JsonNode found = JsonMapper.shared().readTree(result.out()).path("findings");
    assertEquals(1, found.size(), result.out());
    assertEquals("error", found.path(0).path("severity").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "markdown", "annotations"})
  void anIndexWithoutBackgroundIsSaidOnce(String format) throws IOException {
    String said = "this index has no background works";
    assertEquals(1, count(scan("src/own.c", among(""), format).out(), said), format);
    String other = temp.resolve("both").toString();
    Path work = Files.createDirectories(temp.resolve("common"));
    Files.writeString(work.resolve("common.c"), among("  puts(names[0]);\n"));
    assertEquals(0, Ringfence.run("index", "add", other, "dir:" + shared.resolve("work")).status());
    assertEquals(
        0, Ringfence.run("index", "add", other, "dir:" + work, "--role", "background").status());
    Ringfence.Result with = scanIn(other, "src/own.c", among(""), format);
    assertEquals(0, with.status(), with.err());
    assertEquals(0, count(with.out(), said), format);
    // A receipt counts them.
    String counted = "\"background_works\" : ";
    assertTrue(scanIn(other, "src/own.c", among(""), "receipt").out().contains(counted + 1));
    assertTrue(scan("src/own.c", among(""), "receipt").out().contains(counted + 0));
  }

  private static int count(String text, String what) {
    return text.split(what, -1).length - 1;
  }
}
