package dev.ringfence.attest.replay.state;

import dev.ringfence.attest.replay.provider.Reply;
import dev.ringfence.attest.replay.provider.Spending;
import dev.ringfence.attest.replay.validate.Outcome;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a replay: its runs, each with what was sent, what came back and what commands
/// said. Each step is on the disk before the next one begins, so a run that is killed goes on where
/// it was, and nothing is asked twice.
///
///     replay.lock
///     runs/0001/journal.jsonl      what was sent and what it cost, a line each
///     runs/0001/answers/KEY.json   the answers
///     runs/0001/outcomes/KEY.json  how commands ended
///     runs/0001/result.json        what came of it, for the drift over time
///     replay-trees.tmp/            working trees, taken away in the end
public final class ReplayState implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RUNS = "runs";

  private final Path folder;
  private final FileChannel lock;
  private @Nullable Path run;
  private int requests;
  private long tokens;
  private long milliseconds;
  private String day = "";

  private ReplayState(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// The state in a folder, made where it is not there.
  public static ReplayState open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("replay.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw RingfenceException.usage(
          Diagnostic.of(
                  "replay/busy",
                  "another replay is at work in this folder",
                  "wait for it, or name another folder with --out")
              .at(folder.toString()));
    }
    return new ReplayState(folder, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException thisProcess) {
      return null;
    }
  }

  /// Goes on with the last run, or begins one where there is none or a new one is wanted.
  ///
  /// @param fresh whether a new one is wanted
  /// @param today the day
  public void begin(boolean fresh, String today) throws IOException {
    List<Path> runs = runs();
    if (!fresh && !runs.isEmpty()) {
      run = runs.getLast();
      readJournal();
      return;
    }
    int number =
        runs.isEmpty() ? 1 : Integer.parseInt(String.valueOf(runs.getLast().getFileName())) + 1;
    Path made = folder.resolve(RUNS).resolve(String.format(Locale.ROOT, "%04d", number));
    Files.createDirectories(made.resolve("answers"));
    Files.createDirectories(made.resolve("outcomes"));
    run = made;
    day = today;
    ObjectNode line = JSON.createObjectNode();
    line.put("event", "begin").put("day", today);
    append(line);
  }

  private List<Path> runs() throws IOException {
    Path all = folder.resolve(RUNS);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .filter(path -> String.valueOf(path.getFileName()).matches("[0-9]{4,9}"))
          .filter(path -> Files.isRegularFile(path.resolve("journal.jsonl")))
          .sorted(
              Comparator.comparingInt(path -> Integer.parseInt(String.valueOf(path.getFileName()))))
          .toList();
    }
  }

  private void readJournal() throws IOException {
    for (String line : Files.readString(current().resolve("journal.jsonl")).split("\n", -1)) {
      JsonNode entry;
      try {
        entry = JSON.readTree(line);
      } catch (JacksonException cutShort) {
        // The last line of a process that was killed while it wrote it.
        continue;
      }
      switch (entry.path("event").asString("")) {
        case "begin" -> day = entry.path("day").asString("");
        case "sent" -> {
          requests++;
          tokens += entry.path("tokens").asLong(0);
        }
        case "settled" -> tokens += entry.path("tokens").asLong(0);
        default -> {}
      }
      milliseconds = Math.max(milliseconds, entry.path("ms").asLong(0));
    }
  }

  private Path current() {
    if (run == null) {
      throw new IllegalStateException("no run has begun");
    }
    return run;
  }

  private void append(ObjectNode line) throws IOException {
    Path journal = current().resolve("journal.jsonl");
    try (FileChannel channel =
        FileChannel.open(
            journal,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ)) {
      // After a line that was cut short a new one begins.
      long size = channel.size();
      boolean whole = true;
      if (size > 0) {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        whole = last.get(0) == '\n';
      }
      ByteBuffer bytes =
          ByteBuffer.wrap(((whole ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8));
      long at = size;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    }
  }

  /// Enters what requests cost.
  ///
  /// @param time how long the run has gone on asking, in milliseconds
  public Spending.Ledger ledger(LongSupplier time) {
    return new Spending.Ledger() {
      @Override
      public void sent(long cost) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "sent").put("tokens", cost).put("ms", time.getAsLong());
        append(line);
      }

      @Override
      public void settled(long cost) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "settled").put("tokens", cost).put("ms", time.getAsLong());
        append(line);
      }
    };
  }

  /// How many requests the run sent before.
  public int requests() {
    return requests;
  }

  /// How many tokens they cost.
  public long tokens() {
    return tokens;
  }

  /// How long it asked.
  public Duration time() {
    return Duration.ofMillis(milliseconds);
  }

  /// The run's number.
  public String runId() {
    return String.valueOf(current().getFileName());
  }

  /// The day when it began.
  public String day() {
    return day;
  }

  /// An answer that came before; empty where none did.
  public Optional<Reply> answer(String key) throws IOException {
    return read(current().resolve("answers").resolve(key + ".json"), Reply.class);
  }

  /// Keeps an answer.
  public void keep(String key, Reply reply) throws IOException {
    write(current().resolve("answers").resolve(key + ".json"), JSON.writeValueAsString(reply));
  }

  /// How a command ended before; empty where it did not run.
  public Optional<Outcome> outcome(String key) throws IOException {
    return read(current().resolve("outcomes").resolve(key + ".json"), Outcome.class);
  }

  /// Keeps how a command ended.
  public void keep(String key, Outcome outcome) throws IOException {
    write(current().resolve("outcomes").resolve(key + ".json"), JSON.writeValueAsString(outcome));
  }

  /// Keeps what came of the run.
  public void finish(List<Past> results) throws IOException {
    write(
        current().resolve("result.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
  }

  /// What came of all runs, the oldest first.
  ///
  /// @param faults gets what cannot be read
  public List<Past> history(List<String> faults) throws IOException {
    List<Past> all = new ArrayList<>();
    for (Path each : runs()) {
      Path result = each.resolve("result.json");
      if (Files.isRegularFile(result)) {
        try {
          all.addAll(List.of(JSON.readValue(Files.readString(result), Past[].class)));
        } catch (JacksonException damaged) {
          faults.add(folder.relativize(result) + " is damaged; its run is left out of the history");
        }
      }
    }
    return all;
  }

  /// Where working trees may be.
  public Path trees() {
    return folder.resolve("replay-trees.tmp");
  }

  private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readValue(Files.readString(file), type));
    } catch (JacksonException damaged) {
      return Optional.empty(); // It is asked or run anew.
    }
  }

  /// Whole, or not at all.
  private static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
