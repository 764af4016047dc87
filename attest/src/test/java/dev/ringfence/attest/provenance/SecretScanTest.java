package dev.ringfence.attest.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScanTest {
  /// `#n` stands for n characters that look like chance: no token is written out in this
  /// repository, where other scanners would find it.
  private static String made(String text) {
    StringBuilder out = new StringBuilder();
    String alphabet = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7";
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '#') {
        out.append(text.charAt(i));
        continue;
      }
      int end = i + 1;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      for (int n = Integer.parseInt(text.substring(i + 1, end)); n > 0; n--) {
        out.append(alphabet.charAt(at++ % alphabet.length()));
      }
      i = end - 1;
    }
    return out.toString();
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ghp_#36                                      | github-token",
        "github_pat_#82                               | github-token",
        "glpat-#20                                    | gitlab-token",
        "sk-ant-api03-#60                             | anthropic-key",
        "sk-proj-#48                                  | openai-key",
        "AIza#35                                      | google-key",
        "xoxb-#30                                     | slack-token",
        "sk_live_#24                                  | stripe-key",
        "npm_#36                                      | npm-token",
        "pypi-AgEIcHlwaS5vcmc#60                      | pypi-token",
        "hf_#34                                       | hugging-face-token",
        "SG.#22.#43                                   | sendgrid-key",
        "12345678:AA#33                               | telegram-token",
        "AccountKey=#86==                             | azure-key",
        "hvs.#30                                      | vault-token",
        "eyJ#20.eyJ#30.#40                            | json-web-token",
        "postgres://ada:#12@db.internal/x             | password-in-url",
        "password = '#14'                             | password",
        "API_KEY: #24                                 | password",
        "\"auth_token\": \"#24\"                      | password",
        "ada.lovelace@firm.com                        | mail-address",
        "/home/ada/project/x.py                       | home-folder",
        "C:\\Users\\ada\\x                            | home-folder",
        "-----BEGIN OPENSSH PRIVATE KEY-----          | private-key",
        "-----BEGIN PRIVATE KEY-----                  | private-key",
        "AKIAABCDEFGHIJKLMNOP                         | aws-key",
        // And what is none.
        "password = os.environ['PASSWORD']            | ''",
        "password: changeme                           | ''",
        "token = next(tokens)                         | ''",
        "api_key = \"your-api-key\"                   | ''",
        "ada@example.org                              | ''",
        "the secret of a good sort is its pivot       | ''",
        "sha256:0123456789abcdef0123456789abcdef      | ''",
        "git@github.com:numpy/numpy.git               | mail-address",
        "#define NPY_TOKEN_MAX_LENGTH_OF_ALL 64       | ''",
        "numpy/_core/src/multiarray/ctors.c:120-188   | ''",
      })
  void knowsWhatMustNotBeKept(String text, String rule) {
    String whole =
        "Please fix this:\n" + (text.startsWith("#d") ? text : made(text)) + "\nThanks.\n";
    List<SecretScan.Hit> hits = SecretScan.scan(whole);
    assertEquals(
        rule.isEmpty() ? List.of() : List.of(rule),
        hits.stream().map(SecretScan.Hit::rule).toList(),
        whole);
    hits.forEach(hit -> assertEquals(2, hit.line()));
    String redacted = SecretScan.redact(whole, hits);
    assertEquals(List.of(), SecretScan.scan(redacted), redacted);
    assertEquals(hits.size(), SecretScan.redactions(redacted));
  }

  @Test
  void redactsEachAndKeepsTheRest() {
    String text = made("a ghp_#36 b\nc ada@firm.com and sk-ant-#40 d\n");
    assertEquals(
        "a [redacted: github-token] b\nc [redacted: mail-address] and [redacted: anthropic-key] d\n",
        SecretScan.redact(text, SecretScan.scan(text)));
    assertEquals(2, SecretScan.redactions("x [redacted: my employer's name] y [redacted]"));
  }

  /// A whole key, over many lines.
  @Test
  void takesAKeyWhole() {
    String key =
        "-----BEGIN RSA PRIVATE KEY-----\n" + made("#64\n#64\n") + "-----END RSA PRIVATE KEY-----";
    assertEquals(
        "a [redacted: private-key] b",
        SecretScan.redact("a " + key + " b", SecretScan.scan("a " + key + " b")));
  }

  @Test
  void takesTimeLinearInTheText() {
    String hostile =
        "password=".repeat(20_000)
            + "eyJ".repeat(50_000)
            + "a@".repeat(50_000)
            + "-----BEGIN ".repeat(5_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> assertTrue(SecretScan.scan(hostile).size() < 100_000));
  }
}
