package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.server.web.OriginApi;
import dev.ringfence.testkit.TestWorks;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API, over HTTP.
class ApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path temp;
  private static Path index;
  private static TestServer server;
  private static String copied;

  @BeforeAll
  static void start() throws IOException {
    index = temp.resolve("index");
    TestServer.index(index, temp, TestWorks.WEAVER);
    server = TestServer.start(index, temp);
    copied = TestServer.lines(TestWorks.WEAVER.resolve("match/BandedAligner.java"), 60, 140);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static String json(String name, String value) {
    return JSON.writeValueAsString(JSON.createObjectNode().put(name, value));
  }

  @Test
  void aCopyIsFoundAndTheReportIsThatOfAnEngine() throws IOException {
    HttpResponse<String> answer = server.post("/api/v1/scan?path=src/A.java", "text/plain", copied);
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("findings", answer.headers().firstValue("Ringfence-Status").orElse(""));
    assertEquals("1", answer.headers().firstValue("Ringfence-Exit-Status").orElse(""));
    ScanReport report = ReportJson.read("answer", answer.body());
    assertEquals("match/BandedAligner.java", report.findings().getFirst().origin().path());
    try (ScanEngine engine = ScanEngine.open(index)) {
      ScanReport own =
          engine.scan(
              ScanRequest.of(
                  ChangeResolver.resolve(
                      new ChangeSource.Pasted(
                          List.of(
                              new ChangeSource.Input(
                                  "src/A.java", copied.getBytes(StandardCharsets.UTF_8))),
                          Optional.empty()),
                      JudgementOptions.on(LocalDate.of(2026, 11, 23)))),
              ScanProgress.NONE);
      assertEquals(ReportJson.write(own), answer.body());
    }
  }

  @Test
  void allWaysToSendTheSameCodeFindTheSame() {
    String patch =
        "--- a/src/A.java\n+++ b/src/A.java\n@@ -0,0 +1,"
            + copied.lines().count()
            + " @@\n"
            + copied.lines().map(line -> "+" + line + "\n").reduce("", String::concat);
    String asCode = JSON.writeValueAsString(Map.of("code", copied, "path", "src/A.java"));
    Map<String, HttpResponse<String>> answers = new TreeMap<>();
    answers.put("plain", server.post("/api/v1/scan?path=src/A.java", "text/plain", copied));
    answers.put("code", server.post("/api/v1/scan", "application/json", asCode));
    answers.put("patch", server.post("/api/v1/scan", "application/json", json("patch", patch)));
    answers.put("diff", server.post("/api/v1/scan", "text/x-patch", patch));
    answers.forEach((how, answer) -> {
      assertEquals(200, answer.statusCode(), how + answer.body());
      JsonNode finding = JSON.readTree(answer.body()).path("findings").path(0);
      assertEquals(
          JSON.readTree(answers.get("plain").body()).path("findings").path(0).path("id"),
          finding.path("id"),
          how);
    });
  }

  @Test
  void aKeptReportIsThereByItsDigestWithItsReceipt() throws Exception {
    HttpResponse<String> answer =
        server.post("/api/v1/scan?store=true&path=src/A.java", "text/plain", copied);
    String digest = answer.headers().firstValue("Ringfence-Report").orElseThrow();
    assertEquals("/report/" + digest, answer.headers().firstValue("Location").orElse(""));
    HttpResponse<String> kept = server.get("/api/v1/reports/" + digest);
    assertEquals(answer.body(), kept.body());
    assertEquals(
        digest,
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest(kept.body().getBytes(StandardCharsets.UTF_8))));
    assertEquals(
        "https://in-toto.io/Statement/v1",
        JSON.readTree(server.get("/api/v1/reports/" + digest + "/receipt").body())
            .path("_type")
            .asString(""));
    Path file = temp.resolve("reports").resolve(digest.substring(0, 2)).resolve(digest + ".json");
    Files.writeString(file, kept.body().replaceFirst("findings", "FINDINGS"));
    assertEquals(404, server.get("/api/v1/reports/" + digest).statusCode());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no JSON | application/json | { | 400 | server/request",
        "no object | application/json | [] | 400 | server/request",
        "nothing to scan | application/json | {\"path\": \"a.c\"} | 400 | server/request",
        "two things at once | application/json | {\"code\": \"a\", \"patch\": \"b\"} | 400 |"
            + " server/request",
        "a number as code | application/json | {\"code\": 7} | 400 | server/request",
        "no such language | application/json | {\"code\": \"int x;\", \"language\": \"klingon\"} |"
            + " 400 | usage/unknown-language",
        "commits without a repository | application/json | {\"range\": \"HEAD\"} | 400 |"
            + " server/no-repository",
        "a patch without a diff | text/x-patch | hello | 422 | change/no-diff",
        "no code | text/plain | '' | 422 | change/empty",
        "another media type | image/png | x | 415 | server/media-type",
      })
  void whatCannotBeScannedIsAProblem(
      String what, String type, String body, int status, String category) {
    HttpResponse<String> answer = server.post("/api/v1/scan", type, body);
    assertEquals(status, answer.statusCode(), what + answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    JsonNode problem = JSON.readTree(answer.body());
    assertEquals(category, problem.path("category").asString(""));
    assertEquals(status, problem.path("status").asInt(0));
    assertFalse(problem.path("title").asString("").isEmpty());
    assertFalse(problem.path("detail").asString("").isEmpty());
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedHoweverItIsSent() throws Exception {
    String large = "x".repeat(TestServer.LIMITS.bodyBytes() + 1);
    assertEquals(413, server.post("/api/v1/scan", "text/plain", large).statusCode());
    HttpResponse<String> chunked =
        server.send(
            server
                .request("/api/v1/scan")
                .header("Content-Type", "text/plain")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
    assertEquals(413, chunked.statusCode());
  }

  @Test
  void commandsOfTheUserTakeTheirKey() {
    String path = "/api/v1/local/echo";
    assertEquals(403, server.post(path, "application/json", "{}").statusCode());
    HttpRequest.Builder wrong =
        server
            .request(path)
            .header("Ringfence-Local", "another key")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertEquals(403, server.send(wrong).statusCode());
    HttpRequest.Builder right =
        server
            .request(path)
            .header("Ringfence-Local", "a key")
            .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1}"));
    HttpResponse<String> answer = server.send(right);
    assertEquals(200, answer.statusCode());
    assertEquals("{\"a\": 1}", answer.body());
    HttpRequest.Builder unknown =
        server
            .request("/api/v1/local/other")
            .header("Ringfence-Local", "a key")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertEquals(404, server.send(unknown).statusCode());
  }

  @Test
  void otherMethodsAndAddressesAreNamed() {
    HttpResponse<String> method = server.get("/api/v1/scan");
    assertEquals(405, method.statusCode());
    assertEquals("POST", method.headers().firstValue("Allow").orElse(""));
    assertEquals(404, server.get("/api/v1/nothing").statusCode());
    assertEquals(404, server.get("/api/v1/reports/..%2f..%2fetc").statusCode());
  }

  @Test
  void pagesOfOtherSitesCannotMakeItDoAnything() {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("int x;");
    for (String[] header :
        new String[][] {
          {"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}, {"Origin", "null"}
        }) {
      HttpResponse<String> answer =
          server.send(
              server
                  .request("/api/v1/scan")
                  .header("Content-Type", "text/plain")
                  .header(header[0], header[1])
                  .POST(body));
      assertEquals(403, answer.statusCode(), header[0] + ": " + header[1]);
    }
    assertEquals(
        200,
        server
            .send(
                server
                    .request("/api/v1/scan")
                    .header("Content-Type", "text/plain")
                    .header("Origin", server.address())
                    .POST(body))
            .statusCode());
  }

  /// The client of the Java library does not let one name another host.
  @Test
  void noOtherNameCanBePointedHere() throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.server().address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /index HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    }
  }

  @Test
  void figuresAndStateAreThere() {
    server.post("/api/v1/scan?path=a.c", "text/plain", "int secret_name_of_mine;");
    assertEquals(
        "up", JSON.readTree(server.get("/api/v1/health").body()).path("status").asString(""));
    assertEquals(
        "ready", JSON.readTree(server.get("/api/v1/ready").body()).path("status").asString(""));
    JsonNode described = JSON.readTree(server.get("/api/v1/index").body());
    assertEquals("weaver", described.path("works").path(0).path("id").asString(""));
    String metrics = server.get("/metrics").body();
    assertTrue(metrics.contains("ringfence_scans_total{outcome="), metrics);
    assertTrue(metrics.contains("route=\"/api/v1/scan\",status=\"200\""), metrics);
    assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
    assertTrue(server.log.stream().anyMatch(line -> line.contains("POST /api/v1/scan 200")));
    assertTrue(server.log.stream().noneMatch(line -> line.contains("secret_name_of_mine")));
    assertTrue(server.log.stream().noneMatch(line -> line.contains("path=a.c")));
  }

  /// What the dashboard asks for is there, and each of our own figures is in it.
  @Test
  void theDashboardShowsWhatIsMeasured() throws IOException {
    server.post("/api/v1/scan?path=a.c", "text/plain", "int a;\n");
    Set<String> measured = new TreeSet<>();
    server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> measured.add(line.replaceAll("[{ ].*", "")));
    JsonNode dashboard = JSON.readTree(Files.readString(Path.of("../ci/server/grafana.json")));
    Set<String> shown = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        Matcher name =
            Pattern.compile("\\b(?:ringfence|jvm|process)_[a-z_]+")
                .matcher(target.path("expr").asString(""));
        while (name.find()) {
          shown.add(name.group());
        }
      }
    }
    assertTrue(measured.containsAll(shown), shown + " of " + measured);
    measured.removeIf(name -> !name.startsWith("ringfence_") || name.matches(".*_(count|sum)"));
    assertTrue(shown.containsAll(measured), measured + " in " + shown);
  }

  @Test
  void theDescriptionIsValidAndNamesEveryRoute() throws IOException {
    String text = server.get("/api/v1/openapi.yaml").body();
    SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(text);
    assertEquals(List.of(), parsed.getMessages());
    OpenAPI api = parsed.getOpenAPI();
    api.getPaths()
        .forEach((path, item) -> {
          for (Map.Entry<?, Operation> each : item.readOperationsMap().entrySet()) {
            String method = each.getKey().toString();
            int status =
                server
                    .send(
                        server
                            .request(
                                path.replace("{digest}", "0".repeat(64))
                                    .replace("{state}", "none")
                                    .replace("{operation}", "keys"))
                            .header("Content-Type", OriginApi.TYPE)
                            .method(method, HttpRequest.BodyPublishers.noBody()))
                    .statusCode();
            assertTrue(
                each.getValue().getResponses().containsKey(String.valueOf(status)),
                method + " " + path + " answers " + status);
          }
        });
    try (InputStream in = ApiTest.class.getResourceAsStream("/dev/ringfence/server/openapi.yaml")) {
      assertEquals(
          text,
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
