package dev.ringfence.server.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The index that a server searches, which may be replaced while scans run: a new engine is opened
/// beside the old one, new scans take it, and the old one is closed when its last scan has ended
/// and there is a newer one still.
public final class LiveIndex implements AutoCloseable {
  private final Path folder;
  private final MatchParameters parameters;
  private Generation current;

  /// The one before, which stays for those who are in the middle of a scan over the network.
  private @Nullable Generation former;

  private String commit;
  private final Object reloading = new Object();

  /// An index at one state, with its engine.
  private static final class Generation {
    final WorkIndex index;
    final ScanEngine engine;

    /// Names this opening of the index, and no other.
    final String state = UUID.randomUUID().toString();

    /// Uses of it, the one as the current index included.
    int uses = 1;

    Generation(WorkIndex index, MatchParameters parameters) {
      this.index = index;
      this.engine = new ScanEngine(index, parameters);
    }
  }

  /// The use of an index at one state; closed when it is over.
  public final class Lease implements AutoCloseable {
    private @Nullable Generation generation;

    private Lease(Generation generation) {
      this.generation = generation;
    }

    private Generation open() {
      Generation used = generation;
      if (used == null) {
        throw new IllegalStateException("the use of the index is over");
      }
      return used;
    }

    /// The index.
    public WorkIndex index() {
      return open().index;
    }

    /// The state that it is open at.
    public String state() {
      return open().state;
    }

    /// The engine over it.
    public ScanEngine engine() {
      return open().engine;
    }

    @Override
    public void close() throws IOException {
      Generation used = generation;
      generation = null;
      if (used != null) {
        release(used);
      }
    }
  }

  private LiveIndex(Path folder, MatchParameters parameters, Generation current, String commit) {
    this.folder = folder;
    this.parameters = parameters;
    this.current = current;
    this.commit = commit;
  }

  /// Opens the index of a folder.
  public static LiveIndex open(Path folder, MatchParameters parameters) throws IOException {
    // Read before the index is: a commit that comes between is seen by the next look.
    String commit = Indexes.state(folder);
    return new LiveIndex(folder, parameters, generation(folder, parameters), commit);
  }

  private static Generation generation(Path folder, MatchParameters parameters) throws IOException {
    WorkIndex index = Indexes.open(folder);
    if (index.works().isEmpty()) {
      index.close();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/empty",
              "the index holds no work; nothing can be found in it",
              "add works with `ringfence index add " + folder + " SOURCE...`"));
    }
    return new Generation(index, parameters);
  }

  /// Uses the index as it is now.
  public synchronized Lease lease() {
    current.uses++;
    return new Lease(current);
  }

  /// Uses the index as it was when it had this state; empty where that is longer ago than the last
  /// change but one.
  public synchronized Optional<Lease> lease(String state) {
    for (Generation each : former == null ? List.of(current) : List.of(current, former)) {
      if (each.state.equals(state)) {
        each.uses++;
        return Optional.of(new Lease(each));
      }
    }
    return Optional.empty();
  }

  private void release(Generation used) throws IOException {
    boolean last;
    synchronized (this) {
      last = --used.uses == 0;
    }
    if (last) {
      used.engine.close();
    }
  }

  /// Takes the last commit of the folder, if it is another one. What is wrong with it is thrown,
  /// and the index stays as it was.
  ///
  /// @return whether it was another one
  public boolean reload() throws IOException {
    // One at a time, and none who only uses the index waits for it.
    synchronized (reloading) {
      String found = Indexes.state(folder);
      synchronized (this) {
        if (found.equals(commit)) {
          return false;
        }
      }
      Generation opened = generation(folder, parameters);
      Generation dropped;
      synchronized (this) {
        dropped = former;
        former = current;
        current = opened;
        commit = found;
      }
      if (dropped != null) {
        release(dropped);
      }
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    Generation last;
    Generation before;
    synchronized (this) {
      last = current;
      before = former;
      former = null;
    }
    if (before != null) {
      release(before);
    }
    release(last);
  }
}
