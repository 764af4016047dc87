package dev.ringfence.attest.check;

import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.Box;
import dev.ringfence.attest.form.ReceiptNote;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/// Whether prompts, search and findings are what the text says of them.
final class EvidenceCheck {
  private static final Pattern PROMPTS_FILE = Pattern.compile("([\\w./-]+\\.\\w+)");
  private static final Pattern DIGEST = Pattern.compile("(?i)sha256:\\s*([0-9a-f]{64})");

  private final Considered on;

  EvidenceCheck(Considered on) {
    this.on = on;
  }

  void prompts() {
    if (on.said().prompts().isBlank()) {
      on.add(
          on.level(),
          "missing/prompts",
          "it does not say what the tool was asked",
          "with the prompts the project can ask a later model the same, and see what differs",
          "keep them with `ringfence provenance record --prompts FILE --diff RANGE`, which prints the"
              + " line to paste");
      return;
    }
    Matcher digest = DIGEST.matcher(on.said().prompts());
    Matcher path = PROMPTS_FILE.matcher(on.said().prompts());
    if (!digest.find() || !path.find()) {
      return;
    }
    Optional<byte[]> file = on.request().file().apply(path.group(1));
    if (file.isEmpty()) {
      on.notes()
          .add(
              "the prompts at " + path.group(1) + " are not at hand; their digest was not checked");
    } else if (!DigestUtils.sha256Hex(file.get())
        .equals(digest.group(1).toLowerCase(Locale.ROOT))) {
      on.add(
          on.level(),
          "contradiction/prompts",
          path.group(1) + " is not the file with the digest under Prompts",
          "a digest says that nothing was changed afterwards",
          "run `ringfence provenance record` again and paste the line that it prints");
    }
  }

  void search() {
    if (on.request().receipt().isPresent()) {
      ReceiptNote receipt = on.request().receipt().get();
      if (receipt.incomplete()) {
        on.add(
            Remark.Level.UNCHECKED,
            "unchecked/search",
            "the search did not get through all of the change",
            "what was not searched for was not found",
            "see the receipt's `not_searched`, and run the scan again");
      }
      Matcher digest = DIGEST.matcher(on.said().search());
      if (digest.find() && !digest.group(1).equalsIgnoreCase(receipt.digest())) {
        on.notes()
            .add(
                "Search names another receipt than the one of this check: of another commit or another"
                    + " index; the one of this check counts");
      }
      return;
    }
    if (!DIGEST.matcher(on.said().search()).find()) {
      on.add(
          on.level(),
          "missing/search",
          on.said().search().isBlank()
              ? "no search for look-alikes is named"
              : "Search names no receipt (sha256:...)",
          "a model may repeat code of others with their license on it; only a search tells",
          "run `ringfence scan INDEX --diff RANGE --receipt FILE` and"
              + " `ringfence attest init --receipt FILE`, and paste the line");
    }
  }

  void findings() {
    on.request()
        .receipt()
        .filter(receipt -> receipt.findings() > 0 && !on.said().isTicked(Box.Kind.FINDINGS))
        .filter(_ -> on.said().form() == Attestation.Form.BLOCK)
        .ifPresent(receipt ->
            on.add(
                on.level(),
                "missing/findings",
                "the search has findings, and nobody has said that they looked at them",
                "whether a look-alike may stay is for people to decide",
                "look at each finding, then tick \"I checked the license findings ...\" yourself; do"
                    + " not rename or reorder code to make one disappear"));
  }
}
