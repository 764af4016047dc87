package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;

/// Searches an [OriginIndex]: one instance per thread, whose buffers the next search uses again.
public interface OriginSession {
  /// What a search found in both channels.
  ///
  /// @param exact what the hashes of the exact channel found
  /// @param renamed what those of the renamed channel found
  record Found(Seeds exact, Seeds renamed) {
    /// What was found in a channel.
    public Seeds in(Channel channel) {
      return channel == Channel.EXACT ? exact : renamed;
    }
  }

  /// What will be asked, as far as it is known before: arguments of the methods below.
  ///
  /// @param exact hashes of the exact channel
  /// @param renamed hashes of the renamed channel
  /// @param maxFrequency of both
  /// @param spellings whose frequencies will be asked for
  /// @param features terms of features of functions
  /// @param maxFeatureFrequency of these
  @SuppressWarnings("ArrayRecordComponent")
  record Questions(
      long[] exact,
      long[] renamed,
      int maxFrequency,
      int[] spellings,
      int[] features,
      int maxFeatureFrequency) {}

  /// Whether each question is dear, however small: then it pays to say beforehand what will be
  /// asked.
  default boolean wantsNotice() {
    return false;
  }

  /// Hears of what will be asked, and may look it up at once. Answers are the same with and
  /// without.
  default void expect(Questions questions) throws IOException {}

  /// Looks fingerprints up, and follows the postings of those that at most `maxFrequency` contents
  /// hold. Hashes must ascend (unsigned) and be distinct.
  ///
  /// @param exact hashes of the exact channel
  /// @param renamed hashes of the renamed channel
  Found seeds(long[] exact, long[] renamed, int maxFrequency) throws IOException;

  /// Looks features of functions up, and follows the postings of those that at most `maxFrequency`
  /// contents hold. Terms must ascend (unsigned) and be distinct. Nothing is found where the index
  /// has no features.
  ///
  /// @param terms as [FunctionTerms#term] makes them
  default FunctionSeeds functions(int[] terms, int maxFrequency) throws IOException {
    return new FunctionSeeds(terms.length);
  }

  /// As [#functions(int[], int)], but only functions of the contents that are chosen among those
  /// that hold a feature.
  default FunctionSeeds functions(int[] terms, int maxFrequency, ContentChoice choice)
      throws IOException {
    FunctionSeeds seeds = functions(terms, maxFrequency);
    seeds.keep(choice.among(seeds));
    return seeds;
  }

  /// In how many contents each spelling is.
  int[] spellingFrequencies(int... spellings) throws IOException;

  /// The contents that hold each spelling: all of them, or `most` + 1 where there are more than
  /// `most`.
  int[][] contentsWith(int[] spellings, int most) throws IOException;
}
