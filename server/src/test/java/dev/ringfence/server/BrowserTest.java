package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/// What people do in a browser.
class BrowserTest {
  /// Runs where it is not shown as text.
  private static final String RUNS = "<img src=x onerror=\"window.hacked=1\">";

  private static final String SCRIPT = "</code></pre><script>window.hacked=1</script>";

  @TempDir private static Path temp;
  private static TestServer server;
  private static Browser browser;
  private static String copied;
  private static String renamed;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Browser.isThere(), "no chromium with its driver on this machine");
    copied = TestServer.lines(TestWorks.WEAVER.resolve("match/BandedAligner.java"), 60, 150);
    renamed =
        copied.replace("query", "question").replace("corpus", "pile").replace("band", "strip");
    Path index = temp.resolve("index");
    TestServer.index(index, temp, TestWorks.WEAVER);
    TestServer.index(index, temp, hostileWork());
    TestRepository repository = new TestRepository(Files.createDirectories(temp.resolve("repo")));
    repository.write(
        ".github/ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"core "
            + RUNS.replace("\"", "'")
            + "\"\nring = \"inner\"\npaths = [\"core/**\"]\n");
    repository.write("core/Old.java", "class Old {\n  int x;\n}\n");
    repository.git("add", "-A");
    repository.commit(LocalDate.of(2026, 1, 1));
    repository.write("core/New.java", "class New {\n" + copied + "}\n");
    repository.git("add", "-A");
    repository.git("-c", "user.name=" + RUNS, "commit", "-q", "-m", "add " + RUNS);
    Path audits = Files.createDirectories(temp.resolve("audits"));
    Files.writeString(
        audits.resolve("report.html"),
        "<!doctype html><title>Audit</title><h1>An audit</h1><script>try {"
            + " document.cookie = 'a=b' } catch { document.title = 'alone' }</script>");
    Files.writeString(temp.resolve("secret.html"), "not for you");
    TestServer.audit(index, repository.root(), audits.resolve("deep/<i>all"));
    List<String> log = new CopyOnWriteArrayList<>();
    ServerSettings plain = TestServer.settings(index, temp, log);
    server =
        TestServer.start(
            new ServerSettings(
                plain.index(),
                plain.parameters(),
                Optional.of(repository.root()),
                Optional.of(audits),
                plain.reports(),
                plain.host(),
                plain.port(),
                plain.token(),
                plain.tls(),
                Optional.empty(),
                plain.limits(),
                plain.clock(),
                plain.log()),
            log);
    browser = Browser.open(temp);
  }

  /// A work whose names, code and licenses try to get out of the page.
  private static Path hostileWork() throws IOException {
    Path work = Files.createDirectories(temp.resolve("hostile"));
    String code = TestServer.lines(TestWorks.LOOM.resolve("Normaliser.java"), 20, 90);
    Files.writeString(
        work.resolve("a<img src=x onerror=alert(1)>'\".java"),
        "// SPDX-License-Identifier: LicenseRef-"
            + "x\n// "
            + SCRIPT
            + "\n"
            + code
            + "String s = \""
            + SCRIPT.replace("\"", "'")
            + "\" + '\u202e';\n");
    Files.writeString(work.resolve("LICENSE"), SCRIPT + RUNS + "\nGPL " + RUNS);
    Files.writeString(work.resolve("{{7*7}}${7*7}.py"), "def f(a):\n    return '" + SCRIPT + "'\n");
    return work;
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void look() {
    browser.show(1280, 900, false, false);
  }

  @AfterEach
  void nothingWentWrong() {
    assertEquals(List.of(), browser.complaints(server.address()));
    assertFalse(hacked());
  }

  private static boolean hacked() {
    return Boolean.TRUE.equals(browser.driver.executeScript("return window.hacked !== undefined"));
  }

  private static void open(String path) {
    browser.driver.get(server.address() + path);
  }

  /// Fills in a field at once: typing takes seconds.
  private static void fill(String css, String value) {
    browser.driver.executeScript("arguments[0].value = arguments[1]", browser.find(css), value);
  }

  private static void check(String code, String path) {
    open("/");
    fill("#text", code);
    fill("#path", path);
    browser.find(".ask button.primary").click();
    browser.waitForAddress("/report/");
  }

  @Test
  void aPastedCopyIsShownBesideItsOrigin() {
    check(renamed, "src/A.java");
    assertEquals("Very likely copied from weaver", browser.text(".verdict h1"));
    assertTrue(browser.text(".finding .where").contains("match/BandedAligner.java"));
    assertTrue(browser.text(".answers").contains("GPL-3.0-or-later"));
    assertTrue(browser.text(".answers").contains("bits of evidence"));
    List<WebElement> panes = browser.all(".finding .pane");
    assertEquals(2, panes.size());
    assertEquals(
        panes.get(0).findElements(By.cssSelector(".ln")).size(),
        panes.get(1).findElements(By.cssSelector(".ln")).size());
    assertTrue(panes.get(0).getText().contains("question"));
    assertTrue(panes.get(1).getText().contains("query"));
  }

  @Test
  void bothSidesScrollTogether() {
    browser.show(1280, 500, false, false);
    check(renamed, "src/A.java");
    browser.driver.executeScript("document.querySelectorAll('.pane')[0].scrollTop = 120");
    assertTrue(browser.waitFor("document.querySelectorAll('.pane')[1].scrollTop === 120"));
  }

  @Test
  void aPairOfNamesLightsUpOnBothSides() {
    check(renamed, "src/A.java");
    WebElement token = browser.find(".pane .renamed[data-pair]");
    browser.driver.executeScript(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", token);
    new Actions(browser.driver).moveToElement(token).perform();
    String pair = Objects.requireNonNull(token.getDomAttribute("data-pair"));
    assertTrue(
        browser.waitFor(
            "[...document.querySelectorAll('.pane')].every(pane =>"
                + " pane.querySelector('.lit[data-pair=\""
                + pair
                + "\"]'))"));
    WebElement button = browser.find(".pair");
    button.sendKeys(Keys.SHIFT);
    browser.driver.executeScript("arguments[0].focus()", button);
    assertTrue(browser.waitFor("document.querySelectorAll('.pane .lit').length >= 2"));
  }

  @Test
  void aDroppedOrChosenFileIsChecked() throws IOException {
    Path file = Files.writeString(temp.resolve("Mine.java"), copied);
    open("/");
    browser.find("#file").sendKeys(file.toString());
    browser.find(".ask button.primary").click();
    browser.waitForAddress("/report/");
    assertTrue(browser.text(".finding .where").startsWith("Mine.java:"));
    open("/");
    browser.driver.executeScript(
        """
        const data = new DataTransfer();
        data.items.add(new File([arguments[0]], 'Dropped.java'));
        document.querySelector('form[data-drop]').dispatchEvent(
          new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
        """,
        copied);
    browser.find("#text").sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
    browser.waitForAddress("/report/");
    assertTrue(browser.text(".finding .where").startsWith("Dropped.java:"));
  }

  @Test
  void aCommitIsPickedAndJudgedByThePolicyOfItsRepository() {
    open("/");
    assertTrue(browser.text(".commits").contains(RUNS));
    browser.find(".commits button").click();
    browser.waitForAddress("/report/");
    assertEquals("Very likely copied from weaver", browser.text(".verdict h1"));
    assertTrue(browser.text(".finding .badges").contains("inner ring"));
    open("/");
    browser.find("#range").sendKeys("HEAD~1..HEAD", Keys.ENTER);
    browser.waitForAddress("/report/");
    assertEquals("Very likely copied from weaver", browser.text(".verdict h1"));
    open("/");
    browser.find("#range").sendKeys("nowhere", Keys.ENTER);
    browser.waitForAddress("/scan");
    assertTrue(browser.text("main").contains("nowhere"));
    browser.driver.manage().logs().get("browser");
  }

  @Test
  void nothingFoundSaysSoAndNamesWhatComesNearest() {
    check(
        """
        public int gcd(int a, int b) {
          while (b != 0) {
            int t = b;
            b = a % b;
            a = t;
          }
          return a;
        }
        """,
        "src/Gcd.java");
    String title = browser.text(".verdict h1");
    assertTrue(title.equals("Nothing found") || title.equals("Too short to judge"), title);
    browser.find(".actions a[href$='/near']").click();
    browser.waitForAddress("/near");
    assertTrue(browser.text("main").contains("Back to the report"));
  }

  @Test
  void aReportIsCopiedAsMarkdownAndKeptWithItsReceipt() {
    check(copied, "src/A.java");
    String address = Objects.requireNonNull(browser.driver.getCurrentUrl());
    browser.find("button[data-copy]").click();
    assertTrue(
        browser.waitFor("document.querySelector('button[data-copy]').textContent === 'Copied'"));
    browser.find(".actions a[href$='/receipt']").click();
    browser.waitForAddress("/receipt");
    assertTrue(browser.text("body").contains("in-toto"));
    open("/");
    String kept = browser.find(".reports a").getDomAttribute("href");
    assertTrue(address.endsWith(Objects.requireNonNull(kept)) || !kept.isEmpty());
    browser.find(".reports a").click();
    browser.waitForAddress("/report/");
  }

  @Test
  void worksFilesAndLicensesAreBrowsed() {
    open("/");
    browser.find("nav a[href='/index']").click();
    browser.find("a[href='/index/weaver']").click();
    browser.waitForAddress("/index/weaver");
    browser.find("#q").sendKeys("banded", Keys.ENTER);
    browser.waitForAddress("q=banded");
    assertEquals(1, browser.all("a[href*='/file/']").size());
    browser.find("a[href*='/file/']").click();
    browser.waitForAddress("/file/match/BandedAligner.java");
    assertTrue(browser.text("main").contains("said when it was added"));
    assertTrue(browser.text(".source").contains("BandedAligner"));
  }

  @Test
  void zonesAndTheMapOfTheRepositoryAreShown() {
    open("/repository");
    assertTrue(browser.text("table").contains("core <img"));
    assertTrue(browser.waitFor("document.querySelector('iframe.map')"));
    browser.find("#path").sendKeys("core/lu/A.java", Keys.ENTER);
    browser.waitForAddress("path=");
    assertTrue(browser.text(".answer").contains("inner ring"));
    browser.driver.switchTo().frame(browser.find("iframe.map"));
    assertTrue(browser.text("h1").contains("Blast radius"));
    browser.driver.switchTo().defaultContent();
  }

  @Test
  void auditsStandAlone() {
    open("/audits");
    browser.find("a[href='/audits/report.html']").click();
    browser.waitForAddress("report.html");
    assertEquals("An audit", browser.text("h1"));
    assertTrue(browser.waitFor("document.title === 'alone'"));
    assertEquals(404, server.get("/audits/..%2fsecret.html").statusCode());
    assertEquals(404, server.get("/audits/%2e%2e/secret.html").statusCode());
  }

  @Test
  void aFindingOfAnAuditIsDecidedAboutByKeyboard() throws IOException {
    Path audit = temp.resolve("audits/deep/<i>all");
    Files.deleteIfExists(audit.resolve("triage.csv"));
    open("/audits");
    assertTrue(browser.text("table").contains("deep/<i>all"));
    browser.find("a[href^='/triage/']").click();
    browser.waitForAddress("/triage/");
    assertTrue(browser.text(".lead").contains("not decided"));
    browser.find("tbody a").click();
    browser.waitForAddress("finding=");
    assertTrue(browser.text(".facts").contains("Brought in by"));
    assertTrue(browser.text(".facts").contains(RUNS), "the author's name, as text");
    assertEquals(2, browser.all(".finding .pane").size());
    browser.find("button[value=table]").click();
    assertTrue(browser.waitFor("document.querySelector('input[name=decision]:invalid')"));
    browser.find("input[value='needs counsel']").sendKeys(Keys.SPACE);
    browser.find("#reason").sendKeys("who wrote it? " + RUNS);
    browser.find("#name").sendKeys("Counsel", Keys.ENTER);
    assertTrue(browser.waitFor("document.querySelector('[role=status]') !== null"));
    String row = browser.text("tbody");
    assertTrue(row.contains("needs counsel") && row.contains("Counsel, 2026-11-23"), row);
    assertTrue(Files.readString(audit.resolve("triage.csv")).contains("needs counsel"));
    browser.find("tbody a").click();
    browser.waitForAddress("finding=");
    assertTrue(browser.text("main").contains("needs counsel by Counsel, 2026-11-23"));
    assertEquals("Counsel", browser.find("#name").getDomProperty("value"));
    Files.delete(audit.resolve("triage.csv"));
  }

  @Test
  void whatTriesToGetOutOfAPageIsShownAsText() {
    for (String path :
        List.of(
            RUNS, "a\"onmouseover=\"window.hacked=1", "javascript:window.hacked=1", "{{7*7}}")) {
      check(copied + SCRIPT + "\n// " + RUNS + "\n", path);
      assertFalse(hacked(), path);
      assertTrue(browser.text("main").contains(path), path);
      assertEquals(1, browser.all("script").size());
      assertEquals(0, browser.all("main img").size());
    }
    open("/index/hostile");
    assertTrue(browser.text("main").contains("<img src=x onerror=alert(1)>"));
    assertTrue(browser.text("main").contains("{{7*7}}${7*7}.py"));
    for (String link :
        browser.all("a[href*='/file/'], a[href*='/notice/']").stream()
            .map(each -> Objects.requireNonNull(each.getDomAttribute("href")))
            .toList()) {
      open(link);
      assertFalse(hacked(), link);
      assertEquals(0, browser.all("main img").size(), link);
      assertNotEquals(404, server.get(link).statusCode(), link);
    }
    String hostile = TestServer.lines(TestWorks.LOOM.resolve("Normaliser.java"), 20, 90);
    check(hostile, "src/B.java");
    assertTrue(browser.text(".finding .where").contains("<img src=x onerror=alert(1)>"));
    browser.find(".finding .where a").click();
    browser.waitForAddress("/file/");
    assertTrue(browser.text(".source").contains("</code></pre><script>"));
    assertTrue(browser.text(".source").contains("\\u202e"));
  }

  @Test
  void everyPageIsForEveryoneInAllSizesAndColors() throws IOException {
    check(renamed, "src/A.java");
    String report =
        Objects.requireNonNull(browser.driver.getCurrentUrl()).substring(server.address().length());
    List<String> faults = new ArrayList<>();
    open("/audits");
    String triage =
        Objects.requireNonNull(browser.find("a[href^='/triage/']").getDomAttribute("href"));
    open(triage);
    String finding = Objects.requireNonNull(browser.find("tbody a").getDomAttribute("href"));
    List<String> pages =
        List.of(
            "/",
            triage,
            finding,
            report,
            report + "/near",
            "/index",
            "/index/weaver",
            "/audits",
            "/repository",
            "/index/weaver/file/match/ScoreTerm.java",
            "/sign-in",
            "/nothing");
    for (String page : pages) {
      for (Object[] view : Browser.views().toList()) {
        int width = (Integer) view[0];
        boolean dark = (Boolean) view[1];
        browser.show(width, 900, dark, false);
        open(page);
        browser.find("main");
        if (browser.overflows()) {
          faults.add(page + " is wider than " + width);
        }
        // Sizes do not depend on colors.
        if (width == 1280 || !dark) {
          for (String barrier : browser.barriers()) {
            faults.add(page + " " + width + (dark ? " dark: " : " light: ") + barrier);
          }
        }
        picture(page, width + (dark ? "-dark" : "-light"));
      }
    }
    browser.show(900, 1200, false, true);
    open(report);
    assertEquals("none", browser.find(".actions").getCssValue("display"));
    browser.driver.manage().logs().get("browser");
    assertEquals(List.of(), faults);
  }

  /// The page that an audit writes, which people file and send on.
  @Test
  void theReportOfAnAuditIsForEveryone() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Object[] view : Browser.views().toList()) {
      int width = (Integer) view[0];
      boolean dark = (Boolean) view[1];
      browser.show(width, 900, dark, false);
      browser.driver.get(temp.resolve("audits/deep/<i>all/report.html").toUri().toString());
      browser.find("main");
      if (browser.overflows()) {
        faults.add("wider than " + width);
      }
      for (String barrier : browser.barriers()) {
        faults.add(width + (dark ? " dark: " : " light: ") + barrier);
      }
      picture("audit-report", width + (dark ? "-dark" : "-light"));
    }
    browser.driver.manage().logs().get("browser");
    assertEquals(List.of(), faults);
  }

  /// Keeps a picture of a page, where someone wants to look.
  private static void picture(String page, String view) throws IOException {
    String folder = System.getProperty("ringfence.pictures", "");
    if (folder.isEmpty()) {
      return;
    }
    Map<String, Object> taken =
        browser.driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    String name = page.replaceAll("[0-9a-f]{64}", "D").replaceAll("[^A-Za-z0-9]+", "_");
    Files.write(
        Files.createDirectories(Path.of(folder)).resolve(name + "-" + view + ".png"),
        Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
  }
}
