package dev.ringfence.benchmarks.training;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.CommentReader;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.scanner.match.parameters.PhraseModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Learns the shipped phrases of comments from an index of permissive works, made with text.
///
/// `PhraseTrainer INDEX PHRASES.bin`: of the runs of words in comments of INDEX those that several
/// works have.
public final class PhraseTrainer {
  private PhraseTrainer() {}

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: PhraseTrainer INDEX PHRASES.bin");
      System.exit(2);
    }
    try (CorpusIndex index = CorpusIndex.open(Path.of(arguments[0]))) {
      long[] phrases = phrases(index);
      Files.write(Path.of(arguments[1]), PhraseModel.encode(phrases));
      System.err.printf(
          "%d runs of %d words in at least %d works%n",
          phrases.length, PhraseModel.WORDS, IdiomTrainer.MIN_WORKS);
    }
  }

  private static long[] phrases(CorpusIndex index) throws IOException {
    CommentReader reader = new CommentReader(Tokenizers.create());
    IdiomTrainer.Longs all = new IdiomTrainer.Longs();
    int withoutText = 0;
    for (Map.Entry<String, List<Integer>> work : IdiomTrainer.permissive(index).entrySet()) {
      IdiomTrainer.Longs own = new IdiomTrainer.Longs();
      for (int blob : work.getValue()) {
        String text = index.text(blob).orElse("");
        withoutText += text.isEmpty() ? 1 : 0;
        Language language = Language.ofNumber(index.tokens(blob).language());
        Prose prose = reader.read(new SourceText(text, language, work.getKey()));
        for (int i = 0; i + PhraseModel.WORDS <= prose.size(); i++) {
          own.add(PhraseModel.run(prose, i));
        }
      }
      own.distinct();
      all.addAll(own.values, own.size);
    }
    System.err.printf("%d runs, %d contents without text%n", all.size, withoutText);
    return IdiomTrainer.inSeveral(all, IdiomTrainer.MIN_WORKS);
  }
}
