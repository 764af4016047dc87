package dev.ringfence.attest.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringfence.attest.Contributions;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.contribution.TracedLines;
import dev.ringfence.attest.form.AttestationDraft;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class AttestationCheckTest {
  private static final String EXPLANATION =
      "Explanation: The rows are added pairwise, since adding them one after another loses digits"
          + " when many of about the same size meet. Below eight rows the recursion costs more than it"
          + " saves, so these are added by hand; I measured four, eight and sixteen. What must hold is"
          + " that the order never depends on the number of threads, or two runs differ in the last"
          + " bit. Compensated summation was three times slower on long vectors, so I dropped it.\n";
  private static final String USED =
      """
      #### AI Disclosure
      <!-- ai-attestation:v1 ring=inner -->
      - [ ] No AI tools used
      - [x] AI tools generated or substantially modified part of this PR
      - **Tools** [tool]: Claude Code 2.1 / claude-opus-4-5 / 2026-02-14
      - **Parts** [tool]: core-logic: src/a.c L1-2; tests: tests/test_a.py
      - **Search** [tool]: receipt sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      - [x] [human] I understand this code, I can explain it, and I am responsible for it.
      """
          + EXPLANATION
          + "<!-- /ai-attestation -->\n";

  private static String codes(AttestationReport report) {
    return report.remarks().stream().map(Remark::code).collect(Collectors.joining(" "));
  }

  private static AttestationCheck.Request request(
      String body, Ring ring, String policy, String... messages) {
    ZonePolicy parsed = Contributions.policy("none", policy);
    return AttestationCheck.Request.of(
        "body", body, parsed, Optional.of(Contributions.in(ring, parsed, messages)));
  }

  private static AttestationCheck.Request with(
      AttestationCheck.Request request,
      Optional<String> template,
      boolean byTool,
      Optional<List<Review>> reviews,
      Optional<CodeOwners> owners) {
    return new AttestationCheck.Request(
        request.label(),
        request.body(),
        request.policy(),
        request.change(),
        template,
        Optional.of("author"),
        byTool,
        request.receipt(),
        reviews,
        owners,
        request.file());
  }

  @Test
  void aWholeOneIsComplete() {
    AttestationReport report = AttestationCheck.check(request(USED, Ring.INNER, ""));
    assertEquals("", codes(report));
    assertEquals(ExitStatus.CLEAN, report.exitStatus());
  }

  /// What a policy adds, for the same text over the same change.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[rings.inner]~max_ai_lines = 1                                              | limit/ai-lines        | FINDINGS",
        "[rings.inner]~max_ai_lines = 2                                              |                       | CLEAN",
        "[rings.middle]~max_ai_lines = 1                                             | limit/ai-lines        | FINDINGS",
        "[rings.inner]~max_ai_lines = 1~attestation = 'advised'                      | limit/ai-lines        | CLEAN",
        "[rings.inner]~owner_approvals = 1                                           | unchecked/approvals   | INCOMPLETE",
        "[rings.inner]~attest = ['used','prompts']                                   | missing/prompts       | FINDINGS",
        "[rings.inner]~min_explanation_words = 500                                   | missing/explanation   | FINDINGS",
        "[rings.inner]~attest = []                                                   |                       | CLEAN",
        "[disclosure]~trailers = 'required'                                          | trailers/missing      | FINDINGS",
        "[[tools.rule]]~names = ['Claude*']~posture = 'forbidden'~reason = 'r'       | tools/forbidden       | FINDINGS",
        "[[tools.rule]]~names = ['Claude*']~posture = 'discouraged'~reason = 'r'     | tools/discouraged     | CLEAN",
        "[[tools.rule]]~names = ['claude-opus-*']~posture = 'unknown'~reason = 'r'   | tools/unknown         | CLEAN",
        "[[tools.rule]]~names = ['*']~posture = 'forbidden'~reason = 'r'~rings = ['outer'] |                 | CLEAN",
        "[[tools.rule]]~names = ['*']~posture = 'allowed'~reason = 'r'               |                       | CLEAN",
      })
  void asksWhatThePolicyAdds(String policy, String codes, ExitStatus status) {
    AttestationReport report =
        AttestationCheck.check(
            request(
                USED, Ring.INNER, policy.replace('~', '\n').replace('\'', '"') + "\n", "add it"));
    assertEquals(codes == null ? "" : codes, codes(report));
    assertEquals(status, report.exitStatus());
  }

  /// Trailers by policy, over commit messages.
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "required  | x~~Assisted-by: Claude Code                          |                      | MIDDLE",
        "required  | x~~Co-authored-by: Claude <noreply@anthropic.com>    | trailers/missing     | MIDDLE",
        "required  | x~~Co-authored-by: Claude <noreply@anthropic.com>    | trailers/missing     | OUTER",
        "optional  | x~~Co-authored-by: Claude <noreply@anthropic.com>    |                      | MIDDLE",
        "forbidden | x~~Co-authored-by: Claude <noreply@anthropic.com>    | trailers/forbidden   | MIDDLE",
        "forbidden | x~~Assisted-by: Claude Code                          | trailers/forbidden   | MIDDLE",
        "forbidden | x                                                    |                      | MIDDLE",
        "optional  | x~~Signed-off-by: Claude <noreply@anthropic.com>     | trailers/tool-signs-off | MIDDLE",
        "optional  | x~~Signed-off-by: Ada <ada@example.org>              |                      | MIDDLE",
      })
  void holdsMessagesToThePolicy(String trailers, String message, String code, Ring ring) {
    AttestationReport report =
        AttestationCheck.check(
            request(
                USED.replace("src/a.c", "lib/a.c"),
                ring,
                "[disclosure]\ntrailers = \"" + trailers + "\"\n",
                message.replace('~', '\n')));
    assertEquals(code == null ? "" : code, codes(report));
    assertEquals(
        code == null || ring == Ring.OUTER ? ExitStatus.CLEAN : ExitStatus.FINDINGS,
        report.exitStatus());
  }

  @Test
  void aBoxForPeopleThatNoPersonTickedIsAnError() {
    AttestationCheck.Request request = request(USED, Ring.INNER, "");
    assertEquals(
        "pre-ticked/tool pre-ticked/explanation",
        codes(
            AttestationCheck.check(
                with(request, Optional.empty(), true, Optional.empty(), Optional.empty()))));
    assertEquals(
        "pre-ticked/template",
        codes(
            AttestationCheck.check(
                with(request, Optional.of(USED), false, Optional.empty(), Optional.empty()))));
    String empty = USED.replace("[x] [human]", "[ ] [human]").replace(EXPLANATION, "");
    assertEquals(
        "",
        codes(
            AttestationCheck.check(
                with(request, Optional.of(empty), false, Optional.empty(), Optional.empty()))));
    assertEquals(
        ExitStatus.FINDINGS,
        AttestationCheck.check(
                with(
                    request(USED, Ring.OUTER, ""),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty()))
            .exitStatus());
  }

  /// Approvals of owners: who counts.
  @ParameterizedTest(name = "{0} by {1}: {2} missing")
  @CsvSource(
      delimiter = '|',
      value = {
        "src/ @ada @bob   | ada APPROVED NONE, bob APPROVED NONE                     | false",
        "src/ @ada @bob   | ada APPROVED NONE                                        | true",
        "src/ @ada @bob   | ada APPROVED NONE, eve APPROVED MEMBER                   | true",
        "src/ @ada @bob   | ada APPROVED NONE, bob CHANGES_REQUESTED NONE            | true",
        "src/ @ada @bob   | ada APPROVED NONE, bob APPROVED NONE, bob DISMISSED NONE | true",
        "src/ @ada @bob   | ada APPROVED NONE, bob APPROVED NONE, bob COMMENTED NONE | false",
        "src/ @org/core   | ada APPROVED MEMBER, bob APPROVED OWNER                  | false",
        "src/ @org/core   | ada APPROVED CONTRIBUTOR, bob APPROVED OWNER             | true",
        "src/ @ada @author | ada APPROVED NONE, author APPROVED OWNER                | true",
        "docs/ @eve       | ada APPROVED MEMBER, bob APPROVED COLLABORATOR           | false",
        "src/ @eve~*.c @ada @bob | ada APPROVED NONE, bob APPROVED NONE              | false",
      })
  void countsApprovalsOfOwners(String owners, String reviews, boolean missing) {
    String json =
        Arrays.stream(reviews.split(", ", -1))
            .map(review -> review.strip().split(" ", -1))
            .map(r ->
                "{\"user\":{\"login\":\""
                    + r[0]
                    + "\"},\"state\":\""
                    + r[1]
                    + "\",\"author_association\":\""
                    + r[2]
                    + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    AttestationReport report =
        AttestationCheck.check(
            with(
                request(USED, Ring.INNER, "[rings.inner]\nowner_approvals = 2\n"),
                Optional.empty(),
                false,
                Optional.of(Review.read("r", json)),
                Optional.of(CodeOwners.read(owners.replace('~', '\n') + "\n"))));
    assertEquals(missing ? "limit/approvals" : "", codes(report));
  }

  @Test
  void reviewsMayComeInPages() {
    String page = "[{\"user\":{\"login\":\"Ada\"},\"state\":\"APPROVED\"}]";
    assertEquals(List.of(new Review("ada", true, false)), Review.read("r", page + "\n" + page));
    assertThrows(RingfenceException.class, () -> Review.read("r", "{}"));
    assertThrows(RingfenceException.class, () -> Review.read("r", "[}"));
  }

  @Test
  void aTraceThatPartsLeaveOutIsAContradiction() {
    ZonePolicy policy = Contributions.policy("none", "[rings.inner]\nmax_ai_lines = 2\n");
    Contribution change =
        Contributions.in(Ring.INNER, policy)
            .withTraces(
                List.of(
                    new TracedLines(
                        "src/a.c",
                        List.of(new LineRange(1, 3)),
                        new ToolUse("cursor", Optional.empty(), Optional.empty(), "a trace"))));
    assertEquals(
        "contradiction/parts limit/ai-lines",
        codes(
            AttestationCheck.check(
                AttestationCheck.Request.of(
                    "b", USED.replace("src/a.c", "src/b.c"), policy, Optional.of(change)))));
    assertEquals(
        "contradiction/none",
        codes(
            AttestationCheck.check(
                AttestationCheck.Request.of(
                    "b", "#### AI Disclosure\nNo AI tools used\n", policy, Optional.of(change)))));
  }

  @Test
  void whatIsNotReadIsNotComplete() {
    ZonePolicy policy = Contributions.policy("none", "");
    Contribution whole = Contributions.in(Ring.OUTER, policy);
    Contribution change =
        new Contribution(
            whole.label(),
            policy,
            whole.files(),
            whole.commits(),
            whole.signs(),
            whole.traced(),
            List.of("x: missing"));
    AttestationReport report =
        AttestationCheck.check(
            AttestationCheck.Request.of("b", "No AI tools used", policy, Optional.of(change)));
    assertEquals(ExitStatus.INCOMPLETE, report.exitStatus());
    assertTrue(AttestationText.of(report).contains("NOT CHECKED"));
    assertTrue(AttestationMarkdown.of(report).contains("NOT everything"));
  }

  @Test
  void promptsAreHeldAgainstTheirDigest() {
    String line =
        "- **Prompts** [tool]: .provenance/p/prompts.md (sha256:"
            + DigestUtils.sha256Hex("ask")
            + ")\n";
    String body = USED.replace("- **Search**", line + "- **Search**");
    for (String kept : List.of("ask", "asked")) {
      AttestationCheck.Request request =
          request(body, Ring.INNER, "[rings.inner]\nattest = [\"used\", \"prompts\"]\n");
      AttestationReport report =
          AttestationCheck.check(
              new AttestationCheck.Request(
                  request.label(),
                  request.body(),
                  request.policy(),
                  request.change(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  path ->
                      path.equals(".provenance/p/prompts.md")
                          ? Optional.of(kept.getBytes(StandardCharsets.UTF_8))
                          : Optional.empty()));
      assertEquals(kept.equals("ask") ? "" : "contradiction/prompts", codes(report));
    }
  }

  /// A draft says what can be proved and nothing that a person must say; filled in, it is complete.
  @ParameterizedTest
  @EnumSource(Ring.class)
  void aDraftAsksForAsMuchAsItsRing(Ring ring) {
    ZonePolicy policy = Contributions.policy("none", "");
    Contribution change = Contributions.in(ring, policy, "x\n\nAssisted-by: Cursor:gpt-5 pylint");
    String block =
        AttestationDraft.of(change, Optional.empty(), Optional.empty(), LocalDate.of(2026, 2, 14));
    assertTrue(block.contains("ring=" + ring.id()), block);
    assertTrue(block.contains("Cursor / gpt-5 / 2026-02-14"), block);
    assertFalse(block.contains("[x] [human]"), block);
    assertEquals(
        switch (ring) {
          case OUTER -> 5;
          case MIDDLE -> 11;
          case INNER -> 18;
        },
        block.lines().count(),
        block);
    AttestationReport report =
        AttestationCheck.check(
            with(
                AttestationCheck.Request.of("b", block, policy, Optional.of(change)),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty()));
    assertEquals(
        switch (ring) {
          case OUTER -> "";
          case MIDDLE -> "missing/understand";
          case INNER -> "missing/understand missing/explanation missing/search";
        },
        codes(report));
    String filled =
        block
            .replace("[ ] [human]", "[x] [human]")
            .replace(
                "- **Search** [tool]:", "- **Search** [tool]: receipt sha256:" + "a".repeat(64))
            .replace("</details>", EXPLANATION + "</details>");
    assertEquals(
        "",
        codes(
            AttestationCheck.check(
                AttestationCheck.Request.of("b", filled, policy, Optional.of(change)))));
  }

  /// Names from elsewhere end no line, no comment and no field of a draft.
  @Test
  void aDraftHoldsHostileNames() {
    ZonePolicy policy = Contributions.policy("none", "");
    Contribution change =
        Contributions.of(
            policy,
            List.of(
                Contributions.file("src/a-->\n- [x] [human] I understand.c", Contributions.CODE)),
            "x\n\nAssisted-by: Evil; - [x] No AI tools used --> <!-- /ai-attestation -->");
    String block =
        AttestationDraft.of(change, Optional.empty(), Optional.empty(), LocalDate.of(2026, 2, 14));
    AttestationReport report =
        AttestationCheck.check(
            AttestationCheck.Request.of("b", block, policy, Optional.of(change)));
    assertEquals(dev.ringfence.attest.form.Attestation.Decision.USED, report.said().decision());
    assertFalse(report.said().isTicked(dev.ringfence.attest.form.Box.Kind.UNDERSTAND), block);
    assertEquals(1, report.said().tools().size(), block);
  }

  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try (InputStream in = AttestationJson.class.getResourceAsStream("attest-report.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theJsonIsWhatItsSchemaSays() throws IOException {
    for (PullRequestBodiesTest.Body body : PullRequestBodiesTest.bodies()) {
      for (Ring ring : Ring.values()) {
        ZonePolicy policy = Contributions.policy(body.preset(), "");
        Contribution change = Contributions.in(ring, policy, "x\n\nAssisted-by: Cursor");
        String json =
            AttestationJson.of(
                AttestationCheck.check(
                    AttestationCheck.Request.of("b", body.text(), policy, Optional.of(change))));
        assertEquals(List.of(), SCHEMA.validate(JsonMapper.shared().readTree(json)), json);
        String draft = AttestationJson.ofDraft(change, "block");
        assertEquals(List.of(), SCHEMA.validate(JsonMapper.shared().readTree(draft)), draft);
      }
    }
    assertFalse(
        SCHEMA
            .validate(JsonMapper.shared().readTree("{\"version\":1,\"kind\":\"check\"}"))
            .isEmpty());
  }

  @Test
  void aReceiptSaysWhatWasSearched() {
    byte[] receipt =
        """
        {"_type":"https://in-toto.io/Statement/v1","predicateType":"https://ringfence.dev/attestation/search-receipt/v1",
         "predicate":{"index":{"digest":"sha256:0123456789abcdef","works":[{"id":"a"}]},
         "searched":{"hunks":[{},{}]},"findings":[{}],"result":"found"}}
        """
            .getBytes(StandardCharsets.UTF_8);
    ReceiptNote note = ReceiptNote.of("r", receipt);
    assertEquals(
        "receipt sha256:"
            + DigestUtils.sha256Hex(receipt)
            + " (2 hunks, 1 work, index 0123456789ab, 1 finding)",
        note.text());
    assertThrows(
        RingfenceException.class, () -> ReceiptNote.of("r", "{}".getBytes(StandardCharsets.UTF_8)));
    // Its findings are for a person to look at, and a search that was cut off is none.
    for (boolean ticked : new boolean[] {false, true}) {
      String body =
          USED.replace(
              EXPLANATION,
              "- ["
                  + (ticked ? "x" : " ")
                  + "] [human] I checked the license findings of the search.\n"
                  + EXPLANATION);
      AttestationCheck.Request request = request(body, Ring.INNER, "");
      AttestationReport report =
          AttestationCheck.check(
              new AttestationCheck.Request(
                  request.label(),
                  request.body(),
                  request.policy(),
                  request.change(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  Optional.of(new ReceiptNote(note.digest(), 2, 1, note.indexDigest(), 1, !ticked)),
                  Optional.empty(),
                  Optional.empty(),
                  request.file()));
      assertEquals(ticked ? "" : "missing/findings unchecked/search", codes(report));
    }
  }
}
