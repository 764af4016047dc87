package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Copies inside of documents, and in files whose names say nothing, scanned as a range of commits,
/// as a patch, and as the part of a patch that shows nothing of the document around the copy.
class DocumentScanTest {
  @TempDir static Path shared;

  private static final String PROSE =
      """
      The looms of the valley were slow, and nobody thought much of it until the river froze.
      People talk about that winter still; it is said that the wool sang in the cold.

      It is not clear who wrote the first of these notes (or why), but they were kept.
      """;

  /// A document with a copy in it.
  ///
  /// @param path its path
  /// @param before what stands before the copy
  /// @param copy the lines of the copy as the document has them
  /// @param after what stands behind it
  record Document(String path, String before, String copy, String after) {
    String text() {
      return before + copy + after;
    }

    int firstLine() {
      return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }

    int lastLine() {
      return firstLine() - 1 + (int) copy.chars().filter(c -> c == '\n').count();
    }

    @Override
    public String toString() {
      return path;
    }
  }

  private static final Map<String, Document> DOCUMENTS = new LinkedHashMap<>();

  private static void document(String path, String before, String copy, String after) {
    if (DOCUMENTS.put(path, new Document(path, before, copy, after)) != null) {
      throw new IllegalStateException("twice: " + path);
    }
  }

  private static String each(String code, UnaryOperator<String> line) {
    return code.lines().map(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String indent(String code, int columns) {
    return each(code, line -> line.isEmpty() ? line : " ".repeat(columns) + line);
  }

  private static String json(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String cell(String code, String indent) {
    List<String> lines = code.lines().toList();
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i + 1 == lines.size();
      cell.append(indent)
          .append(json(lines.get(i) + (last ? "" : "\n")))
          .append(last ? "\n" : ",\n");
    }
    return cell.toString();
  }

  private static String notebookHead(String type) {
    return "{\n \"cells\": [\n  {\n   \"cell_type\": \""
        + type
        + "\",\n   \"execution_count\": 3,\n"
        + "   \"metadata\": {},\n   \"outputs\": [],\n   \"source\": [\n";
  }

  private static String notebookTail(String language) {
    return "   ]\n  }\n ],\n \"metadata\": {\n  \"kernelspec\": {\n   \"display_name\": \"X\",\n"
        + "   \"language\": \""
        + language
        + "\",\n   \"name\": \"k\"\n  }\n },\n \"nbformat\": 4,\n"
        + " \"nbformat_minor\": 5\n}\n";
  }

  private static String entities(String code) {
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static {
    String c = DocumentWorks.C;
    String python = DocumentWorks.PYTHON;
    String script = DocumentWorks.JAVASCRIPT;
    String shell = DocumentWorks.SHELL;
    // Notebooks.
    document("a.ipynb", notebookHead("code"), cell(python, "    "), notebookTail("python"));
    document(
        "magic.ipynb",
        notebookHead("code") + "    \"%%bash\\n\",\n",
        cell(shell, "    "),
        notebookTail("python"));
    document("js.ipynb", notebookHead("code"), cell(script, "    "), notebookTail("javascript"));
    document(
        "fence.ipynb",
        notebookHead("markdown") + "    \"Look:\\n\",\n    \"```c\\n\",\n",
        cell(c, "    "),
        notebookTail("python"));
    document("raw.ipynb", notebookHead("raw"), cell(c, "    "), notebookTail("python"));
    document(
        "string.ipynb",
        "{\"cells\": [{\"source\":\n",
        json(python) + "\n",
        ", \"cell_type\": \"code\"}], \"metadata\": {}}\n");
    document(
        "minified.ipynb",
        "",
        "{\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":["
            + python.lines().map(line -> json(line + "\n")).collect(Collectors.joining(","))
            + "]}],\"metadata\":{\"kernelspec\":{\"language\":\"python\"}}}\n",
        "");
    // Pages.
    document(
        "a.html", "<html><body>\n<p>It isn't much.\n<SCRIPT>\n", script, "</SCRIPT>\n</body>\n");
    document("open.html", "<p>a &lt; b\n<script type=\"module\" defer>\n", script, "");
    document("python.html", "<script type='text/python'>\n", python, "</script>\n");
    document("pre.html", "<p>So:\n<pre><code class='x'>\n", entities(c), "</code></pre>\n");
    document("comment.html", "<p>So:\n<!--\n", python, "-->\n<p>Done.\n");
    document(
        "a.svg",
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\">\n<script><![CDATA[\n",
        script,
        "]]></script>\n<path d=\"M 1,2 L 3,4\"/>\n</svg>\n");
    document(
        "entities.xhtml", "<?xml version=\"1.0\"?>\n<script>\n", entities(script), "</script>\n");
    document("a.xml", "<?xml version=\"1.0\"?>\n<a>\n<code><![CDATA[\n", c, "]]></code>\n</a>\n");
    // Markdown and its kin.
    document("a.md", PROSE + "```python\n", python, "```\n" + PROSE);
    document("tilde.md", PROSE + "~~~~ {.c .numberLines}\n", c, "~~~~\n" + PROSE);
    document("open.mdx", PROSE + "```js title=\"a.js\"\n", script, "");
    document("bare.md", PROSE + "```\n", c, "```\n" + PROSE);
    document("wrong.md", PROSE + "```text\n", python, "```\n" + PROSE);
    document("lying.md", PROSE + "```haskell\n", c, "```\n" + PROSE);
    document("indented.md", PROSE + "\n", indent(c, 4), "\n" + PROSE);
    document(
        "quoted.md", PROSE + "> - look:\n>   ```c\n", each(c, line -> ">   " + line), ">   ```\n");
    document("list.md", "1. One\n   - Two\n\n     ```bash\n", indent(shell, 5), "     ```\n");
    document("a.Rmd", PROSE + "```{python, echo=FALSE}\n", python, "```\n");
    document("a.adoc", "= Title\n\n[source,c]\n----\n", c, "----\n" + PROSE);
    document(
        "a.org", "* Title\n#+BEGIN_SRC python :results output\n", python, "#+END_SRC\n" + PROSE);
    document("a.rst", PROSE + ".. code-block:: c\n   :linenos:\n\n", indent(c, 3), "\n" + PROSE);
    document("literal.rst", PROSE + "Look at this::\n\n", indent(python, 4), "\n" + PROSE);
    document(
        "doctest.rst",
        PROSE,
        each(python, line -> line.startsWith("def") ? ">>> " + line : "... " + line),
        ">>> 1 + 1\n2\n\n" + PROSE);
    document(
        "a.tex",
        "\\section{A}\n\\begin{lstlisting}[language=C]\n",
        c,
        "\\end{lstlisting}\n" + PROSE);
    document("a.1", ".SH NAME\nx \\- y\n.nf\n", c, ".fi\n.SH BUGS\nNone.\n");
    // YAML.
    document(
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n      - name: x\n        run: |\n",
        indent(shell, 10),
        "      - uses: y\n");
    document(
        "python.yml",
        "steps:\n  - name: x\n    shell: python\n    run: |\n",
        indent(python, 6),
        "  - name: y\n    run: make\n");
    document(".gitlab-ci.yml", "a:\n  script:\n    - |\n", indent(shell, 6), "    - make\n");
    document("data.yaml", "a:\n  b: >-\n", indent(c, 4), "  c: 1\n");
    document("escaped.yaml", "a:\n", "  b: " + json(c) + "\n", "  c: 1\n");
    // Strings.
    document("a.json", "{\n \"name\": \"x\",\n", " \"hook\": " + json(script) + "\n", "}\n");
    document("rows.json", "{\"lines\": [\n", cell(c, "  "), "]}\n");
    document("a.toml", "[x]\na = 1\n", "b = " + json(python) + "\n", "c = [1, 2]\n");
    document("multi.toml", "[x]\na = 1\nb = '''\n", c, "'''\nc = [1, 2]\n");
    document("app.js.map", "", "{\"version\":3,\"sourcesContent\":[" + json(script) + "]}\n", "");
    // Names that say nothing.
    for (String name :
        ("x.in x.txt x.dat x.cfg x.conf x.map x.out x.lock x.log x.spec x.snap x.1 x.less x.json x.tex x.bib x.org"
                + " x.c.txt x.c.md x.pc.in x.install x.props x.csv tool .hidden x.unheard x. x.po x.css"
                + " x.ini x.properties x.rst x.md x.html x.xml x.yml x.toml x.ipynb LICENSE")
            .split(" ", -1)) {
      document("named/" + name, "", c, "");
    }
    document("plain/tool", "", python, "");
    document("plain/tool2", "", shell, "");
    document("plain/x.txt", PROSE, script, PROSE);
    document("plain/x.dat", "1, 2, 3\n4, 5, 6\n", python, "7, 8\n");
    document("plain/numbered.txt", PROSE, numbered(c), PROSE);
    document("plain/commented.txt", PROSE, each(python, line -> "# " + line), PROSE);
  }

  private static String numbered(String code) {
    List<String> lines = new ArrayList<>();
    code.lines().forEach(line -> lines.add(lines.size() + 1 + ": " + line));
    return String.join("\n", lines) + "\n";
  }

  private static Path index;
  private static final Map<String, Map<String, List<JsonNode>>> FOUND = new LinkedHashMap<>();

  @BeforeAll
  static void scanAllAtOnce() throws IOException {
    Path work = shared.resolve("work");
    Files.createDirectories(work);
    Files.writeString(work.resolve("weave.c"), DocumentWorks.C);
    Files.writeString(work.resolve("ledger.py"), DocumentWorks.PYTHON);
    Files.writeString(work.resolve("tiles.js"), DocumentWorks.JAVASCRIPT);
    Files.writeString(work.resolve("vaults.sh"), DocumentWorks.SHELL);
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + work,
            "--name",
            "w",
            "--version",
            "1",
            "--license",
            "GPL-3.0-or-later");
    assertEquals(0, added.status(), added.err());

    TestRepository repository = new TestRepository(shared.resolve("repository"));
    String base = repository.write("README", "x\n").commit(LocalDate.of(2026, 1, 1));
    String torn = "";
    for (Document document : DOCUMENTS.values()) {
      repository.write(document.path(), document.text());
      repository.write("crlf/" + document.path(), document.text().replace("\n", "\r\n"));
      torn += patch(document);
    }
    String head = repository.commit(LocalDate.of(2026, 1, 2));
    FOUND.put(
        "range", scan("", "--repo", repository.root().toString(), "--diff", base + ".." + head));
    FOUND.put("patch", scan(repository.git("diff", "--no-renames", base, head)));
    FOUND.put("torn", scan(torn));
  }

  /// A patch that adds the copy to a document that was there, and shows nothing of it.
  private static String patch(Document document) {
    List<String> lines = document.copy().lines().toList();
    return "diff --git a/"
        + document.path()
        + " b/"
        + document.path()
        + "\n--- a/"
        + document.path()
        + "\n+++ b/"
        + document.path()
        + "\n@@ -"
        + (document.firstLine() - 1)
        + ",0 +"
        + document.firstLine()
        + ","
        + lines.size()
        + " @@\n"
        + lines.stream().map(line -> "+" + line + "\n").collect(Collectors.joining());
  }

  private static Map<String, List<JsonNode>> scan(String patch, String... options) {
    List<String> arguments = new ArrayList<>(List.of("scan", index.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--format", "json"));
    Ringfence.Result result = Ringfence.runWithInput(patch, arguments.toArray(String[]::new));
    // All is read: what is found is all that decides.
    assertEquals(1, result.status(), result.err());
    Map<String, List<JsonNode>> byPath = new LinkedHashMap<>();
    for (JsonNode finding : JsonMapper.shared().readTree(result.out()).path("findings")) {
      byPath
          .computeIfAbsent(finding.path("hunk").path("path").asString(), _ -> new ArrayList<>())
          .add(finding);
    }
    return byPath;
  }

  static Stream<Document> documents() {
    return DOCUMENTS.values().stream();
  }

  private static void assertFound(String how, String path, Document document) {
    List<JsonNode> findings = Objects.requireNonNull(FOUND.get(how)).getOrDefault(path, List.of());
    int copied = 0;
    for (JsonNode finding : findings) {
      for (JsonNode range : finding.path("hunk").path("lines")) {
        int first = Math.max(document.firstLine(), range.path("first").asInt());
        int last = Math.min(document.lastLine(), range.path("last").asInt());
        copied += Math.max(0, last - first + 1);
        assertTrue(
            range.path("first").asInt() >= document.firstLine() - 2
                && range.path("last").asInt() <= document.lastLine() + 2,
            how + ": outside of the copy: " + range);
      }
    }
    int lines = document.lastLine() - document.firstLine() + 1;
    assertTrue(
        copied >= 0.6 * lines,
        how + ": " + copied + " of " + lines + " lines found in " + path + ": " + findings.size());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void findsACopyInARange(Document document) {
    assertFound("range", document.path(), document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void findsACopyInAPatch(Document document) {
    assertFound("patch", document.path(), document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void findsACopyWithCarriageReturns(Document document) {
    assertFound("range", "crlf/" + document.path(), document);
    assertFound("patch", "crlf/" + document.path(), document);
  }

  /// The hunk holds the copy alone: no fence, tag or key.
  @ParameterizedTest
  @MethodSource("documents")
  void findsACopyInAHunkThatShowsNothingElse(Document document) {
    assertFound("torn", document.path(), document);
  }
}
