package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A content that is known already is told as it was the first time.
class ContentIndexerTest {
  @TempDir Path temp;

  private static byte[] code(int seed) {
    return ("int f"
            + seed
            + "(int a) {\n  int b = a * "
            + seed
            + " + 17;\n  while (b > a) {\n"
            + "    b = b / 2 - a % 3;\n  }\n  return a + b;\n}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<ContentIndexer.Content> add(CorpusIndexWriter writer, byte[] bytes)
      throws IOException {
    return new ContentIndexer(writer, true).add(bytes, Language.C, "f.c");
  }

  @Test
  void whatIsUnderwayCommittedOrOfAFormerRunIsCountedAlike() throws IOException {
    Path folder = temp.resolve("index");
    ContentIndexer.Content first;
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(folder)) {
      first = add(writer, code(1)).orElseThrow();
      assertTrue(first.tokens() > 30, "tokens: " + first.tokens());
      assertEquals(8, first.lines());
      assertEquals(first, add(writer, code(1)).orElseThrow());
      writer.commit();
      assertEquals(first, add(writer, code(1)).orElseThrow());
    }
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(folder)) {
      assertEquals(first, add(writer, code(1)).orElseThrow());
      byte[] key = IndexFormat.blobKey(first.swhid(), Language.C);
      assertEquals(first.tokens(), writer.tokens(key));
      assertEquals(0, writer.tokens(IndexFormat.blobKey(first.swhid(), Language.JAVA)));
    }
  }

  @Test
  void whatIsTooShortStaysFree() throws IOException {
    byte[] few = "int a;\n".getBytes(StandardCharsets.UTF_8);
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(temp.resolve("index"))) {
      assertFalse(add(writer, few).isPresent());
      assertFalse(add(writer, few).isPresent());
      byte[] key = IndexFormat.blobKey("swh:1:cnt:" + ContentIndexer.gitBlobSha1(few), Language.C);
      assertTrue(writer.claim(key));
    }
  }
}
