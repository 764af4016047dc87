package dev.ringfence.corpus.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Text from elsewhere in what people read.
class VisibleTextTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "x\u001b[2J, x\\u001b[2J",
        "a\u001b]0;t\u0007b, a\\u001b]0;t\\u0007b",
        "\"a\nb\", a\\nb",
        "\"a\r\tb\", a\\r\\tb",
        "a\u202eb\u2066c\u200fd, a\\u202eb\\u2066c\\u200fd",
        "a\u200bb\ufeffc\u00add, a\\u200bb\\ufeffc\\u00add",
        "a\u2028b\u0085c\u009bd, a\\u2028b\\u0085c\\u009bd",
        "a\udb40\udc01b, a\\udb40\\udc01b",
        "a\u3164b, a\\u3164b",
        "##[error]x, #\\u0023[error]x",
        "x##vso[task.complete]y, x#\\u0023vso[task.complete]y",
        "häsh/日本語 ## [a] é, häsh/日本語 ## [a] é",
      })
  void isShown(String text, String shown) {
    assertEquals(shown, VisibleText.line(text));
  }

  @Test
  void plainTextIsItself() {
    String plain = "src/x.c:4-30 ~ é 日本 🙂";
    assertSame(plain, VisibleText.line(plain));
  }

  private static final String[] PIECES = {
    "a",
    "é",
    "🙂",
    "\n",
    "\r",
    "\t",
    "\u001b[31m",
    "\u0000",
    "\u007f",
    "\u0085",
    "\u009b",
    "\u2028",
    "\u202e",
    "\u2069",
    "\u200b",
    "\ufeff",
    "\ud800",
    "\udc00",
    "\udb40\udc41",
    "::",
    "::error::x",
    "##[",
    "##vso[x]",
    "\\",
    "\"",
    " ",
    "%0A",
    "`"
  };

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static void assertHarmless(String shown, String from) {
    shown
        .codePoints()
        .filter(point -> point != '\n')
        .forEach(point -> assertFalse(VisibleText.isUnseen(point), from));
    assertFalse(shown.matches("(?s).*##[A-Za-z]*\\[.*"), from);
  }

  @Test
  void noNoiseHidesOrCommands() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      String text = noise(random);
      String line = VisibleText.line(text);
      assertHarmless(line, text);
      assertFalse(line.contains("\n"), text);
      String lines = VisibleText.lines(text);
      assertHarmless(lines, text);
      assertTrue(lines.lines().noneMatch(each -> each.stripLeading().startsWith("::")), text);
      String diagnostic = Diagnostic.of("a/b", text, text).at(text).note(text).render("error");
      assertHarmless(diagnostic, text);
      assertEquals(4, diagnostic.lines().count(), text);
      StringWriter out = new StringWriter();
      try (VisibleWriter writer = new VisibleWriter(out, random.nextBoolean())) {
        writer.write(text);
        writer.write("\n" + text);
      }
      String written = out.toString().replaceAll("\u001b\\[[0-9;]*m", "").replace("\t", "");
      assertHarmless(written, text);
      // A log's reader trims blanks and not colors, which no job has.
      assertTrue(
          out.toString().lines().noneMatch(each -> each.stripLeading().startsWith("::")), text);
    }
  }

  /// The data of a machine's format stays what it was.
  @Test
  void jsonHoldsTheSameData() {
    Random random = new Random(8);
    for (int round = 0; round < 5_000; round++) {
      String text = noise(random).replaceAll("[\ud800\udc00]", "");
      String json = VisibleText.json(JsonMapper.shared().writeValueAsString(text));
      assertHarmless(json, text);
      assertEquals(text, JsonMapper.shared().readTree(json).asString());
    }
  }
}
