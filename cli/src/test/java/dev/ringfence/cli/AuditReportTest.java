package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an audit's reports hold, each read by a program of its own kind: a browser, validators.
class AuditReportTest {
  @TempDir static Path temp;
  private static AuditedHistory history;
  private static String index;
  private static Path out;

  @BeforeAll
  static void audit() throws IOException {
    index = temp.resolve("index").toString();
    assertEquals(
        0,
        Ringfence.run(
                "index", "add", index, "dir:" + TestWorks.WEAVER, "--license", "GPL-3.0-or-later")
            .status());
    history = AuditedHistory.make(temp.resolve("project"));
    out = temp.resolve("audit");
    assertEquals(1, run(out).status());
  }

  private static Ringfence.Result run(Path folder) {
    return Ringfence.run("audit", index, history.root.toString(), "--out", folder.toString());
  }

  private static String report(Path folder, String format) throws IOException {
    Path file = temp.resolve("report." + format);
    Ringfence.Result made =
        Ringfence.run(
            "audit", "report", folder.toString(), "--format", format, "-o", file.toString());
    assertTrue(made.status() <= 1, made.err());
    return Files.readString(file);
  }

  private static Path copyOf(Path folder) throws IOException {
    Path copy = Files.createTempDirectory(temp, "copy");
    for (String name : List.of("audit.sqlite", "triage.csv")) {
      if (Files.exists(folder.resolve(name))) {
        Files.copy(folder.resolve(name), copy.resolve(name));
      }
    }
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "json", "sarif", "spdx", "markdown"})
  void anIndexWithoutBackgroundIsSaidOnce(String format) throws IOException {
    String said = "his index has no background works";
    assertEquals(2, report(out, format).split(said, -1).length, format);
  }

  // ---- the page ----

  /// The page as a browser has it after its scripts have run.
  private static String inBrowser(Path page) throws IOException {
    Path browser =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(browser != null, "no Chromium here");
    Path dom = temp.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                Objects.requireNonNull(browser).toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(temp, "profile"),
                "--virtual-time-budget=8000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser does not end");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return Files.readString(dom);
  }

  @Test
  void pageOpensInABrowserAndDraws() throws IOException {
    String dom = inBrowser(out.resolve("report.html"));
    assertTrue(dom.contains("<canvas"), "the timeline is drawn");
    assertTrue(dom.contains("Showing 1 to 6 of 6"), "the table's script has run");
    assertEquals(6, dom.split("<article ", -1).length - 1);
    for (String said :
        List.of(
            "6 findings in 6 distinct copies",
            "lib/core/Aligner.java",
            "claude-address",
            "Names that stand for each other",
            "What taking it out would touch",
            "Method and limits")) {
      assertTrue(dom.contains(said), said);
    }
  }

  @Test
  void pageNeedsNothingBesideItself() throws IOException {
    String page = Files.readString(out.resolve("report.html"));
    String withoutScripts = page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");
    assertFalse(
        withoutScripts.matches("(?s).*\\b(src|href)\\s*=\\s*\"?(https?:|//|file:).*"),
        "it names nothing outside");
    assertTrue(page.contains("default-src 'none'"));
  }

  /// Text from elsewhere is text and nothing else.
  @Test
  void hostileTextIsShown() throws IOException {
    Path root = temp.resolve("hostile");
    TestRepository repository = new TestRepository(root);
    String code =
        AuditedHistory.lines("BandedAligner.java", 120, 200)
            + "  // </script><script>document.title='taken'</script>\n";
    repository.write("src/<img src=x onerror=a()>.java", AuditedHistory.type("A", code));
    repository.git("config", "user.name", "=cmd()\u202e<b>");
    repository.commit(LocalDate.of(2026, 1, 1), "</script><script>document.title='taken'</script>");
    Path folder = temp.resolve("hostile-audit");
    assertEquals(
        1, Ringfence.run("audit", index, root.toString(), "--out", folder.toString()).status());
    String dom = inBrowser(folder.resolve("report.html"));
    assertTrue(dom.contains("<title>Audit of hostile</title>"));
    assertFalse(dom.contains("<img"));
    assertFalse(dom.contains("\u202e"));
    assertTrue(report(folder, "csv").contains("'=cmd()"));
    assertFalse(
        report(folder, "markdown").replaceAll("`[^`\\n]*`", "").contains("<img"), "in code only");
  }

  /// A table of many findings: the first stand in the page, the others are unpacked by its script.
  @Test
  void pageOfManyFindings() throws IOException, SQLException {
    Path many = copyOf(out);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + many.resolve("audit.sqlite"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
              + " INSERT INTO sightings SELECT scan_id, commit_id, 1000 + i,"
              + " substr(printf('%016x', i) || finding, 1, 64), path, first_line, last_line,"
              + " severity, score, fails, ring, category, license, work, origin_path, json"
              + " FROM n, (SELECT * FROM sightings LIMIT 1)");
    }
    Path page = many.resolve("many.html");
    Files.writeString(page, report(many, "html"));
    String dom = inBrowser(page);
    assertTrue(dom.contains("Showing 1 to 100 of 606"), "paged");
    assertEquals(200, dom.split("<article ", -1).length - 1);
    assertTrue(dom.contains("Show all 606"), "the rest is packed");
    // One behind opens by its address.
    String last =
        JsonMapper.shared()
            .readTree(
                dom.substring(
                    dom.indexOf("id=\"data\">") + 10,
                    dom.indexOf("</script>", dom.indexOf("id=\"data\">"))))
            .path("rows")
            .get(500)
            .path("id")
            .asString();
    Path linked = many.resolve("linked.html");
    Files.writeString(
        linked,
        Files.readString(page)
            .replace(
                "<script>\n'use strict';",
                "<script>location.hash='f-" + last + "';\n'use strict';"));
    assertTrue(inBrowser(linked).contains("id=\"f-" + last + "\""), "unpacked when it is wanted");
  }

  // ---- for programs ----

  @Test
  void sarifIsValid() throws IOException {
    String sarif = report(out, "sarif");
    String schema;
    try (InputStream in =
        Objects.requireNonNull(
            AuditReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(schema)
            .validate(sarif, InputFormat.JSON));
    JsonNode results = JsonMapper.shared().readTree(sarif).path("runs").get(0).path("results");
    assertEquals(5, results.size(), "those that are there");
  }

  /// The library that the SPDX tools are made of finds nothing wrong, and reads what is meant.
  @Test
  void spdxIsValid() throws Exception {
    Ringfence.Result set =
        Ringfence.run(
            "audit",
            "triage",
            "set",
            copiedForDecision(),
            first(),
            "confirmed",
            "--reason",
            "is one",
            "--name",
            "Counsel");
    assertEquals(0, set.status(), set.err());
    SpdxModelFactory.init();
    MultiFormatStore store =
        new MultiFormatStore(
            new InMemSpdxStore(), MultiFormatStore.Format.JSON, MultiFormatStore.Verbose.COMPACT);
    String spdx = report(decided, "spdx");
    SpdxDocument document =
        store.deSerialize(new ByteArrayInputStream(spdx.getBytes(StandardCharsets.UTF_8)), false);
    assertEquals(List.of(), document.verify());
    JsonNode snippets = JsonMapper.shared().readTree(spdx).path("snippets");
    assertTrue(snippets.size() >= 5);
    List<String> concluded = new ArrayList<>();
    for (JsonNode snippet : snippets) {
      concluded.add(snippet.path("licenseConcluded").asString());
      int firstByte = snippet.path("ranges").get(0).path("startPointer").path("offset").asInt();
      int lastByte = snippet.path("ranges").get(0).path("endPointer").path("offset").asInt();
      int lines =
          snippet.path("ranges").get(1).path("endPointer").path("lineNumber").asInt()
              - snippet.path("ranges").get(1).path("startPointer").path("lineNumber").asInt()
              + 1;
      String file = "";
      for (JsonNode each : JsonMapper.shared().readTree(spdx).path("files")) {
        if (each.path("SPDXID").equals(snippet.path("snippetFromFile"))) {
          file = each.path("fileName").asString();
        }
      }
      byte[] bytes = Files.readAllBytes(history.root.resolve(file));
      String part =
          new String(bytes, firstByte - 1, lastByte - firstByte + 1, StandardCharsets.UTF_8);
      assertEquals(lines, part.lines().count(), file);
    }
    assertTrue(concluded.contains("GPL-3.0-or-later"), "of what is confirmed");
    assertTrue(concluded.contains("NOASSERTION"), "of what is not");
  }

  @SuppressWarnings("NullAway.Init")
  private static Path decided;

  private static String copiedForDecision() throws IOException {
    decided = copyOf(out);
    return decided.toString();
  }

  private static String first() throws IOException {
    return JsonMapper.shared()
        .readTree(report(out, "json"))
        .path("findings")
        .get(0)
        .path("fingerprint")
        .asString();
  }

  // ---- decisions ----

  @Test
  void decisionsGoOutAndInAndOutlastTheState() throws IOException {
    Path folder = temp.resolve("triaged");
    assertEquals(1, run(folder).status());
    Path table = temp.resolve("findings.csv");
    assertEquals(
        0,
        Ringfence.run("audit", "triage", "export", folder.toString(), "-o", table.toString())
            .status());
    List<String> filled = new ArrayList<>();
    for (String line : Files.readString(table).split("\r\n", -1)) {
      filled.add(
          line.replaceFirst("^([0-9a-f]{64}),,,,", "$1,cleared,\"our own, older\",Ann Counsel,"));
    }
    Files.writeString(table, "\ufeff" + String.join("\r\n", filled));
    Ringfence.Result taken =
        Ringfence.run("audit", "triage", "import", folder.toString(), table.toString());
    assertEquals(0, taken.status(), taken.err());
    assertTrue(taken.out().contains("6 decisions taken in"), taken.out());
    assertEquals(
        0,
        Ringfence.run("audit", "report", folder.toString(), "--format", "markdown").status(),
        "what is cleared fails no more");
    Files.delete(folder.resolve("audit.sqlite"));
    Ringfence.Result again = run(folder);
    assertEquals(0, again.status(), again.out());
    assertTrue(report(folder, "csv").contains("cleared,\"our own, older\",Ann Counsel"));
    // An index of another version of the work.
    String other = temp.resolve("other-index").toString();
    assertEquals(
        0,
        Ringfence.run(
                "index",
                "add",
                other,
                "dir:" + TestWorks.WEAVER,
                "--version",
                "2",
                "--license",
                "GPL-3.0-or-later")
            .status());
    Ringfence.Result rebuilt =
        Ringfence.run("audit", other, history.root.toString(), "--out", folder.toString());
    assertEquals(0, rebuilt.status(), rebuilt.out());
  }

  @Test
  void faultyDecisionsAreRefusedWhole() throws IOException {
    Path folder = copyOf(out);
    String id = first().replace("sha256:", "");
    Path table = temp.resolve("faulty.csv");
    for (String[] each :
        List.of(
            new String[] {"finding,decision,reason\n" + id + ",cleared,x\n", "`name` is missing"},
            new String[] {"finding,decision,reason,name\n" + id + ",ok,x,y\n", "`ok` is none of"},
            new String[] {
              "finding,decision,reason,name\n" + id + ",cleared,,y\n", "needs a reason"
            },
            new String[] {
              "finding,decision,reason,name\n"
                  + id
                  + ",cleared,x,y\n"
                  + "0".repeat(64)
                  + ",cleared,x,y\n",
              "no finding"
            })) {
      Files.writeString(table, each[0]);
      Ringfence.Result refused =
          Ringfence.run("audit", "triage", "import", folder.toString(), table.toString());
      assertEquals(2, refused.status(), refused.out());
      assertTrue(refused.err().contains(each[1]), refused.err());
      assertFalse(Files.exists(folder.resolve("triage.csv")), "nothing was taken in");
    }
    assertEquals(
        2,
        Ringfence.run(
                "audit",
                "triage",
                "set",
                folder.toString(),
                "ffff",
                "cleared",
                "--reason",
                "x",
                "--name",
                "y")
            .status());
    assertEquals(2, Ringfence.run("audit", "report", temp.resolve("none").toString()).status());
    assertEquals(
        2, Ringfence.run("audit", "report", folder.toString(), "--format", "pdf").status());
  }
}
