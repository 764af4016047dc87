package dev.ringfence.scanner.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.policy.FindingIds;
import dev.ringfence.scanner.structure.Function;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/// Names findings by what they are: what was taken and where it comes from.
final class FindingIdentity {
  /*
   * Where an alignment begins and ends is a matter of bits, and those of the whole index: any work that is
   * added may move an end by a token. So the id is not made of what is aligned, but of the functions
   * around it, as far as the change adds them, whole. What stands between functions is a unit too, as is a
   * text without functions. A unit counts where the match goes over a good part of it, which one token more
   * or less hardly ever changes; units of a few tokens, a closing brace or a field, do not count.
   *
   * A waiver ends with the first token that changes in what it was given for: all of a unit is part of the
   * id, and further units that come to match change it.
   */

  /// Tokens of a unit below which it does not count.
  private static final int LEAST = 12;

  /// Tokens that a match goes over from which on a unit counts, however long it is.
  private static final int ENOUGH = 24;

  /// The unit of each token, and how many tokens each unit has.
  private record Units(int[] ofToken, int[] sizes) {}

  private final FunctionsOfTexts functions;

  /// Hunks are told apart by identity, which weak keys are.
  private final Cache<HunkTokens, Units> unitsOf = Caffeine.newBuilder().weakKeys().build();

  FindingIdentity(FunctionsOfTexts functions) {
    this.functions = functions;
  }

  /// The ids of a match.
  FindingIds of(HunkTokens hunk, Match match) {
    int first =
        match
            .rewrite()
            .map(Rewrite::firstToken)
            .orElseGet(() -> match.pairing().pairs().getFirst()[0]);
    int last =
        match
            .rewrite()
            .map(rewrite -> rewrite.endToken() - 1)
            .orElseGet(() -> match.pairing().pairs().getLast()[0]);
    BitSet aligned = new BitSet();
    aligned.set(first, last + 1);
    return new FindingIds(
        digest(hunk, unitsAround(hunk, first, last), match), digest(hunk, aligned, match));
  }

  /// The ids of pieces of one origin, wherever they land and in whatever order.
  static FindingIds of(Collection<FindingIds> pieces) {
    if (pieces.size() == 1) {
      return pieces.iterator().next();
    }
    return new FindingIds(
        joined(pieces.stream().map(FindingIds::id).toList()),
        joined(pieces.stream().map(FindingIds::former).toList()));
  }

  private static String joined(List<String> ids) {
    return DigestUtils.sha256Hex(
        String.join(" ", ids.stream().sorted().toList()).getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(HunkTokens hunk, BitSet tokens, Match match) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * tokens.cardinality());
    tokens.stream().forEach(token -> bytes.putInt(hunk.spelling(token)));
    MessageDigest digest = DigestUtils.getSha256Digest();
    digest.update(bytes.array());
    digest.update(match.origin().file().swhid().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The tokens of the units that a stretch goes over.
  private BitSet unitsAround(HunkTokens hunk, int first, int last) {
    Units units = unitsOf.get(hunk, this::units);
    int[] common = new int[units.sizes().length];
    for (int token = first; token <= last; token++) {
      common[units.ofToken()[token]]++;
    }
    BitSet counted = new BitSet();
    int most = units.ofToken()[first];
    for (int unit = 0; unit < common.length; unit++) {
      if (common[unit] >= Math.min(ENOUGH, Math.max(LEAST, (units.sizes()[unit] + 1) / 2))) {
        counted.set(unit);
      }
      most = common[unit] > common[most] ? unit : most;
    }
    if (counted.isEmpty()) {
      counted.set(most);
    }
    BitSet tokens = new BitSet(hunk.size());
    for (int token = 0; token < hunk.size(); token++) {
      tokens.set(token, counted.get(units.ofToken()[token]));
    }
    return tokens;
  }

  /// The units of a hunk: each function without those in it, and each stretch between functions.
  private Units units(HunkTokens hunk) {
    LineTable lines = LineTable.of(hunk.text());
    int[] functionOfLine = new int[lines.lineCount() + 1];
    int number = 0;
    // By their first line: one in another comes after it.
    for (Function function : functions.of(hunk.language(), hunk.text())) {
      number++;
      int end = Math.min(lines.lineCount(), function.lastLine());
      Arrays.fill(functionOfLine, Math.min(function.firstLine(), end + 1), end + 1, number);
    }
    int[] ofToken = new int[hunk.size()];
    int[] sizes = new int[hunk.size()];
    Map<Integer, Integer> unitOfFunction = new HashMap<>();
    int units = 0;
    int before = -1;
    for (int token = 0; token < hunk.size(); token++) {
      int function = functionOfLine[lineOf(hunk, lines, token)];
      int unit;
      if (function > 0) {
        unit = unitOfFunction.getOrDefault(function, units);
        unitOfFunction.put(function, unit);
      } else {
        unit = before == 0 ? ofToken[token - 1] : units;
      }
      units = Math.max(units, unit + 1);
      ofToken[token] = unit;
      sizes[unit]++;
      before = function;
    }
    return new Units(ofToken, Arrays.copyOf(sizes, units));
  }

  /// A statement's end has no width; it belongs to the line before it.
  private static int lineOf(HunkTokens hunk, LineTable lines, int token) {
    int start = hunk.start(token);
    return lines.lineAt(hunk.end(token) == start && start > 0 ? start - 1 : start);
  }
}
