package dev.ringfence.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client is generated from the OpenAPI file that a running server gives, compiled with all
/// checks of its compiler, and used against that server.
class ApiClientTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path temp;

  private static Path generator() {
    return Path.of(
            System.getProperty("ringfence.api.client", Path.of("target", "api-client").toString()))
        .toAbsolutePath();
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), out);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return out;
  }

  @Test
  void aGeneratedClientCompilesAndWorks() throws IOException {
    Path modules = generator().resolve("node_modules");
    assumeTrue(
        Files.isDirectory(modules.resolve("openapi-typescript")),
        "npm install --prefix server/target/api-client openapi-typescript openapi-fetch typescript"
            + " @types/node was not run");
    Path link = Files.createSymbolicLink(temp.resolve("node_modules"), modules);
    Path index = temp.resolve("index");
    TestServer.index(index, temp, TestWorks.WEAVER);
    List<String> log = new CopyOnWriteArrayList<>();
    ServerSettings plain = TestServer.settings(index, temp, log);
    try (TestServer server =
        TestServer.start(
            new ServerSettings(
                plain.index(),
                plain.parameters(),
                Optional.empty(),
                Optional.empty(),
                plain.reports(),
                plain.host(),
                plain.port(),
                Optional.of(TOKEN),
                plain.tls(),
                plain.local(),
                plain.limits(),
                plain.clock(),
                plain.log()),
            log)) {
      Files.writeString(
          temp.resolve("openapi.yaml"),
          server
              .send(
                  server.request("/api/v1/openapi.yaml").header("Authorization", "Bearer " + TOKEN))
              .body());
      run("node_modules/.bin/openapi-typescript", "openapi.yaml", "-o", "api.d.ts");
      try (InputStream in = ApiClientTest.class.getResourceAsStream("api-client.ts")) {
        Files.write(temp.resolve("client.ts"), Objects.requireNonNull(in).readAllBytes());
      }
      Files.writeString(temp.resolve("package.json"), "{\"type\": \"module\"}\n");
      run(
          "node_modules/.bin/tsc",
          "--strict",
          "--noUncheckedIndexedAccess",
          "--target",
          "es2022",
          "--module",
          "esnext",
          "--moduleResolution",
          "bundler",
          "--types",
          "node",
          "client.ts");
      Path code =
          Files.writeString(
              temp.resolve("code.java"),
              TestServer.lines(TestWorks.WEAVER.resolve("match/BandedAligner.java"), 60, 140));
      String out = run("node", "client.js", server.address(), TOKEN, code.toString());
      JsonNode got = JsonMapper.shared().readTree(out);
      assertEquals(
          "{\"status\":\"findings\",\"version\":2,\"exit\":\"1\"}", got.path("scan").toString());
      assertEquals("findings", got.path("plain").asString());
      assertTrue(got.path("markdown").asString().contains("### Ringfence"), out);
      assertEquals("findings", got.path("kept").asString());
      assertTrue(got.path("receipt").toString().contains("predicateType"), out);
      assertEquals("[\"weaver\"]", got.path("works").toString());
      assertTrue(got.path("threshold").asDouble() > 0);
      assertEquals("false", got.path("reloaded").toString());
      assertEquals("ready", got.path("ready").asString());
      assertEquals("up", got.path("health").asString());
      List<String> faults = new ArrayList<>();
      for (String name : List.of("unknown", "twoKinds", "noToken")) {
        faults.add(got.path(name).toString());
      }
      assertEquals(
          List.of(
              "[404,\"server/not-found\"]",
              "[400,\"server/request\"]",
              "[401,\"server/token\",401]"),
          faults);
    } finally {
      Files.delete(link);
    }
  }
}
