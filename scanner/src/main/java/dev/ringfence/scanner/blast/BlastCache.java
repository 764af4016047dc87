package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.structure.Risk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// What is kept of a repository between runs: the facts of its blobs, what its commits changed and
/// the ages of its lines, each under what it is computed from, so that nothing in it can be stale.
///
/// A cache that cannot be read or written costs time and nothing else.
final class BlastCache {
  private static final int FORMAT = 1;

  private final Path folder;

  /// One kind of facts, each under what it is computed from.
  final class Kept<T> {
    private final String name;
    private final Encoder<T> encoder;
    private final Map<String, T> values;
    private boolean changed;

    private Kept(String name, Encoder<T> encoder, Decoder<T> decoder) {
      this.name = name;
      this.encoder = encoder;
      this.values =
          new ConcurrentHashMap<>(
              read(
                      name,
                      in -> {
                        int count = in.readInt();
                        Map<String, T> kept = new HashMap<>(2 * count);
                        for (int i = 0; i < count; i++) {
                          kept.put(in.readUTF(), decoder.read(in));
                        }
                        return kept;
                      })
                  .orElseGet(HashMap::new));
    }

    Optional<T> get(String key) {
      return Optional.ofNullable(values.get(key));
    }

    void put(String key, T value) {
      values.put(key, value);
      changed = true;
    }

    private void save() {
      if (changed) {
        write(
            name,
            out -> {
              Map<String, T> kept = Map.copyOf(values);
              out.writeInt(kept.size());
              for (Map.Entry<String, T> each : kept.entrySet()) {
                out.writeUTF(each.getKey());
                encoder.write(out, each.getValue());
              }
            });
        changed = false;
      }
    }
  }

  private final Kept<FileFacts> facts;
  private final Kept<Complexity> complexities;
  private final Kept<Long> ages;

  private BlastCache(Path folder) {
    this.folder = folder;
    this.facts = new Kept<>("facts", BlastCache::writeFacts, BlastCache::readFacts);
    this.complexities =
        new Kept<>("complexities", BlastCache::writeComplexity, BlastCache::readComplexity);
    this.ages = new Kept<>("ages", DataOutputStream::writeLong, DataInputStream::readLong);
  }

  /// The cache of a repository, in its own folder, so that it goes when the repository goes.
  ///
  /// @param repository the repository's own folder, `.git`
  static BlastCache open(Path repository) {
    return new BlastCache(repository.resolve("ringfence"));
  }

  /// The facts of texts, by blob and language.
  Kept<FileFacts> facts() {
    return facts;
  }

  /// The complexity of texts, by blob and language.
  Kept<Complexity> complexities() {
    return complexities;
  }

  /// The median time of the lines of texts, by blob, path and last commit.
  Kept<Long> ages() {
    return ages;
  }

  /// Writes what is new.
  void save() {
    facts.save();
    complexities.save();
    ages.save();
  }

  private interface Decoder<T> {
    T read(DataInputStream in) throws IOException;
  }

  private interface Encoder<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private <T> Optional<T> read(String name, Decoder<T> decoder) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      return in.readInt() == FORMAT ? Optional.of(decoder.read(in)) : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
  }

  private void write(String name, Writer writer) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, name, ".new");
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16))) {
        out.writeInt(FORMAT);
        writer.write(out);
      } catch (IOException e) {
        Files.deleteIfExists(fresh);
        return;
      }
      Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException noCache) {
      // It is computed again the next time.
    }
  }

  private static void writeFacts(DataOutputStream out, FileFacts facts) throws IOException {
    out.writeInt(facts.lines());
    out.writeBoolean(facts.declaresAll());
    out.writeInt(facts.imports().map(List::size).orElse(-1));
    for (String imported : facts.imports().orElse(List.of())) {
      out.writeUTF(imported);
    }
  }

  private static FileFacts readFacts(DataInputStream in) throws IOException {
    int lines = in.readInt();
    boolean declaresAll = in.readBoolean();
    int size = in.readInt();
    List<String> imports = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      imports.add(in.readUTF());
    }
    return new FileFacts(lines, declaresAll, size < 0 ? Optional.empty() : Optional.of(imports));
  }

  private static int bit(Risk risk) {
    return switch (risk) {
      case MEMORY -> 1;
      case CONCURRENCY -> 2;
      case NUMERIC -> 4;
    };
  }

  private static void writeComplexity(DataOutputStream out, Complexity complexity)
      throws IOException {
    out.writeInt(complexity.functions());
    out.writeInt(complexity.documented());
    out.writeInt(complexity.cyclomatic());
    out.writeInt(complexity.cognitive().orElse(-1));
    out.writeInt(complexity.nesting());
    out.writeInt(complexity.risks().stream().mapToInt(BlastCache::bit).sum());
  }

  private static Complexity readComplexity(DataInputStream in) throws IOException {
    int functions = in.readInt();
    int documented = in.readInt();
    int cyclomatic = in.readInt();
    int cognitive = in.readInt();
    int nesting = in.readInt();
    int bits = in.readInt();
    EnumSet<Risk> risks = EnumSet.noneOf(Risk.class);
    for (Risk risk : Risk.values()) {
      if ((bits & bit(risk)) != 0) {
        risks.add(risk);
      }
    }
    return new Complexity(
        functions,
        documented,
        cyclomatic,
        cognitive < 0 ? OptionalInt.empty() : OptionalInt.of(cognitive),
        nesting,
        risks);
  }

  /// The commits that are known, by id.
  Map<String, History.Commit> commits() {
    return this.<Map<String, History.Commit>>read("commits", BlastCache::readCommits)
        .orElseGet(LinkedHashMap::new);
  }

  void putCommits(Map<String, History.Commit> commits) {
    write(
        "commits",
        out -> {
          Map<String, Integer> paths = new LinkedHashMap<>();
          for (History.Commit commit : commits.values()) {
            commit.touches().forEach(touch -> paths.putIfAbsent(touch.path(), paths.size()));
          }
          out.writeInt(paths.size());
          for (String path : paths.keySet()) {
            out.writeUTF(path);
          }
          out.writeInt(commits.size());
          for (History.Commit commit : commits.values()) {
            out.writeUTF(commit.id());
            out.writeLong(commit.time());
            out.writeInt(commit.touches().size());
            for (History.Touch touch : commit.touches()) {
              out.writeInt(paths.getOrDefault(touch.path(), 0));
              out.writeInt(touch.lines());
            }
          }
        });
  }

  /// The lines of all files, as far as the history was read.
  LineHistory.State lines() {
    return this.<LineHistory.State>read("lines", BlastCache::readLines)
        .orElseGet(() -> new LineHistory.State("", Map.of()));
  }

  void putLines(LineHistory.State state) {
    write(
        "lines",
        out -> {
          out.writeUTF(state.tip());
          out.writeInt(state.files().size());
          for (Map.Entry<String, List<LineHistory.Span>> file : state.files().entrySet()) {
            out.writeUTF(file.getKey());
            out.writeInt(file.getValue().size());
            for (LineHistory.Span span : file.getValue()) {
              out.writeInt(span.lines());
              out.writeLong(span.time());
            }
          }
        });
  }

  private static LineHistory.State readLines(DataInputStream in) throws IOException {
    String tip = in.readUTF();
    int count = in.readInt();
    Map<String, List<LineHistory.Span>> files = new HashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String path = in.readUTF();
      int size = in.readInt();
      List<LineHistory.Span> spans = new ArrayList<>();
      for (int k = 0; k < size; k++) {
        spans.add(new LineHistory.Span(in.readInt(), in.readLong()));
      }
      files.put(path, spans);
    }
    return new LineHistory.State(tip, files);
  }

  private static Map<String, History.Commit> readCommits(DataInputStream in) throws IOException {
    String[] paths = new String[in.readInt()];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = in.readUTF();
    }
    int count = in.readInt();
    Map<String, History.Commit> commits = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String id = in.readUTF();
      long time = in.readLong();
      List<History.Touch> touches = new ArrayList<>();
      int size = in.readInt();
      for (int k = 0; k < size; k++) {
        touches.add(new History.Touch(paths[in.readInt()], in.readInt()));
      }
      commits.put(id, new History.Commit(id, time, touches));
    }
    return commits;
  }
}
