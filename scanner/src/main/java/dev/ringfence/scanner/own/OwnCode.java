package dev.ringfence.scanner.own;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.Provenance;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// The code of a base commit, as works of an index are: what a change moves, copies or restores of
/// it is the project's own, and what is common in it is no evidence.
public final class OwnCode {
  /// The work that stands for it.
  public static final String WORK = "your own code";

  /// Two of nine hashes are kept: what a work's size is told by.
  private static final long TOKENS_A_TERM = 4;

  /// Stands between a path and the day until which a version of the file was there.
  static final String FORMER = " until ";

  private static final int MAX_BYTES = 4 << 20;

  /// Tokens are not kept in memory; this bounds their fingerprints.
  private static final long MAX_TERMS = 40_000_000;

  /// A content with the files that hold it.
  record Held(Language language, String blob, IndexedContent content, List<String> paths) {}

  private final String commit;
  private final String date;
  private final List<Held> contents;
  private final Work work;
  private final int unread;

  private OwnCode(String commit, String date, List<Held> contents, int files, int unread) {
    this.commit = commit;
    this.date = date;
    this.contents = contents;
    this.unread = unread;
    this.work =
        new Work(
            new Work.Identity(
                WORK + "@" + commit.substring(0, Math.min(10, commit.length())), WORK, commit),
            Role.BACKGROUND,
            Optional.empty(),
            new Provenance(
                "git:",
                commit,
                Optional.of(date),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of()),
            -1,
            new Work.Contents(
                files,
                0,
                TOKENS_A_TERM
                    * contents.stream().mapToLong(held -> held.content().exact().length).sum(),
                0,
                Map.of(),
                Map.of()),
            commit);
  }

  /// The works of an index.
  static OwnCode of(CorpusIndex index) throws IOException {
    List<Held> contents = new ArrayList<>();
    int files = 0;
    for (int blob : index.blobs()) {
      List<CorpusFile> holders = index.files(blob);
      files += holders.size();
      String swhid = holders.getFirst().swhid();
      contents.add(
          new Held(
              holders.getFirst().language(),
              swhid.substring(swhid.lastIndexOf(':') + 1),
              IndexedContent.of(index.tokens(blob)),
              holders.stream().map(file -> file.workId() + "/" + file.path()).toList()));
    }
    String day =
        index.works().stream()
            .flatMap(work -> work.provenance().date().stream())
            .max(Comparator.naturalOrder())
            .orElse("");
    return new OwnCode(index.digest(), day, contents, files, 0);
  }

  /// What stood in files before a commit, and no more in it.
  static OwnCode former(GitChanges git, String revision, List<OwnHistory.Version> versions)
      throws IOException {
    Fingerprinter fingerprinter = new Fingerprinter();
    List<Held> contents = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (OwnHistory.Version version : versions) {
      Blob blob = new Blob(version.blob(), version.path());
      Optional<OwnCache.Entry> entry =
          seen.add(blob.key()) ? read(git, blob, fingerprinter) : Optional.empty();
      if (entry.isPresent()) {
        contents.add(
            new Held(
                entry.get().language(),
                version.blob(),
                entry.get().content(),
                List.of(version.path() + FORMER + version.date())));
      }
    }
    return new OwnCode(git.snapshot(revision).commit(), "", contents, contents.size(), 0);
  }

  private record Blob(String id, String path) {
    /// What decides how a blob is read: its content, and the name where the content does not tell.
    String key() {
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return id + ' ' + (dot > 0 ? name.substring(dot) : name);
    }
  }

  /// The code of a commit. What was read of a blob before is taken from the repository's cache.
  public static OwnCode of(GitChanges git, String revision) throws IOException {
    GitChanges.Snapshot snapshot = git.snapshot(revision);
    OwnCache cache = OwnCache.open(git.commonDirectory());
    Map<String, List<Blob>> byKey = new HashMap<>();
    snapshot
        .blobs()
        .forEach((path, id) -> {
          Blob blob = new Blob(id, path);
          byKey.computeIfAbsent(blob.key(), _ -> new ArrayList<>()).add(blob);
        });
    List<String> unknown =
        byKey.keySet().stream().filter(key -> cache.get(key) == null).sorted().toList();
    Map<String, Optional<OwnCache.Entry>> read = read(git, unknown, byKey);
    read.forEach(cache::put);
    cache.save(byKey.keySet());
    List<Held> contents = new ArrayList<>();
    int files = 0;
    int unread = 0;
    long terms = 0;
    for (Map.Entry<String, List<Blob>> blobs : new TreeMap<>(byKey).entrySet()) {
      Optional<OwnCache.Entry> entry = cache.get(blobs.getKey());
      if (entry == null || entry.isEmpty()) {
        continue;
      }
      IndexedContent content = entry.get().content();
      List<String> paths = blobs.getValue().stream().map(Blob::path).sorted().toList();
      if (terms + content.exact().length > MAX_TERMS) {
        unread += paths.size();
        continue;
      }
      terms += content.exact().length;
      files += paths.size();
      contents.add(
          new Held(entry.get().language(), blobs.getValue().getFirst().id(), content, paths));
    }
    String date =
        Instant.ofEpochSecond(snapshot.time()).atZone(ZoneOffset.UTC).toLocalDate().toString();
    return new OwnCode(snapshot.commit(), date, contents, files, unread);
  }

  private static Map<String, Optional<OwnCache.Entry>> read(
      GitChanges git, List<String> keys, Map<String, List<Blob>> byKey) throws IOException {
    Map<String, Optional<OwnCache.Entry>> read = new ConcurrentHashMap<>();
    Set<String> failed = ConcurrentHashMap.newKeySet();
    ThreadLocal<Fingerprinter> fingerprinters = ThreadLocal.withInitial(Fingerprinter::new);
    IntStream.range(0, keys.size())
        .parallel()
        .forEach(i -> {
          Blob blob = Objects.requireNonNull(byKey.get(keys.get(i))).getFirst();
          try {
            read.put(keys.get(i), read(git, blob, fingerprinters.get()));
          } catch (IOException e) {
            failed.add(blob.path() + ": " + e.getMessage());
          }
        });
    if (!failed.isEmpty()) {
      throw new IOException(String.join("; ", failed.stream().sorted().limit(3).toList()));
    }
    return read;
  }

  private static Optional<OwnCache.Entry> read(
      GitChanges git, Blob blob, Fingerprinter fingerprinter) throws IOException {
    Optional<byte[]> bytes = git.bytes(blob.id(), MAX_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    String text = SourceText.decode(bytes.get());
    Optional<Language> language = LanguageDetector.detect(blob.path(), text);
    if (language.isEmpty()) {
      return Optional.empty();
    }
    return IndexedContent.of(fingerprinter, new SourceText(text, language.get(), blob.path()))
        .map(content -> new OwnCache.Entry(language.get(), content));
  }

  /// The same with more.
  public OwnCode with(OwnCode more) {
    List<Held> all = new ArrayList<>(contents);
    all.addAll(more.contents);
    return new OwnCode(commit, date, all, work.contents().files(), unread);
  }

  /// Whether it holds anything.
  public boolean isEmpty() {
    return contents.isEmpty();
  }

  /// The path of one of its files, without what tells that it was there before.
  public static String path(CorpusFile file) {
    int former = file.path().indexOf(FORMER);
    return former < 0 ? file.path() : file.path().substring(0, former);
  }

  /// Until which day a version of a file was there; empty for one that is.
  public static Optional<String> until(CorpusFile file) {
    int former = file.path().indexOf(FORMER);
    return former < 0
        ? Optional.empty()
        : Optional.of(file.path().substring(former + FORMER.length()));
  }

  /// The commit.
  public String commit() {
    return commit;
  }

  /// The day of the commit, `2024-05-31`.
  public String date() {
    return date;
  }

  /// How many files of code it holds that a change is compared with.
  public int files() {
    return work.contents().files();
  }

  /// How many files of code are left out, since there are too many.
  public int unread() {
    return unread;
  }

  Work work() {
    return work;
  }

  /// The work, as one that is looked for.
  Work wantedWork() {
    return work.with(Role.COPYLEFT, work.provenance());
  }

  List<Held> contents() {
    return contents;
  }

  /// Whether a file is one of it.
  public static boolean holds(CorpusFile file) {
    return file.workId().startsWith(WORK + "@");
  }

  List<CorpusFile> files(Held held) {
    // Whatever license it is under, the project has it already.
    LicenseConclusion license =
        new LicenseConclusion(Optional.empty(), Category.PERMISSIVE, false, List.of());
    return held.paths().stream()
        .map(path ->
            new CorpusFile(
                work.id(),
                path,
                "swh:1:cnt:" + held.blob(),
                held.language(),
                0,
                license,
                List.of(),
                Optional.empty()))
        .toList();
  }

  /// Paths, for a test of what was read.
  Set<String> paths() {
    Set<String> paths = new HashSet<>();
    contents.forEach(held -> paths.addAll(held.paths()));
    return paths;
  }
}
