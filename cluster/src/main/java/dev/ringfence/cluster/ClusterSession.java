package dev.ringfence.cluster;

import dev.ringfence.corpus.index.ContentChoice;
import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Looks fingerprints, spellings and features of functions up in an index on a cluster.
final class ClusterSession implements OriginSession {
  private static final int TERM_SHIFT = 24;

  /// Contents whose functions are read at a time.
  private static final int CONTENTS = 2000;

  private final ClusterIndex index;
  private final Postings postings;
  private final Found found = new Found(new Seeds(), new Seeds());

  ClusterSession(ClusterIndex index, Postings postings) {
    this.index = index;
    this.postings = postings;
  }

  private static List<Postings.Term> fingerprints(Channel channel, long[] hashes, int most) {
    String field = channel == Channel.EXACT ? Layout.EXACT : Layout.RENAMED;
    return Arrays.stream(hashes)
        .mapToObj(hash -> new Postings.Term(field, Layout.fingerprint(hash >>> TERM_SHIFT), most))
        .toList();
  }

  private static List<Postings.Term> spellings(int[] spellings, int most) {
    return Arrays.stream(spellings)
        .mapToObj(each -> new Postings.Term(Layout.SPELLING, Layout.spelling(each), most))
        .toList();
  }

  private static List<Postings.Term> features(int[] terms, int most) {
    return Arrays.stream(terms)
        .mapToObj(each -> new Postings.Term(Layout.FEATURE, Layout.spelling(each), most))
        .toList();
  }

  @Override
  public boolean wantsNotice() {
    return true;
  }

  @Override
  public void expect(Questions questions) throws IOException {
    List<Postings.Term> terms = new ArrayList<>();
    terms.addAll(fingerprints(Channel.EXACT, questions.exact(), questions.maxFrequency()));
    terms.addAll(fingerprints(Channel.RENAMED, questions.renamed(), questions.maxFrequency()));
    terms.addAll(spellings(questions.spellings(), 0));
    if (index.hasFunctions()) {
      terms.addAll(features(questions.features(), questions.maxFeatureFrequency()));
    }
    List<Postings.Held> _ = postings.of(terms);
  }

  @Override
  public Found seeds(long[] exact, long[] renamed, int maxFrequency) throws IOException {
    List<Postings.Term> terms = new ArrayList<>(exact.length + renamed.length);
    terms.addAll(fingerprints(Channel.EXACT, exact, maxFrequency));
    terms.addAll(fingerprints(Channel.RENAMED, renamed, maxFrequency));
    List<Postings.Held> held = postings.of(terms);
    add(found.exact(), held.subList(0, exact.length), maxFrequency);
    add(found.renamed(), held.subList(exact.length, held.size()), maxFrequency);
    return found;
  }

  private static void add(Seeds seeds, List<Postings.Held> held, int maxFrequency) {
    seeds.begin(held.size());
    for (int i = 0; i < held.size(); i++) {
      int frequency = seeds.count(i, held.get(i).frequency());
      if (frequency <= maxFrequency) {
        for (int content : held.get(i).contents().orElseThrow()) {
          seeds.add(i, content);
        }
      }
    }
  }

  @Override
  public FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
    return functions(terms, maxFrequency, _ -> _ -> true);
  }

  @Override
  public FunctionSeeds functions(int[] terms, int maxFrequency, ContentChoice choice)
      throws IOException {
    FunctionSeeds seeds = new FunctionSeeds(terms.length);
    if (!index.hasFunctions()) {
      return seeds;
    }
    List<Postings.Held> held = postings.of(features(terms, maxFrequency));
    FunctionSeeds holders = new FunctionSeeds(terms.length);
    for (int i = 0; i < terms.length; i++) {
      int frequency = seeds.count(i, held.get(i).frequency());
      holders.count(i, frequency);
      if (frequency <= maxFrequency) {
        for (int content : held.get(i).contents().orElseThrow()) {
          holders.add(i, content, 0);
        }
      }
    }
    holders.keep(choice.among(holders));
    Map<Integer, List<Integer>> featuresOf = new TreeMap<>();
    for (int p = 0; p < holders.size(); p++) {
      featuresOf.computeIfAbsent(holders.blob(p), _ -> new ArrayList<>()).add(holders.feature(p));
    }
    int[] contents = featuresOf.keySet().stream().mapToInt(content -> content).toArray();
    for (int from = 0; from < contents.length; from += CONTENTS) {
      int[] some = Arrays.copyOfRange(contents, from, Math.min(from + CONTENTS, contents.length));
      List<FunctionTerms> read = index.contents().functions(some);
      for (int i = 0; i < some.length; i++) {
        for (int feature : featuresOf.getOrDefault(some[i], List.of())) {
          addFunctions(seeds, feature, terms[feature], some[i], read.get(i));
        }
      }
    }
    return seeds;
  }

  private static void addFunctions(
      FunctionSeeds seeds, int feature, int term, int content, FunctionTerms functions) {
    for (long posting : functions.postings()) {
      if ((int) (posting >>> Integer.SIZE) == term) {
        seeds.add(feature, content, (int) posting);
      }
    }
  }

  @Override
  public int[] spellingFrequencies(int... spellings) throws IOException {
    return postings.of(spellings(spellings, 0)).stream()
        .mapToInt(Postings.Held::frequency)
        .toArray();
  }

  @Override
  public int[][] contentsWith(int[] spellings, int most) throws IOException {
    List<Postings.Term> terms = spellings(spellings, most);
    List<Postings.Held> held = postings.of(terms);
    List<Postings.Term> many = new ArrayList<>();
    for (int i = 0; i < spellings.length; i++) {
      if (held.get(i).frequency() > most) {
        many.add(terms.get(i));
      }
    }
    int[][] beyond = postings.some(many, most + 1);
    int[][] contents = new int[spellings.length][];
    int next = 0;
    for (int i = 0; i < spellings.length; i++) {
      contents[i] =
          held.get(i).frequency() > most
              ? beyond[next++]
              : held.get(i).contents().orElseThrow().clone();
    }
    return contents;
  }
}
