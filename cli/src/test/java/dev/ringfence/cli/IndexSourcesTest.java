package dev.ringfence.cli;

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

  private static final byte[] USER = "me:s/ecret".getBytes(StandardCharsets.UTF_8);

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
                      : path.startsWith("/npm") || path.startsWith("/json")
                          ? "application/json"
                          : "text/html");
          String user = "Basic " + Base64.getEncoder().encodeToString(USER);
          if (path.startsWith("/auth")
              && !user.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
          }
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
    return ringfence(Map.of(), arguments);
  }

  private Ringfence.Result ringfence(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("RINGFENCE_CACHE", temp.resolve("cache").toString());
    environment.put("PIP_INDEX_URL", base + "/simple");
    environment.put("PIP_CONFIG_FILE", "/dev/null");
    environment.put("PIP_EXTRA_INDEX_URL", "");
    environment.put("NETRC", "/dev/null");
    environment.put("npm_config_registry", base + "/npm/");
    environment.put("npm_config_cache", temp.resolve("npm-cache").toString());
    environment.put("npm_config_userconfig", "/dev/null");
    environment.put("npm_config_fetch_retries", "0");
    environment.putAll(more);
    Files.createDirectories(temp.resolve("cwd"));
    return new RingfenceProcess(temp.resolve("cwd"), environment).run(arguments);
  }

  private static String link(String file, String digest) {
    return "<a href=\"/files/" + file + "#sha256=" + digest + "\">" + file + "</a>\n";
  }

  private byte[] sdist(String version) throws IOException {
    String folder = "smoother-" + version + "/";
    return tgz(
        Map.of(
            folder + "PKG-INFO",
            "Metadata-Version: 2.1\nName: smoother\nVersion: "
                + version
                + "\nLicense: GPL-3.0-or-later\n",
            folder + "setup.py",
            "open('" + temp.resolve("ran") + "', 'w')\n",
            folder + "pyproject.toml",
            "[build-system]\nrequires = []\nbuild-backend = \"setup\"\nbackend-path = [\".\"]\n",
            folder + "smoother.py",
            CODE));
  }

  private void page(String path, String text) {
    pages.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The index as pages and as JSON, asked for one version and for the newest.
  @Test
  void pypi() throws IOException, InterruptedException {
    assumeTrue(has("python3", "-m", "pip", "--version"), "no pip on this machine");
    StringBuilder links = new StringBuilder();
    StringBuilder files = new StringBuilder();
    for (String version : List.of("1.4", "1.5", "2.0rc1")) {
      String file = "smoother-" + version + ".tar.gz";
      byte[] sdist = sdist(version);
      pages.put("/files/" + file, sdist);
      String digest = DigestUtils.sha256Hex(sdist);
      links.append(link(file, digest));
      files.append(files.isEmpty() ? "" : ",");
      files.append("{\"filename\": \"" + file + "\", \"url\": \"/files/" + file);
      files.append("\", \"hashes\": {\"sha256\": \"" + digest + "\"}}");
    }
    page("/simple/smoother/", links.toString());
    page("/json/smoother/", "{\"files\": [" + files + "]}");
    page("/auth/smoother/", links.toString());
    String index = temp.resolve("index").toString();
    for (String simple : List.of("/simple", "/json/", "/auth")) {
      String address = base + simple;
      if (simple.equals("/auth")) {
        Ringfence.Result refused =
            ringfence(Map.of("PIP_INDEX_URL", address), "index", "add", index, "pypi:smoother");
        assertEquals(3, refused.status());
        assertTrue(refused.err().contains("status 401"), refused.err());
        address = address.replace("http://", "http://me:s%2Fecret@");
      }
      for (String source : List.of("pypi:Smoother==1.5.0", "pypi:smoother")) {
        deleteCache();
        Ringfence.Result added =
            ringfence(Map.of("PIP_INDEX_URL", address), "index", "add", index, source);
        assertEquals(0, added.status(), added.err());
        assertTrue(added.out().contains("smoother@1.5: 2 files"), added.out());
        assertTrue(added.out().contains("2  GPL-3.0-or-later"), added.out());
        assertTrue(!Files.exists(temp.resolve("ran")), "the package was run");
        assertTrue(!added.err().contains("ecret"), added.err());
      }
    }
    // An index that cannot be reached does not hide the next.
    deleteCache();
    Ringfence.Result second =
        ringfence(
            Map.of(
                "PIP_INDEX_URL",
                "http://127.0.0.1:1/simple",
                "PIP_EXTRA_INDEX_URL",
                base + "/simple"),
            "index",
            "add",
            index,
            "pypi:smoother");
    assertEquals(0, second.status(), second.err());
    Ringfence.Result shown = ringfence("index", "show", index, "smoother", "--files");
    assertTrue(shown.out().contains("purl       pkg:pypi/smoother@1.5"), shown.out());
    assertTrue(shown.out().contains("date       2019-05-06"), shown.out());
    assertTrue(shown.out().contains("metadata PKG-INFO:4 GPL-3.0-or-later"), shown.out());
  }

  @Test
  void pypiSaysWhyThereIsNone() throws IOException, InterruptedException {
    assumeTrue(has("python3", "-m", "pip", "--version"), "no pip on this machine");
    byte[] sdist = sdist("1.5");
    pages.put("/files/smoother-1.5.tar.gz", sdist);
    page("/simple/smoother/", link("smoother-1.5.tar.gz", "00"));
    page("/simple/bare/", "<a href=\"/files/bare-1.0.tar.gz\">x</a>");
    page("/simple/wheels/", link("wheels-1.0-py3-none-any.whl", "00"));
    page("/simple/local/", "<a href=\"file:///etc/local-1.0.tar.gz#sha256=00\">x</a>");
    page("/simple/gone/", link("gone-1.0.tar.gz", "00"));
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put("smoother", "is not the file whose digest the index gives");
    faults.put("bare", "gives no SHA-2 digest");
    faults.put("wheels", "no source distribution of it on " + base + "/simple/");
    faults.put("local", "names a file of this machine");
    faults.put("gone", "status 404");
    faults.put("nothing-of-this-name", "no source distribution of it on");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      String source = "pypi:" + fault.getKey();
      Ringfence.Result missing =
          ringfence("index", "add", temp.resolve("index").toString(), source);
      assertEquals(3, missing.status(), source);
      assertTrue(
          missing.err().startsWith("fetching " + source + "\nerror[source/fetch-failed]"),
          missing.err());
      assertTrue(missing.err().contains(fault.getValue()), missing.err());
    }
  }

  private void deleteCache() throws IOException {
    try (var tree = Files.walk(temp)) {
      for (Path each : tree.filter(path -> path.toString().endsWith(".tar.gz")).toList()) {
        Files.delete(each);
      }
    }
  }

  /// A cache inside a checkout, whose files the clients would follow.
  @Test
  void settingsOfACheckoutAboveTheCacheDoNotCount() throws IOException, InterruptedException {
    Files.createDirectories(temp.resolve(".mvn"));
    Files.writeString(temp.resolve(".mvn/jvm.config"), "-XX:RingfencePlanted\n");
    Files.writeString(temp.resolve(".mvn/maven.config"), "--ringfence-planted\n");
    Files.writeString(temp.resolve("package.json"), "{}");
    Files.writeString(temp.resolve(".npmrc"), "dry-run=true\n");
    Files.createDirectories(temp.resolve("cache"));
    String index = temp.resolve("index").toString();
    if (has("npm", "--version")) {
      publishNpm();
      Ringfence.Result added = ringfence("index", "add", index, "npm:@me/smoother@2.0.1");
      assertEquals(0, added.status(), added.err());
    }
    if (has("mvn", "--version")) {
      Ringfence.Result failed =
          ringfence(
              Map.of("MAVEN_ARGS", "--offline"), "index", "add", index, "maven:no.such:thing:1.0");
      assertEquals(3, failed.status());
      assertTrue(failed.err().contains("Maven did not deliver"), failed.err());
      assertTrue(
          !failed.err().toLowerCase(java.util.Locale.ROOT).contains("planted"), failed.err());
    }
  }

  /// Names whose bytes are no text here, in a folder, without the launcher's locale and with it.
  @Test
  void aNameThatIsNoTextIsSkippedAndCounted() throws IOException, InterruptedException {
    Path works = Files.createDirectories(temp.resolve("named"));
    Files.writeString(works.resolve("plain.py"), CODE);
    Files.writeString(temp.resolve("code.py"), CODE.replace("smooth", "rough"));
    Process named =
        new ProcessBuilder(
                "sh",
                "-c",
                "cp ../code.py \"$(printf 'caf\\351.py')\" && cp ../code.py \"$(printf"
                    + " 'h\\303\\244sh.py')\" && mkdir \"$(printf 'd\\377')\" && cp ../code.py"
                    + " \"$(printf 'd\\377')/a.py\"")
            .directory(works.toFile())
            .redirectErrorStream(true)
            .start();
    assumeTrue(named.waitFor() == 0, "this file system takes no such names");
    for (Map.Entry<String, Integer> locale : Map.of("C", 3, "C.UTF-8", 2).entrySet()) {
      String index = temp.resolve("index-" + locale.getKey()).toString();
      Map<String, String> environment = Map.of("LC_ALL", locale.getKey());
      Ringfence.Result added = ringfence(environment, "index", "add", index, "dir:" + works);
      assertEquals(0, added.status(), added.err());
      assertTrue(added.out().contains("named: " + (4 - locale.getValue()) + " files"), added.out());
      assertTrue(added.err().contains("is not in the locale's characters"), added.err());
      Ringfence.Result shown = ringfence(environment, "index", "show", index, "named");
      assertTrue(shown.out().contains(locale.getValue() + " "), shown.out());
      assertEquals(0, ringfence(environment, "index", "verify", index).status());
    }
  }

  private void publishNpm() throws IOException {
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
  }

  @Test
  void npm() throws IOException, InterruptedException {
    assumeTrue(has("npm", "--version"), "no npm on this machine");
    publishNpm();
    String index = temp.resolve("index").toString();
    for (String source : List.of("npm:@me/smoother", "npm:@me/smoother@2.0.1")) {
      Ringfence.Result added = ringfence("index", "add", index, source);
      assertEquals(0, added.status(), added.err());
      assertTrue(added.out().contains("@me/smoother@2.0.1: 1 file"), added.out());
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
