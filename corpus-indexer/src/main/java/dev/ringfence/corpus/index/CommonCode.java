package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// The fingerprints that most contents hold: what the index knows as boilerplate.
public final class CommonCode {
  /// A stretch of code that many contents hold.
  ///
  /// @param contents in how many contents it is
  /// @param example a file that holds it
  /// @param firstLine the first line there, from 1
  /// @param lastLine the last line there
  /// @param lines those lines; empty where the index keeps no text
  public record Common(
      int contents, CorpusFile example, int firstLine, int lastLine, List<String> lines) {}

  private record Candidate(int frequency, BytesRef term) {}

  private CommonCode() {}

  /// The most widespread stretches of a channel, most first; ones that overlap in their example are
  /// shown once.
  public static List<Common> of(CorpusIndex index, Channel channel, int limit) throws IOException {
    String field = channel == Channel.EXACT ? IndexFormat.EXACT : IndexFormat.RENAMED;
    List<Common> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Candidate candidate : mostFrequent(index, field, limit * 40)) {
      int blob = firstBlob(index, field, candidate.term());
      if (blob < 0) {
        continue;
      }
      StoredTokens tokens = index.tokens(blob);
      int at = position(tokens, channel, candidate.term());
      if (at < 0) {
        continue;
      }
      int k = FingerprintFormat.parameters(channel).k();
      int first = tokens.line(at);
      int last = tokens.line(at + k - 1);
      boolean isNew = true;
      for (int line = first; line <= last; line++) {
        isNew &= !seen.contains(blob + ":" + line);
      }
      for (int line = first; line <= last; line++) {
        seen.add(blob + ":" + line);
      }
      List<CorpusFile> files = index.files(blob);
      if (!isNew || files.isEmpty()) {
        continue;
      }
      found.add(
          new Common(
              candidate.frequency(),
              files.getFirst(),
              first,
              last,
              lines(index, blob, first, last)));
      if (found.size() == limit) {
        break;
      }
    }
    return found;
  }

  private static List<Candidate> mostFrequent(CorpusIndex index, String field, int limit)
      throws IOException {
    Comparator<Candidate> order =
        Comparator.comparingInt(Candidate::frequency)
            .thenComparing(Candidate::term, Comparator.reverseOrder());
    PriorityQueue<Candidate> best = new PriorityQueue<>(order);
    Terms terms = MultiTerms.getTerms(index.reader(), field);
    TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
    for (BytesRef term = each.next(); term != null; term = each.next()) {
      Candidate weakest = best.peek();
      int frequency = each.docFreq();
      if (best.size() < limit || (weakest != null && frequency > weakest.frequency())) {
        best.add(new Candidate(frequency, BytesRef.deepCopyOf(term)));
        if (best.size() > limit) {
          best.poll();
        }
      }
    }
    return best.stream().sorted(order.reversed()).toList();
  }

  private static int firstBlob(CorpusIndex index, String field, BytesRef term) throws IOException {
    for (LeafReaderContext leaf : index.reader().leaves()) {
      PostingsEnum docs =
          leaf.reader().postings(new org.apache.lucene.index.Term(field, term), PostingsEnum.NONE);
      Bits live = leaf.reader().getLiveDocs();
      if (docs != null) {
        for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
          if (live == null || live.get(d)) {
            return leaf.docBase + d;
          }
        }
      }
    }
    return -1;
  }

  private static int position(StoredTokens tokens, Channel channel, BytesRef term) {
    long[] hashes = new long[tokens.size()];
    int count =
        new KGramHasher(FingerprintFormat.parameters(channel).k(), channel)
            .hash(tokens.tokens(), hashes);
    byte[] bytes = new byte[IndexFormat.FINGERPRINT_BYTES];
    BytesRef own = new BytesRef(bytes);
    for (int i = 0; i < count; i++) {
      IndexFormat.fingerprintTerm(hashes[i], bytes);
      if (own.bytesEquals(term)) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> lines(CorpusIndex index, int blob, int first, int last)
      throws IOException {
    if (!index.hasText(blob)) {
      return List.of();
    }
    String[] lines = SourceText.decode(index.textBytes(blob)).split("\r?\n", -1);
    return List.of(lines).subList(Math.min(lines.length, first - 1), Math.min(lines.length, last));
  }
}
