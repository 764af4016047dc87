package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans against the index of a server over TLS, by fingerprints: what they say is what a scan of
/// the folder says, and what keeps the server from answering is never clean.
class ServerIndexTest {
  @TempDir static Path shared;
  private static Path index;
  private static Path patch;
  private static Path certificate;
  private static Process server;
  private static String address = "";
  private static String token = "";

  @TempDir Path temp;

  @BeforeAll
  static void serve() throws IOException, InterruptedException {
    index = shared.resolve("index");
    Path work = Files.createDirectories(shared.resolve("work"));
    for (int i = 0; i < 6; i++) {
      Files.writeString(work.resolve("part" + i + ".c"), RepositoryTest.program(20 + i));
    }
    assertEquals(
        0,
        Ringfence.run("index", "add", index.toString(), "dir:" + work, "--license", "GPL-3.0-only")
            .status());
    List<String> lines =
        (RepositoryTest.program(21).replaceAll("\\bdata\\b", "values") + RepositoryTest.program(90))
            .lines()
            .toList();
    List<String> diff = new ArrayList<>();
    diff.add("diff --git a/src/a.c b/src/a.c");
    diff.add("new file mode 100644");
    diff.add("--- /dev/null");
    diff.add("+++ b/src/a.c");
    diff.add("@@ -0,0 +1," + lines.size() + " @@");
    lines.forEach(line -> diff.add("+" + line));
    patch = shared.resolve("change.patch");
    Files.writeString(patch, String.join("\n", diff) + "\n");

    certificate = shared.resolve("cert.pem");
    Path key = shared.resolve("key.pem");
    Process made =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString())
            .redirectErrorStream(true)
            .redirectOutput(shared.resolve("openssl.txt").toFile())
            .start();
    assertEquals(0, made.waitFor());
    Path tokens = shared.resolve("token");
    ProcessBuilder builder =
        new RingfenceProcess(
                Files.createDirectories(shared.resolve("server")),
                Map.of(
                    "XDG_RUNTIME_DIR", shared.resolve("run").toString(),
                    "XDG_STATE_HOME", shared.resolve("state").toString()))
            .builder(
                "serve",
                index.toString(),
                "--port",
                "0",
                "--token-file",
                tokens.toString(),
                "--tls-certificate",
                certificate.toString(),
                "--tls-key",
                key.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    server = builder.start();
    BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
    String line = String.valueOf(said.readLine());
    assertTrue(line.startsWith("listening on https://127.0.0.1:"), line);
    address = line.substring("listening on ".length()).replaceAll("/$", "");
    token = Files.readString(tokens).strip();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.destroy();
    assertTrue(server.waitFor(1, TimeUnit.MINUTES));
  }

  private Ringfence.Result run(Map<String, String> environment, String... arguments)
      throws Exception {
    return new RingfenceProcess(temp, environment).run(arguments);
  }

  private static Map<String, String> known() {
    return Map.of("RINGFENCE_TOKEN", token, "RINGFENCE_CA_FILE", certificate.toString());
  }

  @Test
  void aScanByFingerprintsSaysWhatAScanOfTheFolderSays() throws Exception {
    for (String format : List.of("json", "text", "sarif", "markdown")) {
      Ringfence.Result folder =
          run(Map.of(), "scan", index.toString(), patch.toString(), "--format", format);
      assertEquals(1, folder.status(), folder.err());
      Ringfence.Result served =
          run(known(), "scan", "--server", address, patch.toString(), "--format", format);
      assertEquals(folder.out(), served.out());
      assertEquals(folder.status(), served.status(), served.err());
    }
  }

  @Test
  void theAddressMayStandWhereAnIndexDoes() throws Exception {
    Path code = temp.resolve("code.c");
    Files.writeString(code, RepositoryTest.program(21));
    Ringfence.Result folder = run(Map.of(), "check", index.toString(), code.toString(), "--json");
    Ringfence.Result served = run(known(), "check", address, code.toString(), "--json");
    assertEquals(folder, served);
    assertEquals(1, served.status());
  }

  @Test
  void whatIsUnreachableIsNeverClean() throws Exception {
    Map<String, String> noToken = Map.of("RINGFENCE_CA_FILE", certificate.toString());
    Ringfence.Result refused = run(noToken, "scan", "--server", address, patch.toString());
    assertEquals(3, refused.status(), refused.out());
    assertTrue(refused.err().contains("RINGFENCE_TOKEN"), refused.err());
    Map<String, String> noTrust = Map.of("RINGFENCE_TOKEN", token);
    Ringfence.Result unsafe = run(noTrust, "scan", "--server", address, patch.toString());
    assertEquals(3, unsafe.status(), unsafe.out());
    assertTrue(unsafe.err().contains("RINGFENCE_CA_FILE"), unsafe.err());
    Ringfence.Result nobody =
        run(known(), "scan", "--server", "http://127.0.0.1:9", patch.toString());
    assertEquals(3, nobody.status(), nobody.out());
    assertTrue(nobody.err().contains("server/unreachable"), nobody.err());
    Ringfence.Result no = run(known(), "scan", "--server", "localhost", patch.toString());
    assertEquals(2, no.status(), no.out());
    Ringfence.Result path = run(known(), "scan", address + "/corpus", patch.toString());
    assertFalse(path.status() == 0, path.out());
  }
}
