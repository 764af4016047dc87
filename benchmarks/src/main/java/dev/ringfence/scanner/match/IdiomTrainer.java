package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.fingerprints.source.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Learns the shipped idiom model from an index of permissive works.
///
/// `IdiomTrainer INDEX MODEL.bin`: takes the contents of INDEX that no holder has under a copyleft
/// license, and of their n-grams those that several works have.
public final class IdiomTrainer {
  /*
   * Order by order, so that one order's n-grams fit into memory. A work counts once however often it
   * repeats itself, a file too: what one author repeats is not common. Probabilities as in TokenModel:
   * each order is pulled towards the shorter one as if STRENGTH observations had followed it.
   */
  private static final int MIN_WORKS = 3;
  private static final double STRENGTH = 4;

  /// Bits that an entry must differ by from what the shorter context says.
  private static final double TELLING = 0.5;

  private static final int BATCH = 1 << 22;

  private final CorpusIndex index;
  private final TokenModel general;
  private final Map<String, List<Integer>> blobsOf = new TreeMap<>();
  private final List<Integer> blobs = new ArrayList<>();
  private final Longs keys = new Longs();
  private double[] bits = new double[0];

  private IdiomTrainer(CorpusIndex index) throws IOException {
    this.index = index;
    this.general = index.model();
    for (int blob : index.blobs()) {
      List<Holder> holders = index.holders(blob);
      if (index.files(blob).stream().anyMatch(IdiomTrainer::isCopyleft)) {
        continue;
      }
      blobs.add(blob);
      holders.stream()
          .map(holder -> holder.work().name())
          .distinct()
          .forEach(name -> blobsOf.computeIfAbsent(name, _ -> new ArrayList<>()).add(blob));
    }
    blobs.sort(Comparator.naturalOrder());
  }

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: IdiomTrainer INDEX MODEL.bin");
      System.exit(2);
    }
    try (CorpusIndex index = CorpusIndex.open(Path.of(arguments[0]))) {
      IdiomTrainer trainer = new IdiomTrainer(index);
      System.err.printf("%d contents of %d works%n", trainer.blobs.size(), trainer.blobsOf.size());
      IdiomModel model = IdiomModel.EMPTY;
      for (int order = IdiomModel.MIN_ORDER; order <= IdiomModel.MAX_ORDER; order++) {
        trainer.learn(order, model);
        model = trainer.model();
      }
      Files.write(Path.of(arguments[1]), trainer.encoded());
    }
  }

  private static boolean isCopyleft(CorpusFile file) {
    Category category = file.license().category();
    return category == Category.COPYLEFT || category == Category.COPYLEFT_LIMITED;
  }

  private byte[] encoded() {
    return IdiomModel.encode(Arrays.copyOf(keys.values, keys.size), bits);
  }

  private IdiomModel model() throws IOException {
    return IdiomModel.read(new ByteArrayInputStream(encoded()));
  }

  private void learn(int order, IdiomModel shorter) throws IOException {
    long[] known = shared(order);
    int[] seen = new int[known.length];
    double[] before = new double[known.length];
    long[] contextOf = new long[known.length];
    BitSet inFile = new BitSet(known.length);
    for (int blob : blobs) {
      StoredTokens tokens = index.tokens(blob);
      Language language = Language.ofNumber(tokens.language());
      int[] symbols = tokens.symbols();
      int number = language.kin().number();
      inFile.clear();
      for (int i = order; i < tokens.size(); i++) {
        int at = Arrays.binarySearch(known, IdiomModel.key(language, symbols, i - order, i + 1));
        if (at < 0 || inFile.get(at)) {
          continue;
        }
        inFile.set(at);
        if (seen[at]++ == 0) {
          contextOf[at] = IdiomModel.key(language, symbols, i - order, i);
          before[at] =
              shorter.bits(
                  language,
                  symbols,
                  i,
                  general.bits(number, symbols[i - 2], symbols[i - 1], symbols[i]));
        }
      }
    }
    Longs contexts = new Longs();
    contexts.addAll(contextOf, contextOf.length);
    contexts.distinct();
    int[] followed = new int[contexts.size];
    for (int blob : blobs) {
      count(order, index.tokens(blob), contexts, followed);
    }
    int first = keys.size;
    Longs values = new Longs();
    for (int k = 0; k < known.length; k++) {
      int context = Arrays.binarySearch(contexts.values, 0, contexts.size, contextOf[k]);
      double probability =
          (seen[k] + STRENGTH * StrictMath.pow(2, -before[k])) / (followed[context] + STRENGTH);
      double own = -StrictMath.log(probability) / StrictMath.log(2);
      if (Math.abs(own - before[k]) >= TELLING) {
        keys.add(known[k]);
        values.add(Double.doubleToLongBits(own));
      }
    }
    bits = Arrays.copyOf(bits, keys.size);
    for (int v = 0; v < values.size; v++) {
      bits[first + v] = Double.longBitsToDouble(values.values[v]);
    }
    System.err.printf(
        "order %d: %d n-grams in at least %d works, %d kept%n",
        order, known.length, MIN_WORKS, values.size);
  }

  /// Adds, for each context, in how many files how many different symbols follow it.
  private static void count(int order, StoredTokens tokens, Longs contexts, int[] followed) {
    Language language = Language.ofNumber(tokens.language());
    int n = Math.max(0, tokens.size() - order);
    long[] whole = new long[n];
    for (int i = 0; i < n; i++) {
      whole[i] = IdiomModel.key(language, tokens.symbols(), i, i + order + 1);
    }
    long[] distinct = Arrays.stream(whole).sorted().distinct().toArray();
    BitSet done = new BitSet(distinct.length);
    for (int i = 0; i < n; i++) {
      int at = Arrays.binarySearch(distinct, whole[i]);
      if (!done.get(at)) {
        done.set(at);
        int context =
            Arrays.binarySearch(
                contexts.values,
                0,
                contexts.size,
                IdiomModel.key(language, tokens.symbols(), i, i + order));
        if (context >= 0) {
          followed[context]++;
        }
      }
    }
  }

  /// The n-grams with a context of `order` symbols that enough works have, sorted.
  private long[] shared(int order) throws IOException {
    Longs all = new Longs();
    for (List<Integer> work : blobsOf.values()) {
      Longs own = new Longs();
      for (int blob : work) {
        StoredTokens tokens = index.tokens(blob);
        Language language = Language.ofNumber(tokens.language());
        for (int i = order; i < tokens.size(); i++) {
          own.add(IdiomModel.key(language, tokens.symbols(), i - order, i + 1));
        }
        if (own.size > BATCH) {
          own.distinct();
        }
      }
      own.distinct();
      all.addAll(own.values, own.size);
    }
    Arrays.sort(all.values, 0, all.size);
    Longs enough = new Longs();
    for (int i = 0, end; i < all.size; i = end) {
      end = i + 1;
      while (end < all.size && all.values[end] == all.values[i]) {
        end++;
      }
      if (end - i >= MIN_WORKS) {
        enough.add(all.values[i]);
      }
    }
    return Arrays.copyOf(enough.values, enough.size);
  }

  /// A list of longs that grows.
  private static final class Longs {
    long[] values = new long[1 << 10];
    int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size + size / 2);
      }
      values[size++] = value;
    }

    void addAll(long[] more, int count) {
      if (size + count > values.length) {
        values = Arrays.copyOf(values, Math.max(size + count, size + size / 2));
      }
      System.arraycopy(more, 0, values, size, count);
      size += count;
    }

    void distinct() {
      Arrays.sort(values, 0, size);
      int n = 0;
      for (int i = 0; i < size; i++) {
        if (i == 0 || values[i] != values[i - 1]) {
          values[n++] = values[i];
        }
      }
      size = n;
    }
  }
}
