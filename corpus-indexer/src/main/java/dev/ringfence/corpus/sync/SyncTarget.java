package dev.ringfence.corpus.sync;

import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.source.FetchedWork;
import java.io.IOException;
import java.util.Map;

/// The index that a sync writes.
public interface SyncTarget {
  /// Its works by id, as they are by now.
  Map<String, Work> works() throws IOException;

  /// Adds a work, in place of one with its id.
  ///
  /// @param from the source as it was written
  /// @param selection what else decides on its files, see [CorpusAdder#state]
  Work add(FetchedWork source, String from, String selection, CorpusAdder.Options options)
      throws IOException;

  /// Takes a work out.
  void remove(Work work) throws IOException;

  /// Writes what is known of a work anew; its files stay.
  void replaceRecord(Work work) throws IOException;

  /// Makes visible what was written.
  void commit() throws IOException;

  /// An index in a folder.
  static SyncTarget folder(CorpusIndexWriter writer, CorpusAdder adder) {
    return new SyncTarget() {
      @Override
      public Map<String, Work> works() {
        return writer.works();
      }

      @Override
      public Work add(
          FetchedWork source, String from, String selection, CorpusAdder.Options options)
          throws IOException {
        return adder.add(source, from, selection, options);
      }

      @Override
      public void remove(Work work) throws IOException {
        writer.removeWork(work.id());
      }

      @Override
      public void replaceRecord(Work work) throws IOException {
        writer.replaceRecord(work);
      }

      @Override
      public void commit() throws IOException {
        writer.commit();
      }
    };
  }
}
