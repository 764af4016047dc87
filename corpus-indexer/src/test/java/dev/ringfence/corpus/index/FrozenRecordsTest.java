package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.LicenseSnippet;
import dev.ringfence.corpus.license.UsePreference;
import dev.ringfence.corpus.source.Revision;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Records as they stand in indexes that people have: renaming a component of one of these classes
/// changes the format on disk. Where one fails, either keep the name or raise
/// [IndexFormat#VERSION].
class FrozenRecordsTest {
  private static final String LICENSE =
      """
      {"expression":"GPL-2.0-or-later","category":"COPYLEFT","networkCopyleft":false,\
      "evidence":[{"method":"SPDX_TAG","expression":"GPL-2.0-or-later","where":"a/b.c","line":3,\
      "detail":"tag"}],"contested":false}\
      """;

  private static LicenseConclusion license() {
    return new LicenseConclusion(
        Optional.of("GPL-2.0-or-later"),
        Category.COPYLEFT,
        false,
        List.of(
            new LicenseEvidence(
                LicenseEvidence.Method.SPDX_TAG, "GPL-2.0-or-later", "a/b.c", 3, "tag")));
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(
            new CorpusFile(
                "w@1",
                "a/b.c",
                "swh:1:cnt:00",
                Language.C,
                17,
                license(),
                List.of(new LicenseSnippet(4, 9, license())),
                Optional.of(new Revision("c0ffee", "2020-02-02"))),
            CorpusFile.class,
            """
            {"workId":"w@1","path":"a/b.c","swhid":"swh:1:cnt:00","language":"C","lines":17,\
            "license":LICENSE,\
            "snippets":[{"firstLine":4,"lastLine":9,"license":LICENSE}],\
            "revision":{"commit":"c0ffee","date":"2020-02-02"}}\
            """
                .replace("LICENSE", LICENSE)),
        Arguments.of(
            new Work(
                new Work.Identity("w@1", "w", "1"),
                Role.COPYLEFT,
                Optional.of("pkg:deb/debian/w@1"),
                new Provenance(
                    "debian:w",
                    "sha256:1",
                    Optional.of("2020-02-02"),
                    Optional.of("why"),
                    Optional.of("scientific"),
                    List.of(new UsePreference("Content-Usage: train-ai=n", "robots.txt", 2)),
                    Map.of("LICENSE", "00ff")),
                7,
                new Work.Contents(
                    1,
                    17,
                    99,
                    512,
                    Map.of("GPL-2.0-or-later", 1),
                    Map.of(SkipReason.NO_LANGUAGE, 2)),
                "ab"),
            Work.class,
            """
            {"id":"w@1","name":"w","version":"1","role":"COPYLEFT","purl":"pkg:deb/debian/w@1",\
            "provenance":{"source":"debian:w","state":"sha256:1","date":"2020-02-02","comment":"why",\
            "corpus":"scientific",\
            "preferences":[{"statement":"Content-Usage: train-ai=n","where":"robots.txt","line":2}],\
            "notices":{"LICENSE":"00ff"}},\
            "serial":7,"files":1,"lines":17,"tokens":99,"bytes":512,\
            "licenses":{"GPL-2.0-or-later":1},"skipped":{"NO_LANGUAGE":2},"digest":"ab"}\
            """));
  }

  @ParameterizedTest
  @MethodSource("records")
  void areWhatTheyWere(Object value, Class<?> type, String json) throws IOException {
    assertEquals(json, new String(Records.encode(value), StandardCharsets.UTF_8));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertEquals(value, Records.decode(bytes, 0, bytes.length, type));
  }
}
