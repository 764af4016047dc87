package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Decisions about the findings of an audit, over HTTP.
class TriageTest {
  @TempDir private static Path temp;
  private static Path audit;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    Path index = temp.resolve("index");
    TestServer.index(index, temp, TestWorks.WEAVER);
    TestRepository repository = new TestRepository(Files.createDirectories(temp.resolve("repo")));
    for (String name : List.of("BandedAligner", "MatchSelector")) {
      repository.write(
          "src/" + name + ".java",
          "class A {\n"
              + TestServer.lines(TestWorks.WEAVER.resolve("match/" + name + ".java"), 60, 150)
              + "}\n");
    }
    repository.git("add", "-A");
    repository.commit(LocalDate.of(2026, 1, 1));
    audit = temp.resolve("audits/year 2026");
    TestServer.audit(index, repository.root(), audit);
    List<String> log = new CopyOnWriteArrayList<>();
    ServerSettings plain = TestServer.settings(index, temp, log);
    server =
        TestServer.start(
            new ServerSettings(
                plain.index(),
                plain.parameters(),
                Optional.empty(),
                Optional.of(temp.resolve("audits")),
                plain.reports(),
                plain.host(),
                plain.port(),
                plain.token(),
                plain.tls(),
                plain.local(),
                plain.limits(),
                plain.clock(),
                plain.log()),
            log);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void undecided() throws IOException {
    Files.deleteIfExists(audit.resolve(Triage.FILE));
  }

  private static final String TABLE = "/triage/year%202026";

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), () -> pattern + " in " + text);
    return Objects.requireNonNull(matcher.group(1));
  }

  /// The address of a finding that is listed.
  private static String finding(int number) {
    List<String> all =
        Pattern.compile("href=\"(/triage/[^\"]*finding=[0-9a-f]{64})\"")
            .matcher(server.get(TABLE).body())
            .results()
            .map(each -> Objects.requireNonNull(each.group(1)))
            .toList();
    assertEquals(2, all.size());
    return all.get(number);
  }

  private static String hidden(String name, String page) {
    return first("name=\"" + name + "\" value=\"([^\"]*)\"", page);
  }

  private static String form(String page, String decision, String reason, String name) {
    return "key="
        + hidden("key", page)
        + "&was="
        + hidden("was", page)
        + "&decision="
        + URLEncoder.encode(decision, StandardCharsets.UTF_8)
        + "&reason="
        + URLEncoder.encode(reason, StandardCharsets.UTF_8)
        + "&name="
        + URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder post(String address, String form) {
    return server
        .request(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private static List<Decision> decisions() throws IOException {
    return Triage.read(audit).all();
  }

  @Test
  void aDecisionGoesIntoTheFileOfTheCommandLine() throws IOException {
    assertTrue(server.get("/audits").body().contains("year 2026"));
    String address = finding(0);
    String page = server.get(address).body();
    assertTrue(page.contains("Nobody has decided yet."));
    HttpResponse<String> saved =
        server.send(
            post(
                address, form(page, "cleared", "ours, \"older\", see\nissue 7", "Ann Ö. Counsel")));
    assertEquals(303, saved.statusCode(), saved.body());
    List<Decision> made = decisions();
    assertEquals(1, made.size());
    assertEquals(Decision.Kind.CLEARED, made.getFirst().kind());
    assertEquals("ours, \"older\", see\nissue 7", made.getFirst().reason());
    assertEquals("Ann Ö. Counsel", made.getFirst().name());
    assertEquals("2026-11-23", made.getFirst().day());
    assertTrue(address.endsWith(made.getFirst().finding()));
    String table = server.get(saved.headers().firstValue("Location").orElse("")).body();
    assertTrue(table.contains("1 of 2 findings not decided"), table);
    assertTrue(table.contains("Ann Ö. Counsel, 2026-11-23"));
    assertTrue(server.get(TABLE + "?decision=open").body().contains("Showing 1 to 1 of 1"));
    assertTrue(server.get(TABLE + "?q=NoSuchThing").body().contains("No finding is like that."));
    // The name is remembered, for these pages alone.
    String cookie = saved.headers().firstValue("Set-Cookie").orElse("");
    assertTrue(cookie.contains("Path=/triage; HttpOnly; SameSite=Strict"), cookie);
    String again =
        server
            .send(server.request(finding(1)).header("Cookie", cookie.replaceFirst(";.*", "")))
            .body();
    assertTrue(again.contains("value=\"Ann Ö. Counsel\""), again);
  }

  @Test
  void savingGoesOnToTheNextOpenOneAndThenToTheTable() {
    String one = finding(0);
    HttpResponse<String> saved =
        server.send(post(one, form(server.get(one).body(), "confirmed", "x", "y") + "&then=next"));
    String next = saved.headers().firstValue("Location").orElse("");
    assertTrue(next.contains("finding=") && !next.equals(one), next);
    HttpResponse<String> last =
        server.send(
            post(next, form(server.get(next).body(), "needs counsel", "x", "y") + "&then=next"));
    assertTrue(last.headers().firstValue("Location").orElse("").contains("saved="));
    assertTrue(server.get(TABLE).body().contains("All are decided."));
  }

  @Test
  void whatIsMissingIsSaidAndWhatWasTypedIsKept() throws IOException {
    String address = finding(0);
    String page = server.get(address).body();
    for (String[] each :
        new String[][] {
          {"", "a reason", "me", "Choose what you decide."},
          {"perhaps", "a reason", "me", "Choose what you decide."},
          {"cleared", "  ", "me", "needs a reason"},
          {"cleared", "a <b>reason</b>", "", "needs a name"},
          {"cleared", "x".repeat(4001), "me", "at most 4000"}
        }) {
      HttpResponse<String> answer =
          server.send(post(address, form(page, each[0], each[1], each[2])));
      assertEquals(422, answer.statusCode());
      assertTrue(answer.body().contains(each[3]), each[3]);
      assertTrue(
          answer.body().contains(each[1].strip().replace("<", "&lt;").replace(">", "&gt;"))
              || each[1].isBlank());
    }
    assertEquals(List.of(), decisions());
  }

  /// Forms of other sites, of an earlier start of the server, or of nowhere.
  @Test
  void aFormThatIsNotOursDecidesNothing() throws IOException {
    String address = finding(0);
    String form = form(server.get(address).body(), "cleared", "x", "y");
    HttpResponse<String> stale =
        server.send(post(address, form.replaceFirst("key=[0-9a-f]+", "key=" + "0".repeat(48))));
    assertEquals(403, stale.statusCode());
    assertTrue(stale.body().contains("open the finding again"), stale.body());
    assertEquals(403, server.send(post(address, form.replaceFirst("key=[^&]+&", ""))).statusCode());
    assertEquals(
        403,
        server
            .send(post(address, form).header("Origin", "https://elsewhere.example"))
            .statusCode());
    assertEquals(
        403, server.send(post(address, form).header("Sec-Fetch-Site", "cross-site")).statusCode());
    assertEquals(
        415,
        server
            .send(
                server
                    .request(address)
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString(form)))
            .statusCode());
    assertEquals(List.of(), decisions());
  }

  @Test
  void whoeverIsOvertakenIsTold() throws IOException {
    String address = finding(0);
    String seen = server.get(address).body();
    assertEquals(
        303, server.send(post(address, form(seen, "confirmed", "a copy", "First"))).statusCode());
    HttpResponse<String> late = server.send(post(address, form(seen, "cleared", "mine", "Second")));
    assertEquals(409, late.statusCode());
    assertTrue(late.body().contains("confirmed by First, 2026-11-23: a copy"), late.body());
    assertTrue(late.body().contains(">mine</textarea>"));
    assertEquals("First", decisions().getFirst().name());
    // The command line, or a person beside, decides while the page is open.
    HttpResponse<String> resolved =
        server.send(post(address, form(late.body(), "cleared", "mine", "Second")));
    assertEquals(303, resolved.statusCode());
    assertEquals("Second", decisions().getFirst().name());
  }

  /// Many who decide at once about different findings: none is lost.
  @Test
  void decisionsAtOnceAreAllKept() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("many"));
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int t = 0; t < 16; t++) {
      String finding = String.format(java.util.Locale.ROOT, "%064x", t);
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              Triage.change(
                  folder,
                  triage ->
                      triage.put(
                          new Decision(
                              finding, "", "w", Decision.Kind.CLEARED, "r", "n", "2026-01-01")));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(16, Triage.read(folder).all().size());
  }

  @Test
  void thePatchIsThereAndNothingOutsideOfTheFolder() throws IOException {
    HttpResponse<String> patch = server.get(finding(0) + "&as=patch");
    assertEquals(200, patch.statusCode());
    assertTrue(patch.body().startsWith("diff --git "), patch.body());
    Files.createDirectories(temp.resolve("elsewhere"));
    Files.copy(
        audit.resolve("audit.sqlite"),
        temp.resolve("elsewhere/audit.sqlite"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path link = temp.resolve("audits/link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, temp.resolve("elsewhere"));
    for (String path :
        List.of(
            "/triage/..%2felsewhere",
            "/triage/%2e%2e/elsewhere",
            "/triage/link",
            "/triage/none",
            TABLE + "?finding=" + "f".repeat(64))) {
      assertEquals(404, server.get(path).statusCode(), path);
    }
    String list = server.get("/audits").body();
    assertTrue(list.contains("/triage/"), list);
    assertFalse(list.contains("/triage/link"), list);
  }

  /// An audit goes on while its findings are looked at: the state is not held open.
  @Test
  void theAuditCanGoOn() throws IOException {
    server.get(finding(0));
    TestServer.audit(temp.resolve("index"), temp.resolve("repo"), audit);
    assertEquals(200, server.get(finding(0)).statusCode());
  }
}
