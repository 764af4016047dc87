package dev.ringfence.attest.provenance;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds secrets and personal data in text that is about to be kept for good: keys and tokens by
/// the forms that their issuers document, passwords by what stands before them, addresses and home
/// folders.
public final class SecretScan {
  /// Something that must not be kept.
  ///
  /// @param rule what it is, for example `github-token`
  /// @param line its line, from 1
  /// @param start where it begins in the text
  /// @param end where it ends
  public record Hit(String rule, int line, int start, int end) {}

  /// A form.
  ///
  /// @param name what it is
  /// @param pattern the form; its first group, if it has one, is the secret
  /// @param guessed whether it goes by the words around it, and must look like chance
  private record Rule(String name, Pattern pattern, boolean guessed) {
    static Rule of(String name, String pattern) {
      return new Rule(name, Pattern.compile(pattern), false);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "private-key",
              "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\\s:,.()-]*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|(?:\\s*[A-Za-z0-9+/=]{16,})*)"),
          Rule.of("aws-key", "\\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\\b"),
          Rule.of(
              "github-token", "\\b(gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})"),
          Rule.of(
              "gitlab-token", "\\b(gl(?:pat|ptt|dt|rt|cbt|ft|imt|agent|soat)-[A-Za-z0-9_-]{20,})"),
          Rule.of("anthropic-key", "\\b(sk-ant-[A-Za-z0-9_-]{20,})"),
          Rule.of("openai-key", "\\b(sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,})"),
          Rule.of("google-key", "\\b(AIza[0-9A-Za-z_-]{35})"),
          Rule.of("google-oauth-token", "\\b(ya29\\.[0-9A-Za-z_-]{20,})"),
          Rule.of("slack-token", "\\b(xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[0-9A-Za-z-]{20,})"),
          Rule.of(
              "slack-webhook",
              "(https://hooks\\.slack\\.com/(?:services|workflows)/[A-Za-z0-9+/]{20,})"),
          Rule.of("stripe-key", "\\b([rs]k_(?:live|test)_[0-9a-zA-Z]{16,})"),
          Rule.of("npm-token", "\\b(npm_[A-Za-z0-9]{36})\\b"),
          Rule.of("pypi-token", "\\b(pypi-AgE[A-Za-z0-9_-]{50,})"),
          Rule.of("rubygems-key", "\\b(rubygems_[0-9a-f]{48})\\b"),
          Rule.of("crates-token", "\\b(cio[A-Za-z0-9]{32})\\b"),
          Rule.of("hugging-face-token", "\\b(hf_[A-Za-z0-9]{34,})"),
          Rule.of("docker-token", "\\b(dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,})"),
          Rule.of("digitalocean-token", "\\b(do[opr]_v1_[a-f0-9]{64})\\b"),
          Rule.of("sendgrid-key", "\\b(SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43})"),
          Rule.of("twilio-key", "\\b(SK[0-9a-f]{32})\\b"),
          Rule.of("telegram-token", "\\b([0-9]{8,10}:AA[A-Za-z0-9_-]{33})"),
          Rule.of(
              "discord-token",
              "\\b([MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40})"),
          Rule.of("azure-key", "(?i)(?:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{43,88}={0,2})"),
          Rule.of("vault-token", "\\b(hv[sb]\\.[A-Za-z0-9_-]{24,})"),
          Rule.of("age-key", "\\b(AGE-SECRET-KEY-1[0-9A-Z]{58})\\b"),
          Rule.of("linear-key", "\\b(lin_(?:api|oauth)_[A-Za-z0-9]{32,})"),
          Rule.of("atlassian-token", "\\b(ATATT3[A-Za-z0-9_=-]{50,})"),
          Rule.of("databricks-token", "\\b(dapi[0-9a-f]{32})\\b"),
          Rule.of(
              "json-web-token",
              "\\b(eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,})"),
          Rule.of(
              "password-in-url",
              "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s/:@'\"]{1,64}:([^\\s/:@'\"]{3,128})@[\\w.-]"),
          new Rule(
              "password",
              Pattern.compile(
                  "(?i)\\b[\\w.-]{0,30}(?:passw(?:or)?d|secret|api[_-]?key|access[_-]?key|auth[_-]?token|token|credential)s?[\"']?\\s{0,3}(?:=>|:=|[:=])\\s{0,3}[\"']?([^\\s\"'`<>{}()\\[\\];,]{8,200})"),
              true),
          Rule.of(
              "mail-address",
              "\\b([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}\\.[A-Za-z]{2,24})\\b"),
          Rule.of(
              "home-folder", "(?:/home/|/Users/|[A-Za-z]:\\\\Users\\\\)([A-Za-z0-9._-]{1,64})"));

  /* Judgement: what a keyboard or a dictionary gives has fewer bits a character. */
  private static final double LEAST_BITS = 3.0;
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)^(?:\\$|%|\\*{3}|x{4}|\\.{3}|your|my|the|some|example|changeme|placeholder|redacted|none$|null$|true$|false$|os\\.|process\\.|env|get|self\\.|config|settings)|example\\.(?:org|com|net)$|\\.invalid$");

  private SecretScan() {}

  /// What of a text must not be kept, in order, without overlaps.
  public static List<Hit> scan(String text) {
    TreeMap<Integer, Hit> hits = new TreeMap<>();
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(text);
      while (matcher.find()) {
        int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
        int start = matcher.start(group);
        int end = matcher.end(group);
        String found = text.substring(start, end);
        boolean chance = !rule.guessed() || bits(found) >= LEAST_BITS;
        // Where two rules meet, the one that knows more counts: it comes first.
        Map.Entry<Integer, Hit> before = hits.lowerEntry(end);
        boolean free = before == null || before.getValue().end() <= start;
        if (free && chance && !PLACEHOLDER.matcher(found).find()) {
          hits.put(start, new Hit(rule.name(), 0, start, end));
        }
      }
    }
    List<Hit> numbered = new ArrayList<>();
    int line = 1;
    int at = 0;
    for (Hit hit : hits.values()) {
      for (; at < hit.start(); at++) {
        line += text.charAt(at) == '\n' ? 1 : 0;
      }
      numbered.add(new Hit(hit.rule(), line, hit.start(), hit.end()));
    }
    return numbered;
  }

  /// The same text with a mark in place of each of them: `[redacted: github-token]`.
  public static String redact(String text, List<Hit> hits) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Hit hit : hits) {
      out.append(text, from, hit.start()).append("[redacted: ").append(hit.rule()).append(']');
      from = hit.end();
    }
    return out.append(text.substring(from)).toString();
  }

  /// How many marks of redaction a text has, of ours and of people.
  public static int redactions(String text) {
    Matcher matcher = MARK.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static final Pattern MARK = Pattern.compile("(?i)\\[redacted(?::[^\\]\\n]{0,100})?\\]");

  /// Bits a character, by how often each occurs.
  private static double bits(String text) {
    int[] counts = new int[128];
    for (int i = 0; i < text.length(); i++) {
      counts[Math.min(127, text.charAt(i))]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
