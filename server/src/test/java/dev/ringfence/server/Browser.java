package dev.ringfence.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A real browser without a window: Chromium, where the machine has it with its driver.
final class Browser implements AutoCloseable {
  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVER =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final ChromeDriver driver;
  private final String axe;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    this.axe = axeScript();
  }

  private static String first(List<String> paths) {
    return paths.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst().orElse("");
  }

  static boolean isThere() {
    return !first(CHROMIUM).isEmpty() && !first(DRIVER).isEmpty();
  }

  static Browser open(Path temp) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(first(CHROMIUM));
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Whatever is not this machine cannot be found.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + temp.resolve("profile"));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of(first(DRIVER)).toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static String axeScript() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The window and what the reader prefers.
  void show(int width, int height, boolean dark, boolean print) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            print ? "print" : "screen",
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  WebElement find(String css) {
    return new WebDriverWait(driver, PATIENCE).until(each -> each.findElement(By.cssSelector(css)));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  String text(String css) {
    return find(css).getText();
  }

  /// Waits until the address holds a text.
  void waitForAddress(String part) {
    boolean there =
        new WebDriverWait(driver, PATIENCE)
            .until(each -> Objects.requireNonNull(each.getCurrentUrl()).contains(part));
    if (!there) {
      throw new AssertionError(driver.getCurrentUrl());
    }
  }

  boolean waitFor(String script) {
    return new WebDriverWait(driver, PATIENCE)
        .until(each -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + script + ")")));
  }

  /// What the page asks for from elsewhere, and what its policy or script complained of.
  List<String> complaints(String origin) {
    List<String> all = new ArrayList<>();
    Object loaded =
        driver.executeScript(
            "return performance.getEntriesByType('resource').map(entry => entry.name)");
    for (Object each : (List<?>) Objects.requireNonNull(loaded)) {
      if (!String.valueOf(each).startsWith(origin)) {
        all.add("loads " + each);
      }
    }
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .forEach(all::add);
    return all;
  }

  /// What axe finds against WCAG 2.2 AA, each with the first element.
  List<String> barriers() {
    driver.executeScript(axe);
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              iframes: false,
            }).then(
              (result) => done(result.violations.map(
                (each) => each.id + ': ' + each.nodes[0].html + ' ' + each.nodes[0].failureSummary)),
              (fault) => done([String(fault)]));
            """);
    return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
  }

  /// Whether the page is wider than the window.
  boolean overflows() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  @Override
  public void close() {
    driver.quit();
  }

  /// All sizes and colors that a page is looked at in.
  static Stream<Object[]> views() {
    return Stream.of(390, 1280, 1920)
        .flatMap(width -> Stream.of(true, false).map(dark -> new Object[] {width, dark}));
  }
}
