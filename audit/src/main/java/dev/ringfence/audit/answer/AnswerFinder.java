package dev.ringfence.audit.answer;

import dev.ringfence.scanner.blast.ImportGraph;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Answers what became of findings, from the repository as it is now.
public final class AnswerFinder {
  private static final double WHOLE = 0.9;
  private static final double SHIPPED = 0.1;

  /// Does work for each item on all cores; results are in the order of the items.
  public interface Parallel {
    <I, R> List<R> each(List<I> items, Task<I, R> task) throws IOException;

    /// What is done with each item.
    interface Task<I, R> {
      R run(SnapshotReader reader, I item) throws IOException;
    }
  }

  /// An answer with its patch.
  ///
  /// @param patch takes the lines out of the files of the commit that was asked about; empty where
  ///   there are none
  public record Answered(Answer answer, byte[] patch) {}

  private final String head;
  private final List<Tag> tags;
  private final Parallel parallel;

  /// A tag.
  ///
  /// @param name its name
  /// @param commit the commit it names, hex
  /// @param time when that was committed, in seconds since 1970
  public record Tag(String name, String commit, long time) {}

  /// A finder of answers.
  ///
  /// @param head the commit that is asked about, hex
  public AnswerFinder(String head, List<Tag> tags, Parallel parallel) {
    this.head = head;
    this.tags = List.copyOf(tags);
    this.parallel = parallel;
  }

  /// The tags of a repository that name commits, oldest first.
  public static List<Tag> tags(Repository repository) throws IOException {
    List<Tag> tags = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
        try {
          if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit commit) {
            walk.parseHeaders(commit);
            tags.add(
                new Tag(
                    ref.getName().substring(Constants.R_TAGS.length()),
                    commit.name(),
                    commit.getCommitTime()));
          }
        } catch (IOException | RuntimeException lost) {
          // A tag whose commit is not in this clone ships nothing that could be read here.
          tags.add(new Tag(ref.getName().substring(Constants.R_TAGS.length()), "", 0));
        }
      }
    }
    tags.sort(Comparator.comparingLong(Tag::time).thenComparing(Tag::name));
    return tags;
  }

  /// The answers, in the order of the questions.
  public List<Answered> answer(List<Question> questions) throws IOException {
    List<Optional<Copy>> copies = parallel.each(questions, AnswerFinder::copy);
    List<Copy> followed = copies.stream().flatMap(Optional::stream).toList();
    int[] number = new int[questions.size()];
    int next = 0;
    for (int q = 0; q < number.length; q++) {
      number[q] = copies.get(q).isPresent() ? next++ : -1;
    }
    List<Double> before =
        parallel.each(
            questions,
            (reader, question) -> {
              Optional<Copy> copy = copy(reader, question);
              return copy.isEmpty() ? 0.0 : before(reader, question, copy.get());
            });
    Snapshot snapshot = snapshot(followed);
    Map<Integer, List<Answer.Shipped>> shipped = shipped(questions, number, followed, snapshot);
    List<Answered> answers = new ArrayList<>();
    for (int q = 0; q < number.length; q++) {
      answers.add(
          number[q] < 0
              ? notFollowed(questions.get(q))
              : answer(
                  questions.get(q),
                  before.get(q),
                  followed.get(number[q]),
                  snapshot.found().getOrDefault(number[q], List.of()),
                  shipped.getOrDefault(number[q], List.of()),
                  snapshot));
    }
    return answers;
  }

  /// The tokens of a finding, as they were brought in.
  private static Optional<Copy> copy(SnapshotReader reader, Question question) throws IOException {
    List<FileTokens> parts = new ArrayList<>();
    for (Question.Spot spot : question.spots()) {
      Optional<String> blob;
      try {
        blob = reader.blob(question.commit(), spot.path());
      } catch (IOException | RuntimeException lost) {
        return Optional.empty();
      }
      blob.flatMap(id -> reader.text(spot.path(), id))
          .map(text ->
              reader
                  .tokens(spot.path(), text)
                  .in(line -> spot.lines().stream().anyMatch(range -> range.contains(line))))
          .ifPresent(parts::add);
    }
    FileTokens tokens = FileTokens.concat(parts);
    return tokens.size() == 0 ? Optional.empty() : Optional.of(new Copy(tokens));
  }

  /// How much of a copy its files held before.
  private static double before(SnapshotReader reader, Question question, Copy copy) {
    BitSet own = new BitSet();
    for (Question.Spot spot : question.spots()) {
      for (String blob : spot.before()) {
        reader
            .text(spot.path(), blob)
            .map(text -> SurvivorFinder.best(copy, reader.tokens(spot.path(), text)))
            .ifPresent(own::or);
      }
    }
    return own.cardinality() / (double) copy.size();
  }

  /// The commit that is asked about.
  ///
  /// @param files its files, by path
  /// @param found where each copy is, by its number
  /// @param graph its imports
  private record Snapshot(
      Map<String, HeadFile> files,
      Map<Integer, List<SurvivorFinder.Found>> found,
      ImportGraph graph) {}

  private record ReadFile(List<SurvivorFinder.Found> found, Optional<List<String>> imports) {}

  private Snapshot snapshot(List<Copy> copies) throws IOException {
    SurvivorFinder finder = new SurvivorFinder(copies);
    List<HeadFile> files =
        parallel.each(List.of(head), (reader, commit) -> reader.files(commit)).getFirst();
    List<ReadFile> read =
        parallel.each(
            files,
            (reader, file) -> {
              Optional<String> text = reader.text(file.path(), file.blob());
              return new ReadFile(
                  text.map(some -> finder.in(reader, file.path(), some)).orElse(List.of()),
                  text.flatMap(some -> ImportGraph.imports(file.path(), some)));
            });
    Map<String, HeadFile> byPath = new TreeMap<>();
    Map<String, List<String>> imports = new TreeMap<>();
    Map<Integer, List<SurvivorFinder.Found>> found = new HashMap<>();
    for (int f = 0; f < files.size(); f++) {
      String path = files.get(f).path();
      byPath.put(path, files.get(f));
      read.get(f).imports().ifPresent(some -> imports.put(path, some));
      for (SurvivorFinder.Found each : read.get(f).found()) {
        found.computeIfAbsent(each.copy(), _ -> new ArrayList<>()).add(each);
      }
    }
    return new Snapshot(byPath, found, ImportGraph.of(imports));
  }

  /// A content of a tag in which copies are looked for.
  private record Held(String path, String blob) {}

  private Map<Integer, List<Answer.Shipped>> shipped(
      List<Question> questions, int[] number, List<Copy> copies, Snapshot snapshot)
      throws IOException {
    Map<String, TreeSet<Integer>> wanted = new TreeMap<>();
    for (int q = 0; q < number.length; q++) {
      if (number[q] >= 0) {
        for (String path : questions.get(q).paths()) {
          wanted.computeIfAbsent(path, _ -> new TreeSet<>()).add(number[q]);
        }
        for (SurvivorFinder.Found found : snapshot.found().getOrDefault(number[q], List.of())) {
          wanted.computeIfAbsent(found.survivor().path(), _ -> new TreeSet<>()).add(number[q]);
        }
      }
    }
    List<Tag> readable = tags.stream().filter(tag -> !tag.commit().isEmpty()).toList();
    List<String> paths = List.copyOf(wanted.keySet());
    List<List<Held>> held =
        parallel.each(readable, (reader, tag) -> held(reader, tag.commit(), paths));
    Map<Held, Integer> distinct = new HashMap<>();
    List<Held> contents = new ArrayList<>();
    for (List<Held> some : held) {
      for (Held each : some) {
        if (distinct.putIfAbsent(each, contents.size()) == null) {
          contents.add(each);
        }
      }
    }
    List<Map<Integer, BitSet>> parts =
        parallel.each(
            contents,
            (reader, content) ->
                parts(
                    reader, content, copies, wanted.getOrDefault(content.path(), new TreeSet<>())));
    Map<Integer, List<Answer.Shipped>> shipped = new HashMap<>();
    for (int t = 0; t < readable.size(); t++) {
      Map<Integer, BitSet> inTag = new TreeMap<>();
      for (Held each : held.get(t)) {
        parts
            .get(distinct.getOrDefault(each, 0))
            .forEach((copy, own) -> inTag.computeIfAbsent(copy, _ -> new BitSet()).or(own));
      }
      Tag tag = readable.get(t);
      inTag.forEach((copy, own) -> {
        double share = own.cardinality() / (double) copies.get(copy).size();
        if (share >= SHIPPED) {
          shipped
              .computeIfAbsent(copy, _ -> new ArrayList<>())
              .add(new Answer.Shipped(tag.name(), tag.time(), rounded(share)));
        }
      });
    }
    return shipped;
  }

  private static List<Held> held(SnapshotReader reader, String commit, List<String> paths) {
    List<Held> held = new ArrayList<>();
    for (String path : paths) {
      try {
        reader.blob(commit, path).ifPresent(blob -> held.add(new Held(path, blob)));
      } catch (IOException | RuntimeException lost) {
        return List.of();
      }
    }
    return held;
  }

  private static Map<Integer, BitSet> parts(
      SnapshotReader reader, Held content, List<Copy> copies, Iterable<Integer> wanted) {
    Map<Integer, BitSet> parts = new TreeMap<>();
    Optional<FileTokens> tokens =
        reader
            .text(content.path(), content.blob())
            .map(text -> reader.tokens(content.path(), text));
    if (tokens.isPresent()) {
      for (int copy : wanted) {
        BitSet own = SurvivorFinder.best(copies.get(copy), tokens.get());
        if (!own.isEmpty()) {
          parts.put(copy, own);
        }
      }
    }
    return parts;
  }

  private Answered notFollowed(Question question) {
    return new Answered(
        new Answer(
            head,
            0,
            Answer.Status.NOT_FOLLOWED,
            0,
            List.of(),
            List.of(),
            question.moves(),
            new Answer.Rollback(List.of(), 0)),
        new byte[0]);
  }

  private Answered answer(
      Question question,
      double before,
      Copy copy,
      List<SurvivorFinder.Found> found,
      List<Answer.Shipped> shipped,
      Snapshot snapshot)
      throws IOException {
    BitSet own = new BitSet();
    found.forEach(each -> own.or(each.own()));
    double share = own.cardinality() / (double) copy.size();
    Answer.Status status =
        share >= WHOLE
            ? Answer.Status.WHOLE
            : found.isEmpty() ? Answer.Status.GONE : Answer.Status.PARTLY;
    List<Survivor> places = new ArrayList<>();
    for (SurvivorFinder.Found each : found) {
      Survivor where = each.survivor();
      places.add(
          new Survivor(where.path(), where.lines(), rounded(where.share()), where.renamed()));
    }
    places.sort(
        Comparator.comparingDouble((Survivor place) -> -place.share())
            .thenComparing(Survivor::path));
    List<Answer.TouchedFile> files = new ArrayList<>();
    ByteArrayOutputStream patch = new ByteArrayOutputStream();
    for (Survivor place : places) {
      HeadFile file = snapshot.files().get(place.path());
      if (file == null) {
        continue;
      }
      Optional<byte[]> bytes =
          parallel.each(List.of(file), (reader, one) -> reader.bytes(one.blob())).getFirst();
      if (bytes.isEmpty()) {
        continue;
      }
      RemovalPatch removal = RemovalPatch.of(file, bytes.get(), place.lines());
      patch.writeBytes(removal.bytes());
      files.add(
          new Answer.TouchedFile(
              place.path(),
              DigestUtils.sha1Hex(bytes.get()),
              removal.lines(),
              removal.ofLines(),
              List.copyOf(snapshot.graph().users(place.path())),
              List.copyOf(snapshot.graph().tests(place.path()))));
    }
    return new Answered(
        new Answer(
            head,
            rounded(before),
            status,
            rounded(share),
            places,
            shipped,
            question.moves(),
            new Answer.Rollback(files, shipped.size())),
        patch.toByteArray());
  }

  private static double rounded(double share) {
    return Math.round(share * 1000) / 1000.0;
  }
}
