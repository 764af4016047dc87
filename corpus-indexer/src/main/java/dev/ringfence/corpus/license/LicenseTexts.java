package dev.ringfence.corpus.license;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// The texts and standard headers of the SPDX license list, to match a header or license file
/// against. Immutable once loaded; one is shared.
public final class LicenseTexts {
  /*
   * A text is a list of lower-case words. Templates that share enough runs of GRAM words with it are
   * aligned with it word by word (longest common subsequence in the stretch the shared runs span),
   * which bears other addresses, names and line noise. The rank of a template is matched words less
   * PENALTY for each of its words that is missing: "version 2" against "version 3", or a missing "any
   * later version", then decides between the GNU texts, and BSD-3-Clause beats BSD-2-Clause where its
   * third clause is there.
   */
  private static final int GRAM = 4;
  private static final int PENALTY = 4;
  private static final double MIN_MATCHED = 0.85;
  private static final int CANDIDATES = 10;

  /// The list holds dozens of near copies of MIT, BSD and Apache that one program each uses. Of two
  /// that match about as well the common one is meant.
  private static final Pattern COMMON =
      Pattern.compile(
          "MIT|X11|ISC|0BSD|BSD-[234]-Clause|Apache-.*|[AL]?GPL-.*|MPL-.*|EPL-.*|CDDL-.*|Zlib|BSL-1\\.0"
              + "|Artistic-.*|PSF-2\\.0|Unlicense|CC0-1\\.0|CECILL.*|HPND|.*-exception.*");

  private static final double RARE = 0.1;

  /// Texts above this many words are matched by shared runs alone.
  private static final int MAX_ALIGNED_WORDS = 1200;

  private static final String RESOURCE = "license-texts.bin";

  /// What a text of the list is.
  enum Kind {
    /// The license itself.
    TEXT,
    /// The notice that files under it carry.
    HEADER,
    /// An exception to a license.
    EXCEPTION
  }

  private static final Set<Kind> LICENSES = EnumSet.of(Kind.TEXT, Kind.HEADER);
  private static final Set<Kind> EXCEPTIONS = EnumSet.of(Kind.EXCEPTION);

  private record Template(String id, Kind kind, int[] words) {}

  /// A match of a template with a text.
  ///
  /// @param id the license id
  /// @param header whether it is the standard header, not the license itself
  /// @param matched the share of the template's words found in order
  /// @param firstWord the first word of the text matched, from 0
  /// @param lastWord the last word of the text matched
  public record TextMatch(String id, boolean header, double matched, int firstWord, int lastWord) {}

  private static final int UNKNOWN_WORD = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Template> templates = new ArrayList<>();
  private final int[] gramCounts;

  /// Which templates hold a run of words: an open-addressing table of chains; 0 ends one.
  private final long[] gramKeys;

  private final int[] firstOfGram;
  private final int[] owners;
  private final int[] nextOwner;

  private static final class Holder {
    static final LicenseTexts INSTANCE = new LicenseTexts();
  }

  /// The texts of the list that this build ships.
  public static LicenseTexts shared() {
    return Holder.INSTANCE;
  }

  private LicenseTexts() {
    try (InputStream resource = LicenseTexts.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("resource missing: " + RESOURCE);
      }
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(new InflaterInputStream(resource), 1 << 16));
      int wordCount = in.readInt();
      for (int i = 0; i < wordCount; i++) {
        numbers.put(in.readUTF(), i);
      }
      int templateCount = in.readInt();
      for (int t = 0; t < templateCount; t++) {
        String id = in.readUTF();
        Kind kind = Kind.valueOf(in.readUTF());
        int[] words = new int[in.readInt()];
        for (int i = 0; i < words.length; i++) {
          words[i] = in.readUnsignedShort();
        }
        templates.add(new Template(id, kind, words));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int all = templates.stream().mapToInt(template -> template.words().length).sum();
    gramKeys = new long[Integer.highestOneBit(Math.max(16, all)) << 2];
    firstOfGram = new int[gramKeys.length];
    owners = new int[all + 1];
    nextOwner = new int[all + 1];
    gramCounts = new int[templates.size()];
    int used = 0;
    for (int t = 0; t < templates.size(); t++) {
      int[] words = templates.get(t).words();
      for (int i = 0; i + GRAM <= words.length; i++) {
        int slot = slot(gram(words, i));
        if (firstOfGram[slot] != 0 && owners[firstOfGram[slot]] == t) {
          continue;
        }
        gramKeys[slot] = gram(words, i);
        owners[++used] = t;
        nextOwner[used] = firstOfGram[slot];
        firstOfGram[slot] = used;
        gramCounts[t]++;
      }
    }
  }

  private int slot(long gram) {
    int mask = gramKeys.length - 1;
    int slot = (int) (gram >>> 20) & mask;
    while (firstOfGram[slot] != 0 && gramKeys[slot] != gram) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The words of a text: runs of letters and digits, lower case.
  static String[] words(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= low.length(); i++) {
      boolean inside = i < low.length() && Character.isLetterOrDigit(low.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(low.substring(start, i));
        start = -1;
      }
    }
    return words.toArray(new String[0]);
  }

  private static long gram(int[] words, int at) {
    long h = 1125899906842597L;
    for (int i = at; i < at + GRAM; i++) {
      h = h * 0x9e3779b97f4a7c15L + words[i];
      h ^= h >>> 29;
    }
    return h;
  }

  /// The licenses whose text or header stands in `text`, best first and not overlapping.
  public List<TextMatch> find(String text) {
    return find(text, LICENSES);
  }

  /// The license exceptions that stand in `text`, best first and not overlapping.
  public List<TextMatch> findExceptions(String text) {
    return EXCEPTION_WORD.matcher(text).find() ? find(text, EXCEPTIONS) : List.of();
  }

  private static final Pattern EXCEPTION_WORD = Pattern.compile("(?i)exception|permission");

  private List<TextMatch> find(String text, Set<Kind> kinds) {
    String[] plain = words(text);
    int[] words = new int[plain.length];
    for (int i = 0; i < plain.length; i++) {
      words[i] = numbers.getOrDefault(plain[i], UNKNOWN_WORD);
    }
    List<TextMatch> found = new ArrayList<>();
    boolean[] taken = new boolean[words.length];
    for (int round = 0; round < 3; round++) {
      TextMatch best = best(words, taken, kinds);
      if (best == null) {
        break;
      }
      found.add(best);
      Arrays.fill(taken, best.firstWord(), best.lastWord() + 1, true);
    }
    return found;
  }

  private @Nullable TextMatch best(int[] words, boolean[] taken, Set<Kind> kinds) {
    int[] shared = new int[templates.size()];
    int[] first = new int[templates.size()];
    int[] last = new int[templates.size()];
    for (int i = 0; i + GRAM <= words.length; i++) {
      if (taken[i]) {
        continue;
      }
      for (int owner = firstOfGram[slot(gram(words, i))]; owner != 0; owner = nextOwner[owner]) {
        int t = owners[owner];
        if (shared[t]++ == 0) {
          first[t] = i;
        }
        last[t] = i + GRAM - 1;
      }
    }
    List<Integer> candidates = new ArrayList<>();
    for (int t = 0; t < shared.length; t++) {
      if (kinds.contains(templates.get(t).kind())
          && shared[t] >= Math.max(3, 0.35 * gramCounts[t])) {
        candidates.add(t);
      }
    }
    candidates.sort((a, b) -> Integer.compare(shared[b], shared[a]));
    TextMatch best = null;
    double bestRank = Double.NEGATIVE_INFINITY;
    for (int t : candidates.subList(0, Math.min(CANDIDATES, candidates.size()))) {
      Template template = templates.get(t);
      int length = template.words().length;
      int from = Math.max(0, first[t] - 3);
      int to = Math.min(words.length, last[t] + 4);
      double matched;
      if (length > MAX_ALIGNED_WORDS || to - from > 4 * MAX_ALIGNED_WORDS) {
        matched = Math.min(1.0, shared[t] / (double) gramCounts[t]);
      } else {
        matched = commonWords(template.words(), words, from, to) / (double) length;
      }
      double rank = length * (matched - PENALTY * (1 - matched));
      if (!COMMON.matcher(template.id()).matches()) {
        rank -= RARE * length;
      }
      if (matched >= MIN_MATCHED && rank > bestRank) {
        bestRank = rank;
        best =
            new TextMatch(
                template.id(), template.kind() == Kind.HEADER, matched, first[t], last[t]);
      }
    }
    return best;
  }

  /// The length of the longest common subsequence of a template and a stretch of a text.
  private static int commonWords(int[] template, int[] words, int from, int to) {
    int[] row = new int[to - from + 1];
    for (int word : template) {
      int diagonal = 0;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        row[j] = words[from + j - 1] == word ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[row.length - 1];
  }
}
