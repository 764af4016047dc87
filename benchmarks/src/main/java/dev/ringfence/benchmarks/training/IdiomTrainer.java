package dev.ringfence.benchmarks.training;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.match.parameters.IdiomModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
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
  static final int MIN_WORKS = 3;

  /// Works that a name or literal must be in to be context.
  private static final int MIN_NAME_WORKS = 5;

  private static final double STRENGTH = 4;

  /// Bits that an entry must differ by from what the shorter context says.
  private static final double TELLING = 0.5;

  private static final int BATCH = 1 << 22;

  private final CorpusIndex index;
  private final TokenModel general;
  private final Map<String, List<Integer>> blobsOf;
  private final List<Integer> blobs;
  private final Map<Integer, Text> texts = new HashMap<>();
  private final Longs keys = new Longs();
  private double[] bits = new double[0];

  private IdiomTrainer(CorpusIndex index) throws IOException {
    this.index = index;
    this.general = index.model();
    this.blobsOf = permissive(index);
    this.blobs = blobsOf.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  /// The contents that no holder has under a copyleft license, by the works that hold them.
  static Map<String, List<Integer>> permissive(CorpusIndex index) throws IOException {
    Map<String, List<Integer>> blobsOf = new TreeMap<>();
    for (int blob : index.blobs()) {
      List<Holder> holders = index.holders(blob);
      if (index.files(blob).stream().anyMatch(IdiomTrainer::isCopyleft)) {
        continue;
      }
      holders.stream()
          .map(holder -> holder.work().identity().name())
          .distinct()
          .forEach(name -> blobsOf.computeIfAbsent(name, _ -> new ArrayList<>()).add(blob));
    }
    return blobsOf;
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
        trainer.learn(order, false, model);
        model = trainer.model();
      }
      trainer.learnVocabulary();
      model = trainer.model();
      for (int order = IdiomModel.MIN_NAMED_ORDER; order <= IdiomModel.MAX_NAMED_ORDER; order++) {
        trainer.learn(order, true, model);
        model = trainer.model();
      }
      Files.write(Path.of(arguments[1]), trainer.encoded());
    }
  }

  /// A text, held in memory: reading it from the index is dear, and each order reads it thrice.
  private record Text(Language language, short[] packed, int[] spellings) {
    static Text of(StoredTokens tokens) {
      short[] packed = new short[tokens.size()];
      for (int i = 0; i < packed.length; i++) {
        packed[i] = (short) tokens.symbol(i);
      }
      return new Text(
          Language.ofNumber(tokens.language()), packed, tokens.tokens().spellingArray());
    }

    int[] symbols() {
      int[] symbols = new int[packed.length];
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = packed[i];
      }
      return symbols;
    }
  }

  private Text text(int blob) throws IOException {
    Text text = texts.get(blob);
    if (text == null) {
      text = Text.of(index.tokens(blob));
      texts.put(blob, text);
    }
    return text;
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

  /// A text as n-grams of one order.
  private static final class Grams {
    final Language language;
    final int[] symbols;
    final int[] context;
    final int order;
    final boolean named;
    final int size;

    Grams(Text text, int order, boolean named, IdiomModel model) {
      this.language = text.language;
      this.symbols = text.symbols();
      this.context = named ? model.lexical(language, Tokens.of(symbols, text.spellings)) : symbols;
      this.order = order;
      this.named = named;
      this.size = symbols.length;
    }

    /// Whether there is an n-gram that ends with token `i`.
    boolean at(int i) {
      if (!named) {
        return true;
      }
      for (int j = i - order; j < i; j++) {
        if (context[j] < 0) {
          return true;
        }
      }
      return false;
    }

    long key(int i) {
      return IdiomModel.namedKey(language, context, symbols, i - order, i);
    }

    long contextKey(int i) {
      return IdiomModel.key(language, context, i - order, i);
    }
  }

  private void learn(int order, boolean named, IdiomModel shorter) throws IOException {
    long[] known = shared(order, named, shorter);
    Places places = new Places(known, known.length);
    int[] seen = new int[known.length];
    double[] before = new double[known.length];
    long[] contextOf = new long[known.length];
    BitSet inFile = new BitSet(known.length);
    for (int blob : blobs) {
      Text text = text(blob);
      Grams grams = new Grams(text, order, named, shorter);
      int[] symbols = grams.symbols;
      int number = grams.language.kin().number();
      inFile.clear();
      for (int i = Math.max(2, order); i < grams.size; i++) {
        int at = grams.at(i) ? places.of(grams.key(i)) : -1;
        if (at < 0 || inFile.get(at)) {
          continue;
        }
        inFile.set(at);
        if (seen[at]++ == 0) {
          contextOf[at] = grams.contextKey(i);
          before[at] =
              shorter.bits(
                  grams.language,
                  symbols,
                  grams.context,
                  i,
                  general.bits(number, symbols[i - 2], symbols[i - 1], symbols[i]));
        }
      }
    }
    Longs contexts = new Longs();
    contexts.addAll(contextOf, contextOf.length);
    contexts.distinct();
    Places contextPlaces = new Places(contexts.values, contexts.size);
    int[] followed = new int[contexts.size];
    for (int blob : blobs) {
      count(new Grams(text(blob), order, named, shorter), contextPlaces, followed);
    }
    int first = keys.size;
    Longs values = new Longs();
    for (int k = 0; k < known.length; k++) {
      if (seen[k] == 0) {
        continue;
      }
      int context = contextPlaces.of(contextOf[k]);
      double probability =
          (seen[k] + STRENGTH * StrictMath.pow(2, -before[k])) / (followed[context] + STRENGTH);
      double own = -StrictMath.log(probability) / StrictMath.log(2);
      if (named ? own <= before[k] - TELLING : Math.abs(own - before[k]) >= TELLING) {
        keys.add(known[k]);
        values.add(Double.doubleToLongBits(own));
      }
    }
    bits = Arrays.copyOf(bits, keys.size);
    for (int v = 0; v < values.size; v++) {
      bits[first + v] = Double.longBitsToDouble(values.values[v]);
    }
    System.err.printf(
        "order %d%s: %d n-grams in at least %d works, %d kept%n",
        order, named ? " with names" : "", known.length, MIN_WORKS, values.size);
  }

  /// Adds, for each context, in how many files how many different symbols follow it.
  private static void count(Grams grams, Places contexts, int[] followed) {
    int n = Math.max(0, grams.size - grams.order);
    long[] whole = new long[n];
    for (int i = 0; i < n; i++) {
      whole[i] = grams.at(i + grams.order) ? grams.key(i + grams.order) : 0;
    }
    long[] distinct = Arrays.stream(whole).sorted().distinct().toArray();
    BitSet done = new BitSet(distinct.length);
    for (int i = 0; i < n; i++) {
      if (whole[i] == 0) {
        continue;
      }
      int at = Arrays.binarySearch(distinct, whole[i]);
      if (!done.get(at)) {
        done.set(at);
        int context = contexts.of(grams.contextKey(i + grams.order));
        if (context >= 0) {
          followed[context]++;
        }
      }
    }
  }

  /// The n-grams with a context of `order` symbols that enough works have, sorted.
  private long[] shared(int order, boolean named, IdiomModel shorter) throws IOException {
    Longs all = new Longs();
    for (List<Integer> work : blobsOf.values()) {
      Longs own = new Longs();
      for (int blob : work) {
        Text text = text(blob);
        Grams grams = new Grams(text, order, named, shorter);
        for (int i = order; i < grams.size; i++) {
          if (grams.at(i)) {
            own.add(grams.key(i));
          }
        }
        if (own.size > BATCH) {
          own.distinct();
        }
      }
      own.distinct();
      all.addAll(own.values, own.size);
    }
    return inSeveral(all, MIN_WORKS);
  }

  /// The names and literals that enough works have.
  private void learnVocabulary() throws IOException {
    Longs all = new Longs();
    for (List<Integer> work : blobsOf.values()) {
      Longs own = new Longs();
      for (int blob : work) {
        Text text = text(blob);
        for (int i = 0; i < text.spellings.length; i++) {
          if (text.spellings[i] < 0) {
            own.add(IdiomModel.key(text.language, text.spellings, i, i + 1));
          }
        }
        if (own.size > BATCH) {
          own.distinct();
        }
      }
      own.distinct();
      all.addAll(own.values, own.size);
    }
    long[] enough = inSeveral(all, MIN_NAME_WORKS);
    keys.addAll(enough, enough.length);
    bits = Arrays.copyOf(bits, keys.size);
    System.err.printf(
        "%d names and literals in at least %d works%n", enough.length, MIN_NAME_WORKS);
  }

  /// The numbers that are there so often, sorted.
  static long[] inSeveral(Longs all, int works) {
    Arrays.parallelSort(all.values, 0, all.size);
    Longs enough = new Longs();
    for (int i = 0, end; i < all.size; i = end) {
      end = i + 1;
      while (end < all.size && all.values[end] == all.values[i]) {
        end++;
      }
      if (end - i >= works) {
        enough.add(all.values[i]);
      }
    }
    return Arrays.copyOf(enough.values, enough.size);
  }

  /// Where each of some distinct numbers stands: an open-addressing table.
  private static final class Places {
    private final long[] values;
    private final int[] table;

    Places(long[] values, int size) {
      this.values = values;
      table = new int[Integer.highestOneBit(Math.max(8, size)) * 4];
      for (int i = 0; i < size; i++) {
        int slot = slot(values[i]);
        while (table[slot] != 0) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = i + 1;
      }
    }

    /// The place of a number, -1 for one that is not there.
    int of(long value) {
      int slot = slot(value);
      while (table[slot] != 0) {
        if (values[table[slot] - 1] == value) {
          return table[slot] - 1;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      return -1;
    }

    private int slot(long value) {
      return (int) (value >>> 20) & (table.length - 1);
    }
  }

  /// A list of longs that grows.
  static final class Longs {
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
