package dev.ringfence.corpus.license;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

  /// Words about the shared runs that are aligned, too.
  private static final int MARGIN = 3;

  /// What is remembered of texts, of so many words at most.
  private static final int MAX_KNOWN = 1_000;

  private static final int MAX_KNOWN_WORDS = 2_000;

  /// Runs that a template shares with a text, at least.
  private static final int MIN_SHARED = 3;

  /// The list holds dozens of near copies of MIT, BSD and Apache that one program each uses. Of two
  /// that match about as well the common one is meant.
  private static final Pattern COMMON =
      Pattern.compile(
          "MIT|X11|ISC|0BSD|BSD-[234]-Clause|Apache-.*|[AL]?GPL-.*|MPL-.*|EPL-.*|CDDL-.*|Zlib|BSL-1\\.0"
              + "|Artistic-.*|PSF-2\\.0|Unlicense|CC0-1\\.0|CECILL.*|HPND|.*-exception.*");

  private static final double RARE = 0.1;

  /// Texts above this many words are matched by shared runs alone.
  private static final int MAX_ALIGNED_WORDS = 1200;

  /// The filter has 4 bits a slot of the table.
  private static final int FILTER_SLOTS_A_LONG = Long.SIZE / 4;

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

  /// @param common whether it is one that is meant where it matches about as well as another
  private record Template(String id, Kind kind, int[] words, boolean common) {}

  /// A match of a template with a text.
  ///
  /// @param id the license id
  /// @param header whether it is the standard header, not the license itself
  /// @param matched the share of the template's words found in order
  /// @param firstWord the first word of the text matched, from 0
  /// @param lastWord the last word of the text matched
  public record TextMatch(String id, boolean header, double matched, int firstWord, int lastWord) {
    /// The match in a text that has more words before.
    private TextMatch behind(int words) {
      return new TextMatch(id, header, matched, firstWord + words, lastWord + words);
    }
  }

  private final WordNumbers numbers;
  private final List<Template> templates = new ArrayList<>();
  private final int[] gramCounts;

  /// Which templates hold a run of words: an open-addressing table of chains; 0 ends one.
  private final long[] gramKeys;

  private final int[] firstOfGram;
  private final int[] owners;
  private final int[] nextOwner;

  /// A bit for each of a few hashes: most runs of a text are in no template, and this is small
  /// enough to stay in the processor's cache.
  private final long[] filter;

  private final ThreadLocal<CommonWords> commonWords;

  private final Memo<List<TextMatch>> knownLicenses =
      new Memo<>(MAX_KNOWN, words -> ofKey(words).find(LICENSES));
  private final Memo<List<TextMatch>> knownExceptions =
      new Memo<>(MAX_KNOWN, words -> ofKey(words).find(EXCEPTIONS));

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
      String[] words = new String[in.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readUTF();
      }
      numbers = new WordNumbers(List.of(words));
      int templateCount = in.readInt();
      for (int t = 0; t < templateCount; t++) {
        String id = in.readUTF();
        Kind kind = Kind.valueOf(in.readUTF());
        int[] of = new int[in.readInt()];
        for (int i = 0; i < of.length; i++) {
          of[i] = in.readUnsignedShort();
        }
        templates.add(new Template(id, kind, of, COMMON.matcher(id).matches()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int all = templates.stream().mapToInt(template -> template.words().length).sum();
    commonWords = ThreadLocal.withInitial(() -> new CommonWords(numbers.size()));
    gramKeys = new long[Integer.highestOneBit(Math.max(16, all)) << 1];
    firstOfGram = new int[gramKeys.length];
    filter = new long[gramKeys.length / FILTER_SLOTS_A_LONG];
    owners = new int[all + 1];
    nextOwner = new int[all + 1];
    gramCounts = new int[templates.size()];
    int used = 0;
    for (int t = 0; t < templates.size(); t++) {
      int[] words = templates.get(t).words();
      for (int i = 0; i + GRAM <= words.length; i++) {
        long gram = gram(words, i);
        int slot = slot(gram);
        if (firstOfGram[slot] != 0 && owners[firstOfGram[slot]] == t) {
          continue;
        }
        filter[filterAt(gram)] |= 1L << gram;
        gramKeys[slot] = gram;
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

  private int filterAt(long gram) {
    return (int) (gram >>> 6) & (filter.length - 1);
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
    return read(text).licenses();
  }

  /// Reads a text once for all that is asked of it.
  Reading read(String text) {
    return new Reading(text, numbers.of(text));
  }

  /// Words as they stand in a key: each number plus 1.
  private Reading ofKey(String key) {
    return new Reading("", key.chars().map(word -> word - 1).toArray());
  }

  /// A text, and where it has runs of words that templates have.
  final class Reading {
    private final String text;
    private final int[] words;

    /// The first word of each run that some template has, and the first owner of the run.
    private int[] runs = new int[64];

    private int[] firstOwners = new int[64];
    private int count;

    private Reading(String text, int[] words) {
      this.text = text;
      this.words = words;
      int known = 0;
      for (int i = 0; i < words.length; i++) {
        known = words[i] == WordNumbers.UNKNOWN ? 0 : known + 1;
        if (known >= GRAM) {
          run(i - GRAM + 1);
        }
      }
    }

    private void run(int at) {
      long gram = gram(words, at);
      if ((filter[filterAt(gram)] >>> gram & 1) == 0) {
        return;
      }
      int owner = firstOfGram[slot(gram)];
      if (owner != 0) {
        if (count == runs.length) {
          runs = Arrays.copyOf(runs, 2 * count);
          firstOwners = Arrays.copyOf(firstOwners, 2 * count);
        }
        runs[count] = at;
        firstOwners[count++] = owner;
      }
    }

    /// The licenses whose text or header stands in the text, best first and not overlapping.
    List<TextMatch> licenses() {
      return remembered(LICENSES, knownLicenses);
    }

    /// The license exceptions that stand in the text, best first and not overlapping.
    List<TextMatch> exceptions() {
      String low = text.toLowerCase(Locale.ROOT);
      return low.contains("exception") || low.contains("permission")
          ? remembered(EXCEPTIONS, knownExceptions)
          : List.of();
    }

    /// What is found depends on the words from a little before the first run to a little behind the
    /// last one: not on the names and the prose about them, and of those between, on what the list
    /// has.
    private List<TextMatch> remembered(Set<Kind> kinds, Memo<List<TextMatch>> known) {
      if (count < MIN_SHARED) {
        return List.of();
      }
      int start = Math.max(0, runs[0] - MARGIN);
      int end = Math.min(words.length, runs[count - 1] + GRAM + MARGIN);
      if (end - start > MAX_KNOWN_WORDS) {
        return find(kinds);
      }
      char[] key = new char[end - start];
      for (int i = 0; i < key.length; i++) {
        key[i] = (char) (words[start + i] + 1);
      }
      return known.of(new String(key)).stream().map(match -> match.behind(start)).toList();
    }

    private List<TextMatch> find(Set<Kind> kinds) {
      List<TextMatch> found = new ArrayList<>();
      boolean[] taken = new boolean[words.length];
      for (int round = 0; round < 3; round++) {
        TextMatch best = best(taken, kinds);
        if (best == null) {
          break;
        }
        found.add(best);
        Arrays.fill(taken, best.firstWord(), best.lastWord() + 1, true);
      }
      return found;
    }

    private @Nullable TextMatch best(boolean[] taken, Set<Kind> kinds) {
      if (count < MIN_SHARED) {
        return null;
      }
      int[] shared = new int[templates.size()];
      int[] first = new int[templates.size()];
      int[] last = new int[templates.size()];
      for (int run = 0; run < count; run++) {
        int at = runs[run];
        if (taken[at]) {
          continue;
        }
        for (int owner = firstOwners[run]; owner != 0; owner = nextOwner[owner]) {
          int t = owners[owner];
          if (shared[t]++ == 0) {
            first[t] = at;
          }
          last[t] = at + GRAM - 1;
        }
      }
      List<Integer> candidates = new ArrayList<>();
      for (int t = 0; t < shared.length; t++) {
        if (shared[t] >= Math.max(MIN_SHARED, 0.35 * gramCounts[t])
            && kinds.contains(templates.get(t).kind())) {
          candidates.add(t);
        }
      }
      candidates.sort((a, b) -> Integer.compare(shared[b], shared[a]));
      TextMatch best = null;
      double bestRank = Double.NEGATIVE_INFINITY;
      for (int t : candidates.subList(0, Math.min(CANDIDATES, candidates.size()))) {
        Template template = templates.get(t);
        int length = template.words().length;
        int from = Math.max(0, first[t] - MARGIN);
        int to = Math.min(words.length, last[t] + 1 + MARGIN);
        double matched;
        if (length > MAX_ALIGNED_WORDS || to - from > 4 * MAX_ALIGNED_WORDS) {
          matched = Math.min(1.0, shared[t] / (double) gramCounts[t]);
        } else {
          matched = commonWords.get().length(template.words(), words, from, to) / (double) length;
        }
        double rank = length * (matched - PENALTY * (1 - matched));
        if (!template.common()) {
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
  }
}
