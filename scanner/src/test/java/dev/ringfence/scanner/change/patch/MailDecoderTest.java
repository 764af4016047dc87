package dev.ringfence.scanner.change.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class MailDecoderTest {
  @TempDir Path temp;

  private static final String DIFF =
      "---\n src/new.c | 3 +++\n\ndiff --git a/src/new.c b/src/new.c\nnew file mode 100644\n"
          + "index 0000000..1111111\n--- /dev/null\n+++ b/src/new.c\n@@ -0,0 +1,4 @@\n"
          + "+int f(int a) { return a == 1; }\n+\n+// Größe\n+  int g = 3; \n-- \n2.39.5\n";

  private static final String FROM =
      "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
          + "From: A <a@example.org>\nDate: Mon, 1 Sep 2025 00:00:00 +0000\n";

  enum Form {
    PLAIN,
    BASE64,
    QUOTED,
    QUOTED_ALL,
    ATTACHED,
    ATTACHED_BASE64,
    ALTERNATIVE,
    FOLDED_HEADER,
    FLOWED,
    CRLF
  }

  private static String quoted(String text, boolean all) {
    StringBuilder quoted = new StringBuilder();
    int column = 0;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '\n') {
        quoted.append('\n');
        column = 0;
        continue;
      }
      boolean plain = !all && b > ' ' - 1 && b < 127 && b != '=';
      String one = plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "=%02X", b);
      if (column + one.length() > 72) {
        quoted.append("=\n");
        column = 0;
      }
      quoted.append(one);
      column += one.length();
    }
    return quoted.toString().replace(" \n", "=20\n");
  }

  private static String base64(String text) {
    return Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(text.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }

  private static String mail(Form form) {
    String head = FROM + "Subject: [PATCH] x\nMIME-Version: 1.0\n";
    String text = "Content-Type: text/plain; charset=UTF-8\n";
    String part = "Content-Type: text/x-patch; name=\"x.patch\"\n";
    String multi =
        "Content-Type: multipart/mixed; boundary=\"=_b 1\"\n\n--=_b 1\n" + text + "\nBody.\n";
    return switch (form) {
      case PLAIN -> head + text + "Content-Transfer-Encoding: 8bit\n\nBody.\n" + DIFF;
      case BASE64 ->
          head + text + "Content-Transfer-Encoding: base64\n\n" + base64("Body.\n" + DIFF);
      case QUOTED ->
          head
              + text
              + "Content-Transfer-Encoding: quoted-printable\n\n"
              + quoted("Body.\n" + DIFF, false);
      case QUOTED_ALL ->
          head
              + text
              + "content-transfer-encoding: Quoted-Printable\n\n"
              + quoted("Body.\n" + DIFF, true);
      case ATTACHED -> head + multi + "--=_b 1\n" + part + "\n" + DIFF + "\n--=_b 1--\n";
      case ATTACHED_BASE64 ->
          head
              + multi
              + "--=_b 1\n"
              + part
              + "Content-Transfer-Encoding: base64\n\n"
              + base64(DIFF)
              + "\n--=_b 1--\n";
      case ALTERNATIVE ->
          head
              + "Content-Type: multipart/mixed; boundary=outer\n\n--outer\n"
              + "Content-Type: multipart/alternative; boundary=inner\n\n--inner\n"
              + text
              + "Content-Transfer-Encoding: quoted-printable\n\n"
              + quoted("Body.\n" + DIFF, false)
              + "\n--inner--\n--outer--\n";
      case FOLDED_HEADER ->
          head
              + "Content-Type: text/plain;\n charset=UTF-8\nContent-Transfer-Encoding:\n base64\n\n"
              + base64("Body.\n" + DIFF);
      case FLOWED ->
          head
              + "Content-Type: text/plain; charset=UTF-8; format=flowed\n\nBody.\n"
              + DIFF.replace("\n src", "\n  src")
                  .replace("+int f(int a) {", "+int f(int a) \n{")
                  .replace("3; \n", "3;\n");
      case CRLF -> (head + text + "\nBody.\n" + DIFF).replace("\n", "\r\n");
    };
  }

  private static List<String> added(Change change) {
    List<String> added = new ArrayList<>();
    for (FileChange file : change.files()) {
      for (Hunk hunk : file.hunks()) {
        for (int i = 0; i < hunk.lines().size(); i++) {
          if (hunk.added().get(i)) {
            added.add(
                file.path()
                    + ":"
                    + (hunk.firstLine() + i)
                    + ":"
                    + hunk.lines().get(i).stripTrailing());
          }
        }
      }
    }
    return added;
  }

  private static Change read(String mail) {
    return PatchReader.read("m", mail);
  }

  /// Before each mail another, so that what it says of its encoding is not taken for both.
  @ParameterizedTest
  @EnumSource(Form.class)
  void readsWhatGitAmLands(Form form) throws Exception {
    Change change = read(mail(Form.PLAIN).replace("new.c", "first.c") + "\n" + mail(form));
    assertEquals(List.of(), change.faults());
    assumeTrue(gitRuns(), "SKIPPED: git is not installed");
    TestRepository repository = new TestRepository(temp.resolve("r"));
    repository.write("README", "x\n").commit(LocalDate.of(2026, 1, 1));
    Path mail = temp.resolve("m.mbox");
    // git leaves parts of parts encoded, which lands no code; mailers show them decoded.
    Files.writeString(mail, mail(form == Form.ALTERNATIVE ? Form.ATTACHED : form));
    repository.git("am", "--no-3way", "--quoted-cr=strip", mail.toString());
    List<String> landed = new ArrayList<>();
    int line = 1;
    for (String text : Files.readAllLines(repository.root().resolve("src/new.c"))) {
      landed.add("src/new.c:" + line++ + ":" + text.stripTrailing());
    }
    List<String> read = added(change);
    assertEquals(landed, read.subList(read.size() - landed.size(), read.size()));
  }

  private static boolean gitRuns() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  @Test
  void saysThatAMailIsDamagedAndReadsItBothWays() {
    String spoofed = mail(Form.PLAIN).replace("8bit", "base64");
    Change change = read(spoofed);
    assertTrue(
        change.faults().toString().contains("base64 that is damaged"), change.faults().toString());
    assertEquals("src/new.c", change.files().getFirst().path());
    Change quoted = read(mail(Form.PLAIN).replace("8bit", "quoted-printable"));
    assertTrue(
        quoted.faults().toString().contains("quoted-printable that is damaged"),
        quoted.faults().toString());
  }

  @Test
  void saysThatAnAttachmentIsNoText() {
    String archive = new String(new char[600]).replace('\0', 'x') + "\0\0\1";
    String mail =
        mail(Form.ATTACHED_BASE64)
            .replace("text/x-patch", "application/zip")
            .replace(base64(DIFF), base64(archive));
    assertTrue(read(mail).faults().toString().contains("no text"), read(mail).faults().toString());
    String picture = mail.replace("application/zip", "image/png");
    assertEquals(List.of(), read(picture).faults());
  }

  @Test
  void leavesTheTextOfACommitAlone() {
    String message = "Content-Transfer-Encoding: base64 was not decoded.\n\nNow it is.\n";
    assertEquals(List.of(), read(FROM + "Subject: x\n\n" + message + DIFF).faults());
  }
}
