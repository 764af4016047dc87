package dev.ringfence.server.scan;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Scans that someone in a browser waits for, with how far they are.
public final class ScanJobs {
  /// So many are remembered; those that are done go first, and nobody looks for them for long.
  private static final int KEPT = 200;

  private final Map<String, Job> jobs = new LinkedHashMap<>();

  /// No jobs yet.
  public ScanJobs() {}

  /// What is to be done in a job.
  @FunctionalInterface
  public interface Task {
    /// Does it.
    ///
    /// @return where its result is
    String run(ScanDesk.Watcher watcher) throws IOException;
  }

  /// A scan that runs, or did.
  public static final class Job implements ScanDesk.Watcher {
    private final String id = UUID.randomUUID().toString();
    private final String title;
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final CompletableFuture<String> result = new CompletableFuture<>();

    private Job(String title) {
      this.title = title;
    }

    /// Names it; nobody can guess it.
    public String id() {
      return id;
    }

    /// What is scanned.
    public String title() {
      return title;
    }

    @Override
    public void files(int all) {
      files.set(all);
    }

    @Override
    public void fileDone() {
      done.incrementAndGet();
    }

    /// How many files there are; 0 as long as that is not known.
    public int files() {
      return files.get();
    }

    /// How many files are done.
    public int done() {
      return done.get();
    }

    /// Where the result is, if it is there within a time. What went wrong is thrown.
    public Optional<String> result(long millis) throws Exception {
      try {
        return Optional.of(result.get(millis, TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        return Optional.empty();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception fault) {
          throw fault;
        }
        throw e;
      }
    }
  }

  /// Starts a job.
  public Job start(String title, Task task) {
    Job job = new Job(title);
    synchronized (this) {
      jobs.put(job.id(), job);
      Iterator<Job> oldest = jobs.values().iterator();
      while (jobs.size() > KEPT && oldest.hasNext()) {
        if (oldest.next().result.isDone()) {
          oldest.remove();
        }
      }
    }
    Thread.ofVirtual()
        .name("job")
        .start(() -> {
          try {
            job.result.complete(task.run(job));
          } catch (IOException | RuntimeException | Error fault) {
            job.result.completeExceptionally(fault);
          }
        });
    return job;
  }

  /// A job by its name.
  public synchronized Optional<Job> find(String id) {
    @Nullable Job job = jobs.get(id);
    return Optional.ofNullable(job);
  }
}
