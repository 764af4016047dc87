package dev.ringfence.corpus.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.jspecify.annotations.Nullable;

/// Checks the files of a commit against their checksums, before anything in them is believed.
final class FileIntegrity {
  /*
   * Each file of Lucene ends in the CRC-32 of what is before it. The commit names length and checksum
   * of each of its files, so that a whole file of another commit is no match either, and Lucene checks
   * the file that holds the commit whenever it is opened. What has been found whole is remembered by
   * [CheckedFiles] where reading it again would be felt.
   */

  private FileIntegrity() {}

  /// Checks a commit; a file that is not what was written is a [CorruptIndexException].
  ///
  /// @param memory remembers what was whole
  static void check(Directory directory, Path folder, IndexCommit commit, CheckedFiles memory)
      throws IOException {
    Collection<String> names = commit.getFileNames();
    Map<String, String> written = written(commit.getUserData().get(IndexFormat.DATA_FILES));
    Map<String, CheckedFiles.State> states = new TreeMap<>();
    long bytes = 0;
    for (String name : names) {
      CheckedFiles.State state = CheckedFiles.State.of(folder.resolve(name));
      states.put(name, state);
      bytes += state.size();
    }
    boolean remember = memory.isFor(bytes);
    Map<String, CheckedFiles.Whole> known = remember ? memory.load(folder) : Map.of();
    Map<String, CheckedFiles.Whole> whole = new ConcurrentHashMap<>();
    Map<String, CheckedFiles.State> doubtful = new TreeMap<>();
    states.forEach((name, state) -> {
      CheckedFiles.Whole before = known.get(name);
      String expected = written.get(name);
      if (before != null
          && before.state().isSameAs(state)
          && (expected == null || expected.equals(before.written()))) {
        whole.put(name, before);
      } else {
        doubtful.put(name, state);
      }
    });
    if (doubtful.isEmpty()) {
      return;
    }
    try {
      doubtful.entrySet().parallelStream()
          .forEach(each -> {
            String name = each.getKey();
            CheckedFiles.State state = each.getValue();
            String found = checksum(directory, name, state.size());
            String expected = written.get(name);
            if (expected != null && !expected.equals(found)) {
              throw new UncheckedIOException(
                  new CorruptIndexException("not the file that was written", name));
            }
            whole.put(name, new CheckedFiles.Whole(state, found));
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (remember) {
      memory.store(folder, whole);
    }
  }

  private static String checksum(Directory directory, String name, long size) {
    try (IndexInput in = directory.openInput(name, IOContext.READONCE)) {
      return entry(size, CodecUtil.checksumEntireFile(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // Too short for what its end announces.
      throw new UncheckedIOException(new CorruptIndexException("cannot be read", name, e));
    }
  }

  private static String entry(long size, long checksum) {
    return size + " " + Long.toHexString(checksum);
  }

  /// What a commit says of the files that the folder holds when it is made: `name size checksum`,
  /// one a line.
  static String describe(Directory directory) throws IOException {
    StringBuilder out = new StringBuilder();
    for (String name : directory.listAll()) {
      if (name.startsWith("_")) {
        try (IndexInput in = directory.openInput(name, IOContext.READONCE)) {
          String entry = entry(in.length(), CodecUtil.retrieveChecksum(in));
          out.append(name).append(' ').append(entry).append('\n');
        }
      }
    }
    return out.toString();
  }

  private static Map<String, String> written(@Nullable String description) {
    Map<String, String> written = new HashMap<>();
    if (description != null) {
      description
          .lines()
          .forEach(line -> {
            int space = line.indexOf(' ');
            written.put(line.substring(0, space), line.substring(space + 1));
          });
    }
    return written;
  }
}
