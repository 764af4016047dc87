package dev.ringfence.corpus.index;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is counted of a work while its files are added. Safe for use by several threads.
final class WorkTotals {
  private int files;
  private long lines;
  private long tokens;
  private long bytes;
  private final Map<String, Integer> licenses = new TreeMap<>();
  final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
  final TreeSet<String> digestLines = new TreeSet<>();

  synchronized Work.Contents contents() {
    return new Work.Contents(files, lines, tokens, bytes, licenses, skipped);
  }

  synchronized void skip(SkipReason reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  synchronized void add(CorpusFile file, int tokenCount, int byteCount) {
    files++;
    lines += file.lines();
    tokens += tokenCount;
    bytes += byteCount;
    String expression = file.license().expression().orElse(Work.NO_LICENSE);
    licenses.merge(expression, 1, Integer::sum);
    digestLines.add(CorpusAdder.digestLine(file));
  }
}
