package dev.ringfence.fingerprints.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
  @ParameterizedTest
  @CsvSource({
    "a/b.c, C",
    "x.H, C",
    "x.cpp, CPP",
    "x.pyx, CYTHON",
    "x.py, PYTHON",
    "A.java, JAVA",
    "x.tsx, JAVASCRIPT",
    "x.rs, RUST",
    "x.go, GO"
  })
  void knowsLanguagesBySuffix(String path, Language expected) {
    assertEquals(Optional.of(expected), Language.ofPath(path));
  }

  @ParameterizedTest
  @CsvSource({"README", "a.txt", "c", "a.c/b"})
  void knowsNoLanguageOfOtherNames(String path) {
    assertTrue(Language.ofPath(path).isEmpty());
  }

  @Test
  void aLineEndsAtALineFeedAlone() {
    LineTable lines = LineTable.of("a\nb\r\nc\rd\u2028e\u0085f\u000bg\fh\r\r\ni");
    assertEquals(4, lines.lineCount());
    assertEquals(1, lines.lineAt(0));
    assertEquals(2, lines.lineAt(2));
    assertEquals(3, lines.lineAt(5));
    assertEquals(3, lines.lineAt(7));
    assertEquals(5, lines.startOffset(3));
    assertEquals(4, lines.lineAt("a\nb\r\nc\rd\u2028e\u0085f\u000bg\fh\r\r\n".length()));
  }

  @Test
  void readsLatin1WhereUtf8IsInvalid() {
    assertEquals("é", SourceText.decode("é".getBytes(StandardCharsets.UTF_8)));
    assertEquals("é!", SourceText.decode(new byte[] {(byte) 0xe9, '!'}));
  }

  @Test
  void knowsKin() {
    assertTrue(Language.C.isKin(Language.CPP));
    assertTrue(Language.CYTHON.isKin(Language.PYTHON));
    assertTrue(!Language.C.isKin(Language.JAVA));
  }
}
