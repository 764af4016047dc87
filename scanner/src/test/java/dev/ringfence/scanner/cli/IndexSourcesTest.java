package dev.ringfence.scanner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real clients, against package indexes on this machine.
class IndexSourcesTest {
  @TempDir Path temp;
  private HttpServer server;
  private final Map<String, byte[]> pages = new TreeMap<>();
  private String base;

  private static final String CODE =
      """
      def smooth(values, width):
          out = []
          for i in range(len(values) - width):
              window = values[i:i + width]
              out.append(sum(window) / width)
          return out
      """;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = pages.get(exchange.getRequestURI().getPath());
          String path = exchange.getRequestURI().getPath();
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Type",
                  path.endsWith("gz")
                      ? "application/octet-stream"
                      : path.startsWith("/npm") ? "application/json" : "text/html");
          exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
          if (page != null) {
            exchange.getResponseBody().write(page);
          }
          exchange.close();
        });
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] tgz(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setModTime(
            java.nio.file.attribute.FileTime.from(java.time.Instant.parse("2019-05-06T00:00:00Z")));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static boolean has(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Ringfence.Result ringfence(String... arguments) throws IOException, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("RINGFENCE_CACHE", temp.resolve("cache").toString());
    environment.put("PIP_INDEX_URL", base + "/simple");
    environment.put("PIP_CONFIG_FILE", "/dev/null");
    environment.put("PIP_NO_CACHE_DIR", "1");
    environment.put("npm_config_registry", base + "/npm/");
    environment.put("npm_config_cache", temp.resolve("npm-cache").toString());
    environment.put("npm_config_userconfig", "/dev/null");
    environment.put("npm_config_fetch_retries", "0");
    Files.createDirectories(temp.resolve("cwd"));
    return new RingfenceProcess(temp.resolve("cwd"), environment).run(arguments);
  }

  @Test
  void pypi() throws IOException, InterruptedException {
    assumeTrue(has("python3", "-m", "pip", "--version"), "no pip on this machine");
    byte[] sdist =
        tgz(
            Map.of(
                "smoother-1.5/PKG-INFO",
                "Metadata-Version: 2.1\nName: smoother\nVersion: 1.5\nLicense: GPL-3.0-or-later\n",
                "smoother-1.5/pyproject.toml",
                "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n",
                "smoother-1.5/backend.py",
                "import os\ndef prepare_metadata_for_build_wheel(d, c=None):\n    os.mkdir(d +"
                    + " '/smoother-1.5.dist-info')\n    with open(d +"
                    + " '/smoother-1.5.dist-info/METADATA', 'w') as f:\n       "
                    + " f.write('Metadata-Version: 2.1\\nName: smoother\\nVersion: 1.5\\n')\n    return"
                    + " 'smoother-1.5.dist-info'\ndef build_wheel(d, c=None, m=None):\n    raise"
                    + " Exception('not built')\n",
                "smoother-1.5/smoother.py",
                CODE));
    pages.put("/files/smoother-1.5.tar.gz", sdist);
    pages.put(
        "/simple/smoother/",
        ("<a href=\"/files/smoother-1.5.tar.gz#sha256="
                + DigestUtils.sha256Hex(sdist)
                + "\">smoother-1.5.tar.gz</a>")
            .getBytes(StandardCharsets.UTF_8));
    String index = temp.resolve("index").toString();
    Ringfence.Result added = ringfence("index", "add", index, "pypi:smoother==1.5");
    assertEquals(0, added.status(), added.err());
    assertTrue(added.out().contains("smoother@1.5: 2 files"), added.out());
    assertTrue(added.out().contains("2  GPL-3.0-or-later"), added.out());
    Ringfence.Result shown = ringfence("index", "show", index, "smoother", "--files");
    assertTrue(shown.out().contains("purl       pkg:pypi/smoother@1.5"), shown.out());
    assertTrue(shown.out().contains("date       2019-05-06"), shown.out());
    assertTrue(shown.out().contains("metadata PKG-INFO:4 GPL-3.0-or-later"), shown.out());
    Ringfence.Result missing = ringfence("index", "add", index, "pypi:nothing-of-this-name");
    assertEquals(3, missing.status());
    assertTrue(
        missing.err().startsWith("fetching pypi:nothing-of-this-name\nerror[source/fetch-failed]"),
        missing.err());
  }

  @Test
  void npm() throws IOException, InterruptedException {
    assumeTrue(has("npm", "--version"), "no npm on this machine");
    byte[] tarball =
        tgz(
            Map.of(
                "package/package.json",
                "{\"name\": \"@me/smoother\", \"version\": \"2.0.1\", \"license\": \"AGPL-3.0-only\","
                    + " \"scripts\": {\"prepack\": \"touch /tmp/ringfence-script-ran\"}}",
                "package/index.js",
                "export function smooth(values, width) {\n  const out = [];\n  for (let i = 0; i <"
                    + " values.length - width; i++) {\n    out.push(values.slice(i, i +"
                    + " width).reduce((a, b) => a + b, 0) / width);\n  }\n  return out;\n}\n"));
    pages.put("/npm/@me/smoother/-/smoother-2.0.1.tgz", tarball);
    String integrity = "sha512-" + Base64.getEncoder().encodeToString(DigestUtils.sha512(tarball));
    byte[] packument =
        ("{\"name\": \"@me/smoother\", \"dist-tags\": {\"latest\": \"2.0.1\"}, \"versions\": {\"2.0.1\":"
                + " {\"name\": \"@me/smoother\", \"version\": \"2.0.1\", \"dist\": {\"tarball\": \""
                + base
                + "/npm/@me/smoother/-/smoother-2.0.1.tgz\", \"integrity\": \""
                + integrity
                + "\"}}}}")
            .getBytes(StandardCharsets.UTF_8);
    pages.put("/npm/@me/smoother", packument);
    String index = temp.resolve("index").toString();
    for (String source : List.of("npm:@me/smoother", "npm:@me/smoother@2.0.1")) {
      Ringfence.Result added = ringfence("index", "add", index, source);
      assertEquals(0, added.status(), added.err());
      assertTrue(added.out().contains("@me/smoother@2.0.1: 1 files"), added.out());
      assertTrue(added.out().contains("1  AGPL-3.0-only"), added.out());
    }
    assertTrue(!Files.exists(Path.of("/tmp/ringfence-script-ran")));
  }

  @Test
  void aListGoesOnPastASourceThatFails() throws IOException, InterruptedException {
    for (String work : List.of("one", "two")) {
      Files.createDirectories(temp.resolve("works/" + work));
      Files.writeString(
          temp.resolve("works/" + work + "/" + work + ".py"), CODE + "\n" + work + " = 1\n");
    }
    Files.writeString(temp.resolve("works/broken.tar.gz"), "this is no gzip");
    Files.writeString(
        temp.resolve("works/all.list"),
        "# works\ndir:one\narchive:broken.tar.gz\n\ndir:two\ndir:three\n");
    String index = temp.resolve("index").toString();
    Ringfence.Result added =
        ringfence("index", "add", index, "list:" + temp.resolve("works/all.list"));
    assertEquals(3, added.status());
    assertTrue(added.out().contains("2 works"), added.out());
    assertTrue(added.err().contains("error[source/damaged]"), added.err());
    assertTrue(added.err().contains("error[source/not-found]: folder does not exist"), added.err());
    assertTrue(added.err().contains("2 of 4 sources are not in the index"), added.err());
    Files.writeString(temp.resolve("works/all.list"), "dir:one\nfolder:two\n");
    Ringfence.Result wrong =
        ringfence("index", "add", index, "list:" + temp.resolve("works/all.list"));
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().contains("works/all.list:2"), wrong.err());
  }

  @Test
  void syncFollowsTheCorpusFile() throws IOException, InterruptedException {
    for (String work : List.of("one", "two", "three")) {
      Files.createDirectories(temp.resolve("works/" + work));
      Files.writeString(
          temp.resolve("works/" + work + "/" + work + ".py"), CODE + "\n" + work + " = 1\n");
    }
    Path corpus = temp.resolve("works/corpus.toml");
    String index = temp.resolve("index").toString();
    String head = "version = 1\nname = \"c\"\n";
    Files.writeString(
        corpus,
        head
            + "[[work]]\nsource = \"dir:one\"\nlicense = \"GPL-2.0-only\"\n"
            + "[[work]]\nsource = \"dir:two\"\nrole = \"background\"\ndate = \"2001\"\n");
    Ringfence.Result nowhere = ringfence("index", "sync", index, corpus.toString(), "--dry-run");
    assertEquals(0, nowhere.status(), nowhere.err());
    assertTrue(!Files.exists(temp.resolve("index")));
    ringfence("index", "add", index, "dir:" + temp.resolve("works/three"));
    Ringfence.Result dry = ringfence("index", "sync", index, corpus.toString(), "--dry-run");
    assertEquals(0, dry.status(), dry.err());
    assertTrue(
        dry.out().contains("2 added, 0 updated, 0 unchanged, 0 removed, 0 failed (dry run"),
        dry.out());
    Ringfence.Result first = ringfence("index", "sync", index, corpus.toString());
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("added one\n") && first.out().contains("3 works"), first.out());
    Ringfence.Result again = ringfence("index", "sync", index, corpus.toString());
    assertTrue(again.out().contains("0 added, 0 updated, 2 unchanged, 0 removed"), again.out());
    Files.writeString(temp.resolve("works/one/more.py"), CODE.replace("smooth", "rough"));
    Files.writeString(
        corpus,
        head
            + "[[work]]\nsource = \"dir:one\"\nlicense = \"GPL-2.0-only\"\n"
            + "[[work]]\nsource = \"dir:nowhere\"\n");
    Ringfence.Result changed = ringfence("index", "sync", index, corpus.toString());
    assertEquals(3, changed.status());
    assertTrue(changed.out().contains("updated one: its files changed"), changed.out());
    assertTrue(changed.out().contains("removed two: no longer in the corpus file"), changed.out());
    assertTrue(changed.err().contains("--> " + corpus + ":7"), changed.err());
    Ringfence.Result list = ringfence("index", "list", index);
    assertTrue(list.out().contains("three") && !list.out().contains("two"), list.out());
    assertEquals(0, ringfence("index", "verify", index).status());
  }

  @Test
  void aCorpusFileSaysWhatIsWrongWithIt() throws IOException {
    Path corpus = temp.resolve("c.toml");
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put(
        "version = 1\nname = \"c\"\n[[work]]\nsorce = \"dir:x\"\n", "did you mean `work.source`?");
    faults.put("version = 1\n", "`name` is missing");
    faults.put("version = 2\nname = \"c\"\n", "this version reads 1");
    faults.put("version = 1\nname = \"c\"\n[[work]]\nsource = \"x\"\n", "invalid source `x`");
    faults.put(
        "version = 1\nname = \"c\"\n[[work]]\nsource = \"dir:x\"\nrole = \"evil\"\n", "is no role");
    faults.put(
        "version = 1\nname = \"c\"\n[[work]]\nsource = \"dir:x\"\ndate = \"May\"\n", "is no date");
    faults.put(
        "version = 1\nname = \"c\"\n[[work]]\nsource = \"dir:x\"\nlicense = \"a b\"\n",
        "is no SPDX expression");
    faults.put("version = 1\nname = \"c\"\n[[work]\n", "not TOML");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      Files.writeString(corpus, fault.getKey());
      Ringfence.Result result =
          Ringfence.run("index", "sync", temp.resolve("i").toString(), corpus.toString());
      assertEquals(2, result.status(), fault.getKey());
      assertTrue(result.err().contains(fault.getValue()), result.err());
      assertTrue(result.err().contains("c.toml:"), result.err());
      assertTrue(!Files.exists(temp.resolve("i")));
    }
  }
}
