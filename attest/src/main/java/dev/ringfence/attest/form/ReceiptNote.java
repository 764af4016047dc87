package dev.ringfence.attest.form;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.report.SearchReceipt;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a form says of a search receipt.
///
/// @param digest SHA-256 of the receipt, hex
/// @param hunks how many hunks were searched for
/// @param works how many works were searched
/// @param indexDigest the index, as the receipt names it
/// @param findings how many look-alikes were found
/// @param incomplete whether something was not searched
public record ReceiptNote(
    String digest, int hunks, int works, String indexDigest, int findings, boolean incomplete) {
  private static final int SHOWN = 12;

  /// Reads a receipt.
  ///
  /// @param label what to call it
  public static ReceiptNote of(String label, byte[] receipt) {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(receipt);
    } catch (JacksonException noJson) {
      throw none(label);
    }
    if (!SearchReceipt.PREDICATE_TYPE.equals(root.path("predicateType").asString(""))) {
      throw none(label);
    }
    JsonNode predicate = root.path("predicate");
    return new ReceiptNote(
        DigestUtils.sha256Hex(receipt),
        predicate.path("searched").path("hunks").size(),
        predicate.path("index").path("works").size(),
        predicate.path("index").path("digest").asString(""),
        predicate.path("findings").size(),
        predicate.path("result").asString("").equals("incomplete"));
  }

  private static RingfenceException none(String label) {
    return RingfenceException.usage(
        Diagnostic.of(
                "receipt/invalid",
                "this is no search receipt",
                "make one with `ringfence scan INDEX --diff RANGE --receipt FILE`")
            .at(label));
  }

  /// As a form has it.
  public String text() {
    String index = indexDigest.replaceFirst("^sha256:", "");
    return "receipt sha256:"
        + digest
        + " ("
        + count(hunks, "hunk")
        + ", "
        + count(works, "work")
        + ", index "
        + index.substring(0, Math.min(SHOWN, index.length()))
        + ", "
        + count(findings, "finding")
        + (incomplete ? ", NOT everything was searched" : "")
        + ")";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
