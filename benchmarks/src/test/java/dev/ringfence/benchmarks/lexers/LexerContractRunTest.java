package dev.ringfence.benchmarks.lexers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexerContractRunTest {
  @TempDir Path temp;

  @Test
  void countsWhatCannotBeRead() throws IOException {
    Files.writeString(temp.resolve("a.c"), "int a = 1;\nchar *b = \"open;\nint c = 2;\n");
    Files.writeString(temp.resolve("b.py"), "x = 1\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LexerContractRun.run(temp, new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("a.c:2: UNTERMINATED"), text);
    assertTrue(text.matches("(?s).*c +1 +\\d+ +15 +1 .*"), text);
    assertTrue(text.matches("(?s).*python +1 +\\d+ +3 +0 .*"), text);
  }
}
