package dev.ringfence.attest.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.attest.Contributions;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A hundred texts of pull requests after the shapes of public templates, and what is asked of each
/// in each ring.
class PullRequestBodiesTest {
  private static final Path EXPECTED =
      Path.of("src/test/resources/dev/ringfence/attest/check/pull-requests.expected.txt");

  /// A text.
  record Body(
      String name, String preset, Attestation.Decision decision, String tools, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Body> bodies() throws IOException {
    String all;
    try (InputStream in = PullRequestBodiesTest.class.getResourceAsStream("pull-requests.txt")) {
      all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Body> bodies = new ArrayList<>();
    for (String entry : all.split("(?m)^=== ", -1)) {
      if (!entry.isBlank()) {
        int end = entry.indexOf('\n');
        String[] head = entry.substring(0, end).split("\\|", -1);
        bodies.add(
            new Body(
                head[0].strip(),
                head[1].strip(),
                Attestation.Decision.valueOf(head[2].strip()),
                head[3].strip(),
                entry.substring(end + 1)));
      }
    }
    return bodies;
  }

  private static AttestationReport check(Body body, String text, Ring ring, String... messages) {
    ZonePolicy policy = Contributions.policy(body.preset(), "");
    Contribution change = Contributions.in(ring, policy, messages);
    return AttestationCheck.check(
        AttestationCheck.Request.of(body.name(), text, policy, Optional.of(change)));
  }

  private static String codes(AttestationReport report) {
    return report.remarks().stream().map(Remark::code).collect(Collectors.joining(" "));
  }

  @Test
  void thereAreAHundred() throws IOException {
    assertEquals(100, bodies().stream().map(Body::name).distinct().count());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void saysWhatItsAuthorMeant(Body body) {
    Attestation said = check(body, body.text(), Ring.MIDDLE).said();
    assertEquals(body.decision(), said.decision());
    if (!body.tools().isEmpty()) {
      assertEquals(
          body.tools(), said.tools().stream().map(ToolUse::tool).collect(Collectors.joining(", ")));
    }
  }

  /// The typo fix: whatever its author wrote or left out, with or without a mark in a commit,
  /// nobody is held up.
  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void theOuterRingHoldsNobodyUp(Body body) {
    for (String message :
        List.of("docs: typo", "docs: typo\n\nCo-authored-by: Claude <noreply@anthropic.com>")) {
      assertEquals(ExitStatus.CLEAN, check(body, body.text(), Ring.OUTER, message).exitStatus());
    }
  }

  /// What is asked in the middle and in the inner ring, code by code; a change of the table is for
  /// review.
  @Test
  void asksForWhatIsMissing() throws IOException {
    StringBuilder table = new StringBuilder();
    for (Body body : bodies()) {
      table
          .append(body.name(), 0, 3)
          .append(" middle: ")
          .append(codes(check(body, body.text(), Ring.MIDDLE)))
          .append("\n    inner: ")
          .append(codes(check(body, body.text(), Ring.INNER)))
          .append('\n');
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, table);
    }
    assertEquals(Files.readString(EXPECTED), table.toString());
  }

  /// The same text with other line ends, blanks at line ends and a deeper heading says the same.
  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void saysTheSameHoweverItIsTyped(Body body) {
    String expected = codes(check(body, body.text(), Ring.INNER));
    for (String variant :
        Stream.of(
                body.text().replace("\n", "\r\n"),
                body.text().replace("\n", "\r"),
                body.text().replaceAll("(?m)(?<=\\S)$", "  "),
                body.text().replaceAll("(?m)^#### ", "## "),
                "\n\n" + body.text() + "\n\n")
            .toList()) {
      AttestationReport report = check(body, variant, Ring.INNER);
      assertEquals(body.decision(), report.said().decision(), variant);
      assertEquals(expected, codes(report), variant);
    }
  }

  /// A mark in a commit against a no.
  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void aMarkInACommitContradictsANo(Body body) {
    AttestationReport report =
        check(body, body.text(), Ring.MIDDLE, "x\n\nAssisted-by: Cursor (gpt-5)");
    boolean contradicts =
        report.remarks().stream().anyMatch(remark -> remark.code().equals("contradiction/none"));
    assertEquals(body.decision() == Attestation.Decision.NONE, contradicts);
    if (contradicts) {
      assertEquals(ExitStatus.FINDINGS, report.exitStatus());
      assertTrue(report.remarks().getFirst().message().contains("Assisted-by: Cursor (gpt-5)"));
    }
  }

  /// Whoever says no, or has said it all, is asked for nothing more, also in the inner ring.
  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void everyOutputHoldsWhatIsToBeDone(Body body) {
    AttestationReport report = check(body, body.text(), Ring.INNER);
    String text = AttestationText.of(report);
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    String markdown = AttestationMarkdown.of(report);
    assertTrue(markdown.startsWith(AttestationMarkdown.MARK));
    assertFalse(markdown.contains("null"));
    assertEquals(report.remarks().size(), AttestationAnnotations.of(report).lines().count());
    for (Remark remark : report.remarks()) {
      assertTrue(text.contains("[" + remark.code() + "]"), text);
    }
  }
}
