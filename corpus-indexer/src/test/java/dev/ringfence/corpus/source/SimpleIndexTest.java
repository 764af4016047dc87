package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pages of package indexes as the standards describe them, and as they should not be.
class SimpleIndexTest {
  private static final URI PAGE = URI.create("https://index.example/simple/my-pkg/");

  private static List<SimpleIndex.Sdist> read(String type, String body) throws IOException {
    return SimpleIndex.read(PAGE, type, body.getBytes(StandardCharsets.UTF_8), "My.Pkg");
  }

  private static final String HTML =
      """
      <!DOCTYPE html><html><body>
      <a href="../../files/my_pkg-1.0.tar.gz#sha256=aa">my_pkg-1.0.tar.gz</a>
      <A data-requires-python="&gt;=3.6" HREF='my-pkg-1.1.zip#sha256=bb&amp;x=1'>my-pkg-1.1.zip</A>
      <a href="https://files.example/My.Pkg-2.0rc1.tar.gz#sha512=cc">x</a>
      <a href="my_pkg-1.2.tar.gz#sha256=dd" data-yanked="broken">x</a>
      <a href="my_pkg-3.0-py3-none-any.whl#sha256=ee">a wheel</a>
      <a href="other-9.0.tar.gz">another's</a>
      <a href="my_pkg-..-9.0.tar.gz">x</a>
      <abbr href="my_pkg-9.0.tar.gz">x</abbr>
      <a href="my_pkg-9.1.tar.gz
      """;

  private static final String JSON =
      """
      {"files": [
        {"filename": "my_pkg-1.0.tar.gz", "url": "../../files/my_pkg-1.0.tar.gz", "hashes": {"sha256": "aa"}},
        {"filename": "my-pkg-1.1.zip", "url": "my-pkg-1.1.zip", "hashes": {"sha256": "bb"}, "yanked": false},
        {"filename": "My.Pkg-2.0rc1.tar.gz", "url": "https://files.example/My.Pkg-2.0rc1.tar.gz", "hashes": {"sha512": "cc"}},
        {"filename": "my_pkg-1.2.tar.gz", "url": "my_pkg-1.2.tar.gz", "hashes": {"sha256": "dd"}, "yanked": "broken"},
        {"filename": "my_pkg-3.0-py3-none-any.whl", "url": "x.whl", "hashes": {}},
        {"filename": "../my_pkg-4.0.tar.gz", "url": "x", "hashes": {}},
        {"url": 7}
      ]}
      """;

  @ParameterizedTest
  @CsvSource({"text/html", "application/vnd.pypi.simple.v1+json"})
  void bothFormsSayTheSame(String type) throws IOException {
    List<SimpleIndex.Sdist> found = read(type, type.contains("json") ? JSON : HTML);
    assertEquals(
        List.of("1.0", "1.1", "2.0rc1", "1.2"),
        found.stream().map(SimpleIndex.Sdist::versionText).toList());
    assertEquals(
        List.of(
            "https://index.example/files/my_pkg-1.0.tar.gz",
            "https://index.example/simple/my-pkg/my-pkg-1.1.zip",
            "https://files.example/My.Pkg-2.0rc1.tar.gz",
            "https://index.example/simple/my-pkg/my_pkg-1.2.tar.gz"),
        found.stream().map(each -> each.url().toString()).toList());
    assertEquals(
        List.of(Map.entry("sha256", "aa"), Map.entry("sha256", "bb"), Map.entry("sha512", "cc")),
        found.subList(0, 3).stream().map(each -> each.digest().orElseThrow()).toList());
    assertEquals("1.1", chosen(found, ""));
    assertEquals("1.2", chosen(found, "1.2.0"));
    assertEquals("2.0rc1", chosen(found, "2.0rc1"));
    assertEquals("none", chosen(found, "3.0"));
    assertEquals("2.0rc1", chosen(found.subList(2, 4), ""));
  }

  private static String chosen(List<SimpleIndex.Sdist> all, String wanted) {
    Optional<PythonVersion> version =
        wanted.isEmpty() ? Optional.empty() : PythonVersion.parse(wanted);
    return SimpleIndex.choose(all, version).map(SimpleIndex.Sdist::versionText).orElse("none");
  }

  @Test
  void anyPageIsReadOrRefused() throws IOException {
    assertThrows(IOException.class, () -> read("application/json", "{"));
    Random random = new Random(8);
    for (int round = 0; round < 400; round++) {
      StringBuilder page = new StringBuilder(round % 2 == 0 ? HTML : JSON);
      for (int i = 0; i < 5; i++) {
        page.setCharAt(random.nextInt(page.length()), "<>\"'{}[]&#a".charAt(random.nextInt(11)));
      }
      try {
        for (SimpleIndex.Sdist each :
            read(round % 2 == 0 ? "text/html" : "x/json", page.toString())) {
          assertEquals(-1, each.file().indexOf('/'));
        }
      } catch (IOException expected) {
        assertEquals(1, round % 2);
      }
    }
  }

  @Test
  void settingsOfPip() {
    assertEquals(
        Map.of(
            "index-url",
            "https://e/simple",
            "extra-index-url",
            "https://a/ https://b/",
            "cert",
            "/c"),
        PipSettings.settings(
            """
            global.index-url='https://g/simple'
            download.index-url='https://d/simple'
            :env:.index-url='https://e/simple'
            global.extra-index-url='\\nhttps://a/\\nhttps://b/'
            global.cert="/c"
            wheel.x='1'
            """));
  }

  @ParameterizedTest
  @CsvSource({
    "index.example, me:secret",
    "INDEX.example, me:secret",
    "else.example, any:thing",
  })
  void credentialsOfNetrc(String host, String expected) {
    String netrc =
        """
        # mine
        machine a.example login x password y
        machine index.example
          login me
          password secret
        default login any password thing
        """;
    assertEquals(Optional.of(expected), Download.netrc(netrc, host));
    assertEquals(Optional.empty(), Download.netrc("machine b login x password y", host));
  }
}
