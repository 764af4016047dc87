package dev.ringfence.scanner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.Category;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
  private static final String POLICY =
      """
      version = 1
      project_license = "BSD-3-Clause"
      default_ring = "middle"

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["numpy/_core/src/**", "numpy/lib/_*_impl.py"]
      areas = ["abi"]

      [[zone]]
      name = "tests"
      ring = "middle"
      paths = ["**/tests/**"]
      override = true

      [[zone]]
      name = "docs"
      ring = "outer"
      paths = ["doc/**", "*.md"]

      [ignore]
      paths = ["numpy/linalg/lapack_lite/**"]

      [rings.inner]
      fail_on = "note"
      attest = ["used"]
      replay = "allowed"

      [taint]
      min_tokens = 30
      [taint.categories]
      "Copyleft Limited" = "review"
      [taint.licenses]
      "MPL-2.0" = "allow"
      "GPL-2.0" = "allow"
      """;

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "numpy/_core/src/multiarray/ctors.c, INNER, core",
    "numpy/lib/_function_base_impl.py, INNER, core",
    "numpy/lib/function_base.py, MIDDLE, ''",
    "numpy/_core/src/tests/a.c, MIDDLE, tests",
    "doc/source/index.rst, OUTER, docs",
    "README.md, OUTER, docs",
    "numpy/x/README.md, OUTER, docs",
    "mydoc/a.py, MIDDLE, ''",
  })
  void placesPaths(String path, Ring ring, String zone) {
    ZonePolicy.Placement placement = PolicyFile.parse("p", POLICY).place(path);
    assertEquals(ring, placement.ring());
    assertEquals(zone, placement.rule().map(ZoneRule::name).orElse(""));
  }

  @Test
  void readsTheRest() {
    ZonePolicy policy = PolicyFile.parse("p", POLICY);
    assertTrue(policy.place("numpy/linalg/lapack_lite/f2c.c").ignored());
    assertEquals(Severity.NOTE, policy.failLevel(Ring.INNER));
    assertEquals(Severity.NONE, policy.failLevel(Ring.OUTER));
    assertEquals(30, policy.enforcement().taint().minTokens());
    assertEquals(
        ZonePolicy.Action.REVIEW,
        policy.enforcement().taint().categories().get(Category.COPYLEFT_LIMITED));
    assertEquals(
        ZonePolicy.Action.ALLOW, policy.enforcement().taint().licenses().get("GPL-2.0-only"));
    assertEquals(5, policy.zoning().zones().getFirst().line() - 1);
    assertEquals(java.util.List.of("abi"), policy.zoning().zones().getFirst().areas());
    assertTrue(policy.source().warnings().isEmpty(), policy.source().warnings()::toString);
  }

  @Test
  void readsWhatAContributionIsAskedFor() {
    ZonePolicy policy =
        PolicyFile.parse(
            "p",
            """
            version = 1
            preset = "scipy"

            [disclosure]
            none_phrases = ["by hand"]

            [rings.inner]
            attest = ["used", "explanation"]
            max_ai_lines = 400
            owner_approvals = 2
            provenance = "required"

            [rings.outer]
            attestation = "required"

            [[tools.rule]]
            names = ["Claude*", "anthropic/*"]
            posture = "allowed"
            reason = "terms read on 2026-03-01"

            [[tools.rule]]
            names = ["*-free"]
            rings = ["inner"]
            posture = "discouraged"
            reason = "its terms ask for a license of their own"
            link = "https://example.org/tools"
            """);
    RingDemands inner = policy.demands(Ring.INNER);
    assertEquals(Set.of(Demand.USED, Demand.EXPLANATION), inner.attest());
    assertEquals(60, inner.minExplanationWords());
    assertEquals(OptionalInt.of(400), inner.maxAiLines());
    assertEquals(2, inner.ownerApprovals());
    assertTrue(inner.provenance() && inner.required());
    assertTrue(policy.demands(Ring.OUTER).required());
    assertEquals(RingDemands.DEFAULT.get(Ring.MIDDLE), policy.demands(Ring.MIDDLE));
    assertEquals(
        List.of("AI Generation Disclosure", "AI Disclosure"), policy.ai().disclosure().headings());
    assertEquals(List.of("by hand"), policy.ai().disclosure().nonePhrases());
    assertEquals(
        List.of("allowed", "discouraged", "", "allowed", "discouraged"),
        Stream.of(
                policy.ai().tools().ruleFor(List.of("claude code", "unknown"), Ring.INNER),
                policy.ai().tools().ruleFor(List.of("x", "Foo-Free"), Ring.INNER),
                policy.ai().tools().ruleFor(List.of("x", "foo-free"), Ring.OUTER),
                policy.ai().tools().ruleFor(List.of("x", "anthropic/opus"), Ring.MIDDLE),
                policy.ai().tools().ruleFor(List.of("Claude-free"), Ring.INNER))
            .map(rule -> rule.map(found -> found.posture().id()).orElse(""))
            .toList());
  }

  @Test
  void readsHowPromptsAreAskedAgain() {
    ReplaySettings replay =
        PolicyFile.parse(
                "p",
                """
                version = 1
                [replay]
                enabled = true
                provider = "openai-chat"
                endpoint = "http://localhost:8080/v1/"
                model = "small"
                key_env = "REPLAY_API_KEY"
                seed = 7
                backoff = 0.25
                [replay.budget]
                requests = 5
                [[replay.validate]]
                name = "bench"
                command = ["./bench"]
                metric = 'time: ([0-9.]+)'
                better = "lower"
                tolerance = 0.2
                [rings.inner]
                replay = "forbidden"
                """)
            .ai()
            .replay();
    assertTrue(replay.enabled());
    assertEquals(
        new ReplaySettings.OpenAiChat("http://localhost:8080/v1", Optional.of("REPLAY_API_KEY")),
        replay.provider());
    assertEquals(7, replay.sampling().seed().orElse(0));
    assertEquals(250, replay.patience().backoff().toMillis());
    assertEquals(5, replay.budget().requests());
    assertEquals(ReplaySettings.OFF.budget().tokens(), replay.budget().tokens());
    assertEquals(0.2, replay.validations().getFirst().benchmark().orElseThrow().tolerance());
    assertEquals(Set.of(Ring.INNER), replay.forbidden());
    ReplaySettings brief =
        PolicyFile.parse(
                "p", "version = 1\n[replay]\nenabled = false\nvalidate = [[\"spin\", \"test\"]]\n")
            .ai()
            .replay();
    assertEquals(List.of("spin", "test"), brief.validations().getFirst().argv());
    assertEquals(ReplaySettings.OFF, PolicyFile.parse("p", "version = 1\n").ai().replay());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "version = 1~defualt_ring = 'inner' | policy/unknown-key | p:2 | did you mean `default_ring`?",
        "version = 1~[rings.inner]~failon = 'note' | policy/unknown-key | p:3 | did you mean `rings.inner.fail_on`?",
        "version = 1~[rings.core]~fail_on = 'note' | policy/unknown-key | p:2 | did you mean `rings.inner`?",
        "version = 1~[taint.categories]~'Copyleft limited' = 'deny' | policy/unknown-key | p:3 | did you mean `taint.categories.Copyleft Limited`?",
        "version = 2 | policy/invalid-value | p:1 | set `version = 1`",
        "default_ring = 'inner' | policy/invalid-value | p:1 | add `version = 1` at the top",
        "version = 1~default_ring = 'core' | policy/invalid-value | p:2 | use `inner`, `middle` or `outer`",
        "version = 1~project_license = 'GPL 3' | policy/invalid-value | p:2 | use an SPDX id, for example `BSD-3-Clause`",
        "version = 1~[[zone]]~name = 'a' | policy/invalid-value | p:3 | add `ring = \"inner\"`, `\"middle\"` or `\"outer\"`",
        "version = 1~[[zone]]~name = 'a'~ring = 'inner'~paths = 'x' | policy/invalid-value | p:5 | write `paths = [\"...\"]`",
        "version = 1~[taint]~min_containment = 3 | policy/invalid-value | p:3 | use a number from 0 to 1",
        "version = 1~[taint]~rewritten = 'never' | policy/invalid-value | p:3 | use `error`, `warning`, `note` or `off`",
        "version = 1~zone = 3 | policy/invalid-value | p:2 | write `[[zone]]`",
        "version = 1~[rings.inner]~attest = ['explain'] | policy/invalid-value | p:3 | did you mean `explanation`? there are explanation, model_version, parts, prompts, search, tests, tools, understand, used",
        "version = 1~[rings.inner]~provenance = 'yes' | policy/invalid-value | p:3 | use `required` or `optional`",
        "version = 1~[rings.inner]~attestation = 'off' | policy/invalid-value | p:3 | use `required` or `advised`",
        "version = 1~[[tools.rule]]~posture = 'allowed'~reason = 'r' | policy/invalid-value | p:3 | add `names = [\"NAME*\"]`",
        "version = 1~[[tools.rule]]~names = ['a']~posture = 'fine'~reason = 'r' | policy/invalid-value | p:4 | use `allowed`, `discouraged`, `unknown` or `forbidden`",
        "version = 1~[[tools.rule]]~names = ['a']~posture = 'allowed' | policy/invalid-value | p:3 | say why, for whoever used the tool: `reason = \"...\"`",
        "version = 1~[rings.inner]~replay = 'maybe' | policy/invalid-value | p:3 | use `allowed` or `forbidden`",
        "version = 1~[replay]~enable = true | policy/unknown-key | p:3 | did you mean `replay.enabled`?",
        "version = 1~[replay]~enabled = true | policy/invalid-value | p:3 | add `provider = \"openai-chat\"`, `\"command\"` or `\"recorded\"`",
        "version = 1~[replay]~provider = 'gpt' | policy/invalid-value | p:3 | use `openai-chat`, `command` or `recorded`",
        "version = 1~[replay]~provider = 'openai-chat' | policy/invalid-value | p:3 | add `endpoint = \"http://localhost:8080/v1\"`",
        "version = 1~[replay]~provider = 'openai-chat'~endpoint = 'http://h/v1' | policy/invalid-value | p:3 | add `model = \"NAME\"`",
        "version = 1~[replay]~provider = 'openai-chat'~endpoint = 'http://me:pw@h/v1' | policy/invalid-value | p:4 | write `http://HOST/v1` or `https://HOST/v1`, without user, query or key",
        "version = 1~[replay]~provider = 'openai-chat'~endpoint = 'http://h/v1'~model = 'm'~key_env = 'sk-abc123' | policy/invalid-value | p:6 | write `key_env = \"REPLAY_API_KEY\"`",
        "version = 1~[replay]~provider = 'command' | policy/invalid-value | p:3 | add `command = [\"PROGRAM\", \"ARGUMENT\"]`",
        "version = 1~[replay]~provider = 'recorded' | policy/invalid-value | p:3 | add `folder = \"DIR\"`",
        "version = 1~[replay]~samples = 0 | policy/invalid-value | p:3 | use a number from 1 to 50",
        "version = 1~[replay.budget]~request = 3 | policy/unknown-key | p:3 | did you mean `replay.budget.requests`?",
        "version = 1~[[replay.validate]]~name = 'tests' | policy/invalid-value | p:3 | add `command = [\"PROGRAM\", \"ARGUMENT\"]`; no shell reads it",
        "version = 1~[[replay.validate]]~command = ['b']~tolerance = 0.2 | policy/invalid-value | p:4 | add `metric = 'time: ([0-9.]+)'`",
        "version = 1~[[replay.validate]]~command = ['b']~metric = 'time: [0-9]+' | policy/invalid-value | p:4 | put it in parentheses: `metric = 'time: ([0-9.]+)'`",
        "version = 1~[replay]~validate = [['make'], 'test'] | policy/invalid-value | p:3 | write `validate = [[\"PROGRAM\", \"ARGUMENT\"]]`, or `[[replay.validate]]`",
        "version = 1~[disclosure]~unticked = 'all' | policy/invalid-value | p:3 | use `none` or `nothing`",
      })
  void namesWhatIsWrongWhere(String text, String category, String place, String help) {
    RingfenceException fault =
        assertThrows(
            RingfenceException.class,
            () -> PolicyFile.parse("p", text.replace('~', '\n').replace('\'', '"') + "\n"));
    assertEquals(category, fault.diagnostic().category());
    assertEquals(place, fault.diagnostic().location().orElse(""));
    assertEquals(help, fault.diagnostic().help().orElse(""));
  }

  @Test
  void namesTheLineOfBrokenToml() {
    RingfenceException fault =
        assertThrows(RingfenceException.class, () -> PolicyFile.parse("p", "version = 1\n[zone\n"));
    assertEquals("policy/invalid-toml", fault.diagnostic().category());
    assertTrue(fault.diagnostic().location().orElse("").startsWith("p:2:"));
  }

  /// The old engine did not come back from either.
  @Test
  void noPatternOfAPolicyTakesLong() {
    ZonePolicy policy =
        PolicyFile.parse(
            "p",
            "version = 1\n[[zone]]\nname = \"z\"\nring = \"inner\"\npaths = [\""
                + "*a".repeat(25)
                + "b\"]\n[[area]]\nname = \"a\"\nring = \"inner\"\nmatch = ['(a+)+(a+)+b$']\n");
    assertEquals(Ring.MIDDLE, policy.place("a".repeat(60)).ring());
    Area area =
        new Area("a", Ring.INNER, List.of(), List.of(Pattern.compile("(a+)+(a+)+b$")), "p:1");
    assertEquals(
        Optional.empty(),
        area.takes("x.c", List.of(new Landing.Line(1, "a".repeat(20_000) + "c"))));
    assertEquals(
        Optional.of("line 1 matches `(a+)+(a+)+b$`"),
        area.takes("x.c", List.of(new Landing.Line(1, "a".repeat(20_000) + "b"))));
  }

  @Test
  void aPatternThatGoesBackIsRefused() {
    RingfenceException fault =
        assertThrows(
            RingfenceException.class,
            () ->
                PolicyFile.parse(
                    "p",
                    "version = 1\n[[area]]\nname = \"a\"\nring = \"inner\"\nmatch = ['(a)\\1']\n"));
    assertTrue(fault.diagnostic().help().orElse("").contains("RE2"));
  }

  /// Damaged files are refused with a message or read; nothing else comes out.
  @Test
  void readsAnyDamage() {
    Random random = new Random(47);
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      StringBuilder text = new StringBuilder(POLICY);
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "[]\"=,\n#1x".charAt(random.nextInt(9)));
          default -> text.setLength(at + 1);
        }
      }
      try {
        PolicyFile.parse("p", text.toString()).place("a/b.c");
      } catch (RingfenceException expected) {
        refused++;
        assertTrue(expected.diagnostic().location().isPresent(), text.toString());
      }
    }
    assertTrue(refused > 300, "only " + refused + " were refused");
  }
}
