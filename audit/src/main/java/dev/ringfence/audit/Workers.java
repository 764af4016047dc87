package dev.ringfence.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/// Threads, one a core, each of which has a tool of its own.
final class Workers<T extends AutoCloseable> implements AutoCloseable {
  /// What is done with each item.
  interface Task<T, I, R> {
    R run(T tool, I item) throws IOException;
  }

  private final ExecutorService pool;
  private final BlockingQueue<T> tools = new LinkedBlockingQueue<>();

  Workers(String name, Supplier<T> tool) {
    int threads = Runtime.getRuntime().availableProcessors();
    for (int t = 0; t < threads; t++) {
      tools.add(tool.get());
    }
    this.pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
  }

  /// Starts a task; `Future#get` waits for it.
  <I, R> Future<R> start(I item, Task<T, I, R> task) {
    return pool.submit(() -> {
      T tool = tools.take();
      try {
        return task.run(tool, item);
      } finally {
        tools.add(tool);
      }
    });
  }

  /// Does a task for each item; the results are in the order of the items.
  <I, R> List<R> each(List<I> items, Task<T, I, R> task) throws IOException {
    List<Future<R>> futures = new ArrayList<>();
    for (I item : items) {
      futures.add(start(item, task));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> future : futures) {
      results.add(result(future));
    }
    return results;
  }

  /// The result of a task.
  static <R> R result(Future<R> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    pool.shutdownNow();
    try {
      for (T tool : tools) {
        tool.close();
      }
    } catch (IOException | RuntimeException fault) {
      throw fault;
    } catch (Exception never) {
      throw new IllegalStateException(never);
    }
  }
}
