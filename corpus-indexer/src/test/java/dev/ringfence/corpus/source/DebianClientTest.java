package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianClientTest {
  @TempDir Path temp;
  private DebianArchive archive;
  private Path keyring;

  @BeforeEach
  void start() throws IOException {
    archive = new DebianArchive();
    archive.add("stable", "tool", "1.2-3", "int a;\n");
    archive.add("stable", "toolbox", "9.0-1", "int b;\n");
    archive.publish("stable");
    keyring = archive.key.write(temp.resolve("keys.gpg"));
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  private String line(String suite) {
    return "deb-src [signed-by=" + keyring + "] " + archive.url() + " " + suite + " main";
  }

  private FetchedWork fetch(String source, String wanted) throws IOException {
    CorpusSource.Debian debian =
        (CorpusSource.Debian) CorpusSource.parseAll(wanted, Path.of(""), false).getFirst();
    return new SourceFetcher(temp.resolve("cache"), Duration.ofSeconds(60))
        .orDebianSource(Optional.of(source))
        .fetch(debian);
  }

  private String refusal(String source, String wanted) {
    RingfenceException e = assertThrows(RingfenceException.class, () -> fetch(source, wanted));
    return e.diagnostic().render("error");
  }

  private void assertNothingKept() throws IOException {
    Path sources = temp.resolve("cache/debian/sources");
    if (Files.isDirectory(sources)) {
      try (Stream<Path> files = Files.walk(sources)) {
        assertFalse(
            files.anyMatch(file -> file.toString().matches(".*\\.(complete|part|tar\\..*)")));
      }
    }
  }

  @Test
  void readsASourcePackageThroughTheSignedLists() throws IOException {
    Map<String, String> read = new TreeMap<>();
    try (FetchedWork work = fetch(line("stable"), "debian:tool")) {
      work.forEachFile(file -> {
        read.put(file.path(), new String(file.bytes(), StandardCharsets.UTF_8));
        return true;
      });
      assertEquals("tool", work.name());
      assertEquals("1.2-3", work.version());
      assertEquals(Optional.of("pkg:deb/debian/tool@1.2-3?arch=source"), work.purl());
      assertEquals(List.of(), work.warnings());
    }
    assertEquals(Map.of("a.c", "int a;\n", "debian/copyright", "License: GPL-2+\n"), read);
    archive.asked.clear();
    fetch(line("stable"), "debian:tool").close();
    assertEquals(List.of(), archive.asked, "all of it is in the cache");
  }

  @Test
  void readsBothFormsOfSourceListsAndKeysInThem() throws IOException {
    Path list = Files.writeString(temp.resolve("a.list"), "# ours\n" + line("stable") + "\n");
    fetch(list.toString(), "debian:tool").close();
    Path sources =
        Files.writeString(
            temp.resolve("a.sources"),
            "Types: deb\nURIs: "
                + archive.url()
                + "/\nSuites: stable\nComponents: main\nSigned-By: "
                + keyring
                + "\n\nEnabled: no\nTypes: deb\nURIs: http://localhost:1/\nSuites: x\nComponents: main\n");
    fetch(sources.toString(), "debian:toolbox").close();
    assertTrue(
        refusal("deb-src " + archive.url() + " flat/", "debian:tool")
            .contains("source/invalid-archive"));
    assertTrue(refusal(temp + "/none.list", "debian:tool").contains("neither a `deb-src` line"));
  }

  @Test
  void takesTheNewestVersionAndBackportsOnlyWhenAsked() throws IOException {
    archive.add("updates", "tool", "1.10-1", "int c;\n").publish("updates");
    archive
        .add("backports", "tool", "2:0.1-1", "int d;\n")
        .publish("backports", "NotAutomatic: yes\n", archive.key, HashAlgorithmTags.SHA512);
    String all = line("stable") + "\n" + line("backports") + "\n" + line("updates");
    try (FetchedWork work = fetch(all, "debian:tool")) {
      assertEquals("1.10-1", work.version());
    }
    try (FetchedWork work = fetch(all, "debian:tool=2:0.1-1")) {
      assertEquals("2:0.1-1", work.version());
    }
    String refusal = refusal(all, "debian:tool=7");
    assertTrue(refusal.contains("there is 1.2-3, 2:0.1-1, 1.10-1"), refusal);
    assertTrue(refusal(all, "debian:too").contains("no archive has a source package `too`"));
  }

  @Test
  void aSuiteThatCannotBeReadIsNamed() throws IOException {
    try (FetchedWork work = fetch(line("stable") + "\n" + line("gone"), "debian:tool")) {
      assertTrue(work.warnings().getFirst().contains("gone"), work.warnings().toString());
    }
    String refusal = refusal(line("gone"), "debian:tool");
    assertTrue(refusal.contains("gone/InRelease: there is none"), refusal);
  }

  @Test
  void refusesWhatNoTrustedKeySigned() throws IOException {
    archive.publish("stable", "", new DebianArchive.Key(), HashAlgorithmTags.SHA512);
    String refusal = refusal(line("stable"), "debian:tool");
    assertTrue(refusal.contains("is not among the trusted ones"), refusal);
    assertNothingKept();
  }

  @Test
  void refusesAKeyThatTheListDoesNotName() throws IOException {
    String other = "0".repeat(40);
    Path sources = temp.resolve("a.sources");
    String text = "Types: deb-src\nURIs: %s\nSuites: stable\nComponents: main\nSigned-By: %s %s\n";
    Files.writeString(sources, text.formatted(archive.url(), keyring, other));
    assertTrue(refusal(sources.toString(), "debian:tool").contains("not one that the source list"));
    Files.writeString(sources, text.formatted(archive.url(), keyring, archive.key.fingerprint()));
    fetch(sources.toString(), "debian:tool").close();
  }

  @Test
  void refusesWeakDigests() throws IOException {
    archive.publish("stable", "", archive.key, HashAlgorithmTags.SHA1);
    assertTrue(refusal(line("stable"), "debian:tool").contains("weak digest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Suite: stable", "Origin: Test"})
  void refusesAChangedRelease(String signed) throws IOException {
    change("dists/stable/InRelease", signed, signed + "x");
    String refusal = refusal(line("stable"), "debian:tool");
    assertTrue(refusal.contains("the text was changed"), refusal);
    assertNothingKept();
  }

  @Test
  void refusesTextOutsideTheSignature() throws IOException {
    String release =
        new String(archive.files.get("dists/stable/InRelease"), StandardCharsets.UTF_8);
    for (String changed :
        List.of("SHA256:\n" + release, release + "SHA256:\n", release + release)) {
      archive.files.put("dists/stable/InRelease", changed.getBytes(StandardCharsets.UTF_8));
      String refusal = refusal(line("stable"), "debian:tool");
      assertTrue(refusal.contains("no signed text"), refusal);
    }
  }

  @Test
  void refusesAListOrFileOfAnotherDigest() throws IOException {
    byte[] sources = archive.files.get("dists/stable/main/source/Sources.xz");
    archive.files.put("dists/stable/main/source/Sources.xz", new byte[] {1, 2, 3});
    String refusal = refusal(line("stable"), "debian:tool");
    assertTrue(refusal.contains("Sources.xz is not the file whose SHA-256"), refusal);
    archive.files.put("dists/stable/main/source/Sources.xz", sources);
    archive.files.put("pool/main/t/tool/tool_1.2.orig.tar.gz", new byte[] {1});
    refusal = refusal(line("stable"), "debian:tool");
    assertTrue(refusal.contains("tool_1.2.orig.tar.gz is not the file whose SHA-256"), refusal);
    assertNothingKept();
  }

  @Test
  void refusesAReleaseThatIsPastItsDay() throws IOException {
    archive.publish(
        "stable",
        "Valid-Until: Sat, 1 Mar 2025 00:00:00 UTC\n",
        archive.key,
        HashAlgorithmTags.SHA512);
    String refusal = refusal(line("stable"), "debian:tool");
    assertTrue(refusal.contains("was valid until Sat, 1 Mar 2025"), refusal);
    fetch(line("stable").replace("[", "[check-valid-until=no "), "debian:tool").close();
  }

  private void change(String file, String from, String to) {
    String text = new String(archive.files.get(file), StandardCharsets.UTF_8);
    assertTrue(text.contains(from));
    archive.files.put(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }
}
