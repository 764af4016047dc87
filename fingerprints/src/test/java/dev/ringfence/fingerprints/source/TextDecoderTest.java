package dev.ringfence.fingerprints.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.TextDecoder.Binary;
import dev.ringfence.fingerprints.source.TextDecoder.Encoding;
import dev.ringfence.fingerprints.source.TextDecoder.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDecoderTest {
  private static final String CODE =
      "/* Adds, as the name says. */\nint add(int a, int b) {\n  return a + b;\n}\n".repeat(8);

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer b -> out.write(b);
        case byte[] more -> out.writeBytes(more);
        default -> out.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] random = new byte[length];
    new Random(7).nextBytes(random);
    return random;
  }

  private static Text text(String path, byte[] bytes) {
    return assertInstanceOf(Text.class, TextDecoder.decode(path, bytes));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void readsEveryEncodingWithAndWithoutAMark(Encoding encoding) {
    // Chinese, Japanese, Korean, Greek, and a letter outside of the first plane.
    String other =
        encoding == Encoding.LATIN_1
            ? "// déjà vu\n"
            : "// \u8fd9\u662f\u4e2d\u6587 \u3053\u3093\u306b\u3061\u306f \uc548\ub155 \u03b1\u03b2 \ud83d\ude00\n";
    Charset charset =
        Charset.forName(
            encoding == Encoding.LATIN_1 ? "ISO-8859-1" : encoding.name().replace("UTF_", "UTF-"));
    for (String content :
        new String[] {CODE, CODE + other, other + CODE, (other + CODE).replace("\n", "\r\n")}) {
      for (String path : new String[] {"x.c", "x.unknown", "x"}) {
        byte[] plain = content.getBytes(charset);
        Text read = text(path, plain);
        assertEquals(content, read.text());
        assertTrue(read.doubt().isEmpty(), path + " " + read.doubt());
        assertEquals(
            content.equals(CODE) && encoding == Encoding.LATIN_1 ? Encoding.UTF_8 : encoding,
            read.encoding());
        if (encoding != Encoding.LATIN_1) {
          Text marked = text(path, bytes("\uFEFF".getBytes(charset), plain));
          assertEquals(content, marked.text().replaceFirst("^\uFEFF", ""));
          assertTrue(marked.doubt().isEmpty(), path + " " + marked.doubt());
        }
      }
    }
  }

  @Test
  void readsChineseWithAMark() {
    String chinese = "\u8fd9\u662f\u4e2d\u6587\u3002\n".repeat(30);
    assertEquals(
        chinese,
        text("x.c", bytes(0xff, 0xfe, chinese.getBytes(StandardCharsets.UTF_16LE))).text());
    assertEquals(
        chinese,
        text("x.c", bytes(0xfe, 0xff, chinese.getBytes(StandardCharsets.UTF_16BE))).text());
  }

  /// PHP and shells run 8-bit text behind these bytes.
  @ParameterizedTest
  @ValueSource(strings = {"<?php f($a, 'x');\n", "#!/bin/sh\necho \u00e9\u00e8\n", "a"})
  void doesNotBelieveAMarkBefore8BitText(String line) {
    String content = line.repeat(40);
    assertEquals(content, text("x.php", bytes(0xfe, 0xff, content)).text());
    assertEquals(content, text("x.php", bytes(0xff, 0xfe, content)).text());
    assertEquals(Encoding.UTF_8, text("x.php", bytes(0xfe, 0xff, content)).encoding());
    String zeros = content + "/* \0 \0\0 \0 */";
    assertEquals(zeros, text("x.php", bytes(0xfe, 0xff, zeros)).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* \0 */",
        "/*\0\0\0\0\0\0*/",
        "/*\r*/",
        "\r",
        "\u001a",
        "/* \u001b[31m */",
        "\f"
      })
  void controlCharactersMakeNoBinary(String odd) {
    for (String path : new String[] {"x.c", "x.unknown", "tool"}) {
      for (String content : new String[] {odd + CODE, CODE + odd, CODE.repeat(40) + odd + CODE}) {
        assertEquals(content, text(path, bytes(content)).text());
        assertTrue(text(path, bytes(content)).doubt().isEmpty());
      }
    }
    String zeros = "\0".repeat(5_000) + CODE;
    assertEquals(zeros, text("x.c", bytes(zeros)).text());
  }

  static Stream<Arguments> binaries() {
    return Stream.of(
        Arguments.of("x.png", "\u0089PNG\r\n\u001a\n", "image"),
        Arguments.of("x.npy", "\u0093NUMPY", "data"),
        Arguments.of("x.whl", "PK\u0003\u0004", "archive"),
        Arguments.of("x.so", "\u007fELF", "compiled code"),
        Arguments.of("x", "\u007fELF", "compiled code"),
        Arguments.of("x.blob", "", "binary content"),
        Arguments.of("x.dat", "", "binary content"));
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void saysWhatABinaryIs(String path, String magic, String kind) {
    byte[] content = bytes(magic.getBytes(StandardCharsets.ISO_8859_1), random(4_000));
    assertEquals(new Binary(kind, false), TextDecoder.decode(path, content));
    // A code suffix is believed, whatever the bytes: what is text of it is judged.
    assertFalse(text("x.py", content).doubt().isEmpty());
    assertFalse(text("Makefile", content).doubt().isEmpty());
  }

  @Test
  void aFirstLineOfCodeMayBeCode() {
    Binary read =
        assertInstanceOf(
            Binary.class, TextDecoder.decode("run", bytes("#!/bin/sh\n", random(4_000))));
    assertTrue(read.mayBeCode());
  }

  @Test
  void readsTextInsideOfOtherBytes() {
    assertTrue(
        text("x.inc2", bytes(random(4_000), CODE.repeat(3), random(400))).text().contains(CODE));
    assertTrue(text("x.c", bytes(random(4_000), CODE, random(400))).text().contains(CODE));
  }

  @Test
  void saysWhereEncodingsMix() {
    byte[] wide = CODE.getBytes(StandardCharsets.UTF_16LE);
    assertFalse(text("x.c", bytes(wide, CODE)).doubt().isEmpty());
    assertFalse(text("x.c", bytes(0xff, 0xfe, wide, CODE)).doubt().isEmpty());
    assertFalse(text("x.c", bytes(CODE, wide)).doubt().isEmpty());
    assertFalse(text("x.c", bytes(CODE.getBytes(Charset.forName("IBM037")))).doubt().isEmpty());
  }

  /// Python reads UTF-7 and escapes where a source says so.
  @Test
  void saysWhereASourceDeclaresAnotherEncoding() {
    for (String declared :
        new String[] {"# -*- coding: utf-7 -*-", "#!x\n# vim: set fileencoding=unicode_escape :"}) {
      assertFalse(text("x.py", bytes(declared + "\n" + CODE)).doubt().isEmpty(), declared);
      assertFalse(text("tool", bytes(declared + "\n" + CODE)).doubt().isEmpty(), declared);
    }
    for (String declared :
        new String[] {"# coding: utf-8", "# coding=latin-1", "x\ny\n# coding: utf-7"}) {
      assertTrue(text("x.py", bytes(declared + "\n" + CODE)).doubt().isEmpty(), declared);
    }
  }

  @Test
  void readsTheLanguageBehindAMark() {
    assertEquals(Language.SHELL, LanguageDetector.detect("x", "\uFEFF#!/bin/sh\n").orElseThrow());
  }

  /// Vim looks at the last five lines, however long the text.
  @Test
  void looksAtTheLastLines() {
    String long1 = "x\n".repeat(20_000);
    assertEquals(
        Language.LUA,
        LanguageDetector.detect("x.txt", long1 + "# vim: ft=lua\n\n\n").orElseThrow());
    assertEquals(
        Language.LUA, LanguageDetector.detect("x.txt", long1 + "# vim: ft=lua").orElseThrow());
    assertTrue(LanguageDetector.detect("x.txt", long1 + "# vim: ft=lua\n\n\n\n\n\n").isEmpty());
    assertTrue(
        LanguageDetector.detect("x.txt", "x\n".repeat(7_990) + "# vim: ft=lua\n" + long1)
            .isEmpty());
  }
}
