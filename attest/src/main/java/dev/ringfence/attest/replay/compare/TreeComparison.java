package dev.ringfence.attest.replay.compare;

import dev.ringfence.attest.replay.answer.PathRules;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.alignment.CodeAligner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Compares what a merged and a replayed change made of one tree. One use each.
public final class TreeComparison {
  private static final int MAX_BYTES = 4 << 20;

  /// Functions with another name are tried against each other up to so many pairs.
  private static final int MAX_PAIRS = 400;

  /// Less is no likeness.
  private static final double LEAST_SHARE = 0.35;

  private final Fingerprinter fingerprinter = new Fingerprinter();
  private final CodeAligner aligner = new CodeAligner();
  private final List<Comparison.ComparedFile> files = new ArrayList<>();
  private final List<Comparison.FunctionPair> functions = new ArrayList<>();
  private final Set<String> mergedApi = new TreeSet<>();
  private final Set<String> replayedApi = new TreeSet<>();
  private final Set<String> leftOut = new TreeSet<>();
  private final Set<Long> before = new HashSet<>();
  private final Set<String> fixed = new HashSet<>();
  private final List<CodeUnit> mergedUnits = new ArrayList<>();
  private final List<CodeUnit> replayedUnits = new ArrayList<>();
  private boolean structural = true;

  private TreeComparison() {}

  /// Compares two commits that have one base.
  public static Comparison of(GitChanges git, String base, String merged, String replayed)
      throws IOException {
    Map<String, String> baseBlobs = git.snapshot(base).blobs();
    Map<String, String> mergedBlobs = git.snapshot(merged).blobs();
    Map<String, String> replayedBlobs = git.snapshot(replayed).blobs();
    TreeComparison comparison = new TreeComparison();
    Map<String, Texts> texts = new TreeMap<>();
    boolean identical = true;
    for (String path : touched(baseBlobs, mergedBlobs, replayedBlobs)) {
      if (PathRules.refusal(path).isPresent()) {
        comparison.leftOut.add(path + ": no replay may change it");
        continue;
      }
      identical &= Objects.equals(mergedBlobs.get(path), replayedBlobs.get(path));
      texts.put(
          path,
          new Texts(
              text(git, baseBlobs.get(path)),
              text(git, mergedBlobs.get(path)),
              text(git, replayedBlobs.get(path)),
              Objects.equals(mergedBlobs.get(path), replayedBlobs.get(path))));
    }
    comparison.compare(texts);
    return comparison.result(identical);
  }

  private static Set<String> touched(
      Map<String, String> base, Map<String, String> merged, Map<String, String> replayed) {
    Set<String> paths = new TreeSet<>();
    for (Map<String, String> side : List.of(merged, replayed)) {
      side.forEach((path, blob) -> {
        if (!blob.equals(base.get(path))) {
          paths.add(path);
        }
      });
      base.keySet().stream().filter(path -> !side.containsKey(path)).forEach(paths::add);
    }
    return paths;
  }

  private static Optional<String> text(
      GitChanges git, @org.jspecify.annotations.Nullable String blob) throws IOException {
    return blob == null ? Optional.empty() : git.blob(blob, MAX_BYTES);
  }

  /// A file in all three trees.
  private record Texts(
      Optional<String> base, Optional<String> merged, Optional<String> replayed, boolean same) {}

  private void compare(Map<String, Texts> texts) {
    for (Map.Entry<String, Texts> each : texts.entrySet()) {
      Optional<Language> language = language(each.getKey(), each.getValue());
      if (language.isPresent()) {
        // What moves from one file to another was there before.
        for (CodeUnit unit : units(each.getKey(), language.get(), each.getValue().base())) {
          before.add(unit.key());
          fix(unit);
        }
        mergedUnits.addAll(units(each.getKey(), language.get(), each.getValue().merged()));
        replayedUnits.addAll(units(each.getKey(), language.get(), each.getValue().replayed()));
      }
    }
    mergedUnits.forEach(this::fix);
    replayedUnits.forEach(this::fix);
    Predicate<CodeUnit> mergedOnes = changed(mergedUnits);
    Predicate<CodeUnit> replayedOnes = changed(replayedUnits);
    // What only one side changes stands beside what it was.
    List<CodeUnit> mergedToo = mergedUnits.stream().filter(replayedOnes).toList();
    List<CodeUnit> replayedToo = replayedUnits.stream().filter(mergedOnes).toList();
    mergedUnits.removeIf(unit -> before.contains(unit.key()) && !mergedToo.contains(unit));
    replayedUnits.removeIf(unit -> before.contains(unit.key()) && !replayedToo.contains(unit));
    Set<String> different = pair();
    texts.forEach((path, three) -> file(path, three, different));
  }

  /// Whether a unit is called as one of those that are not as they were before.
  private Predicate<CodeUnit> changed(List<CodeUnit> units) {
    Set<String> names = new HashSet<>();
    for (CodeUnit unit : units) {
      if (!before.contains(unit.key())) {
        names.add(unit.path() + "\0" + unit.name());
      }
    }
    return unit -> names.contains(unit.path() + "\0" + unit.name());
  }

  /// Names that stand outside of functions are known elsewhere.
  private void fix(CodeUnit unit) {
    if (!unit.isFunction()) {
      fixed.addAll(unit.names());
    }
  }

  private List<CodeUnit> units(String path, Language language, Optional<String> text) {
    return text.map(code -> CodeUnit.of(path, language, code, fingerprinter)).orElse(List.of());
  }

  private static Optional<Language> language(String path, Texts texts) {
    return texts
        .merged()
        .or(texts::replayed)
        .or(texts::base)
        .flatMap(text -> LanguageDetector.detect(path, text));
  }

  /// Two units, and how alike they are.
  private record Pair(CodeUnit merged, CodeUnit replayed, CodeAligner.Likeness likeness) {}

  /// Finds for each unit the one that is most like it. Returns the files with units that differ.
  private Set<String> pair() {
    List<Pair> pairs = new ArrayList<>();
    List<CodeUnit> left = new ArrayList<>(mergedUnits);
    List<CodeUnit> right = new ArrayList<>(replayedUnits);
    take(left, right, pairs, (a, b) -> a.sameTokens(b) && a.isFunction() == b.isFunction());
    take(left, right, pairs, (a, b) -> a.name().equals(b.name()) && a.path().equals(b.path()));
    take(left, right, pairs, (a, b) -> a.isFunction() && a.name().equals(b.name()));
    byLikeness(left, right, pairs);
    Map<String, String> names = new HashMap<>();
    for (Pair pair : pairs) {
      if (pair.merged().isFunction() && pair.replayed().isFunction()) {
        names.putIfAbsent(pair.merged().name(), pair.replayed().name());
      }
    }
    Set<String> different = new LinkedHashSet<>();
    for (Pair pair : pairs) {
      boolean equal = pair.merged().sameTokens(pair.replayed());
      boolean renamed =
          !equal
              && pair.merged().isFunction()
              && Renaming.is(pair.merged(), pair.replayed(), fixed, names);
      if (!equal && !renamed) {
        different.add(pair.merged().path());
        different.add(pair.replayed().path());
      }
      functions.add(
          new Comparison.FunctionPair(
              Optional.of(pair.merged().place()),
              Optional.of(pair.replayed().place()),
              pair.likeness().share(),
              equal ? "equal" : renamed ? "renamed" : "alike"));
    }
    for (CodeUnit unit : left) {
      different.add(unit.path());
      functions.add(
          new Comparison.FunctionPair(Optional.of(unit.place()), Optional.empty(), 0, "alone"));
    }
    for (CodeUnit unit : right) {
      different.add(unit.path());
      functions.add(
          new Comparison.FunctionPair(Optional.empty(), Optional.of(unit.place()), 0, "alone"));
    }
    alike = pairs.stream().mapToLong(pair -> pair.likeness().alike()).sum();
    return different;
  }

  private long alike;

  private interface Fits {
    boolean test(CodeUnit merged, CodeUnit replayed);
  }

  private void take(List<CodeUnit> left, List<CodeUnit> right, List<Pair> pairs, Fits fits) {
    for (CodeUnit unit : List.copyOf(left)) {
      for (CodeUnit other : right) {
        if (fits.test(unit, other)) {
          pairs.add(new Pair(unit, other, align(unit, other)));
          left.remove(unit);
          right.remove(other);
          break;
        }
      }
    }
  }

  private void byLikeness(List<CodeUnit> left, List<CodeUnit> right, List<Pair> pairs) {
    List<Pair> possible = new ArrayList<>();
    for (CodeUnit unit : left) {
      for (CodeUnit other : right) {
        if (possible.size() < MAX_PAIRS && unit.isFunction() == other.isFunction()) {
          possible.add(new Pair(unit, other, align(unit, other)));
        }
      }
    }
    possible.sort((a, b) -> Double.compare(b.likeness().share(), a.likeness().share()));
    for (Pair pair : possible) {
      if (pair.likeness().share() >= LEAST_SHARE
          && left.contains(pair.merged())
          && right.contains(pair.replayed())) {
        pairs.add(pair);
        left.remove(pair.merged());
        right.remove(pair.replayed());
      }
    }
  }

  private CodeAligner.Likeness align(CodeUnit unit, CodeUnit other) {
    return aligner.align(unit.language(), unit.tokens(), other.tokens());
  }

  private void file(String path, Texts texts, Set<String> different) {
    Optional<Language> language = language(path, texts);
    Optional<String> ast = Optional.empty();
    if (language.equals(Optional.of(Language.JAVA))) {
      Optional<JavaShape> merged = texts.merged().flatMap(JavaShape::of);
      Optional<JavaShape> replayed = texts.replayed().flatMap(JavaShape::of);
      merged.ifPresent(shape -> mergedApi.addAll(shape.api()));
      replayed.ifPresent(shape -> replayedApi.addAll(shape.api()));
      if (texts.merged().isPresent() && texts.replayed().isPresent()) {
        ast =
            Optional.of(
                merged.isEmpty() || replayed.isEmpty()
                    ? "unparsed"
                    : merged.get().members().equals(replayed.get().members())
                        ? "equal"
                        : "different");
      }
    } else if (language.isPresent()) {
      texts.merged().ifPresent(text -> mergedApi.addAll(api(path, language.get(), text)));
      texts.replayed().ifPresent(text -> replayedApi.addAll(api(path, language.get(), text)));
    }
    String state = state(path, texts, language, different, ast);
    structural &= state.equals("identical") || state.equals("structural");
    files.add(new Comparison.ComparedFile(path, state, ast));
  }

  private static String state(
      String path,
      Texts texts,
      Optional<Language> language,
      Set<String> different,
      Optional<String> ast) {
    if (texts.same()) {
      return "identical";
    }
    if (texts.replayed().isEmpty()) {
      return texts.merged().isEmpty() ? "different" : "only-merged";
    }
    if (texts.merged().isEmpty()) {
      return "only-replayed";
    }
    boolean equal =
        language.isEmpty()
            ? words(texts.merged().get()).equals(words(texts.replayed().get()))
            : ast.filter(shape -> !shape.equals("unparsed")).isPresent()
                ? ast.get().equals("equal")
                : !different.contains(path);
    return equal ? "structural" : "different";
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /// What a file offers, as far as the names of its functions show.
  private List<String> api(String path, Language language, String text) {
    List<String> names = new ArrayList<>();
    for (CodeUnit unit : units(path, language, Optional.of(text))) {
      if (unit.isFunction() && !Signature.isHidden(unit)) {
        names.add(path + ": " + Signature.of(unit));
      }
    }
    return names;
  }

  private Comparison result(boolean identical) {
    List<String> added = new ArrayList<>(replayedApi);
    added.removeAll(mergedApi);
    List<String> removed = new ArrayList<>(mergedApi);
    removed.removeAll(replayedApi);
    long tokens =
        mergedUnits.stream().mapToLong(unit -> unit.tokens().size()).sum()
            + replayedUnits.stream().mapToLong(unit -> unit.tokens().size()).sum();
    Comparison.ApiDelta api = new Comparison.ApiDelta(added, removed);
    return new Comparison(
        identical,
        structural && api.isEmpty(),
        identical ? 1 : tokens == 0 ? (structural ? 1 : 0) : 2.0 * alike / tokens,
        overlap(Channel.EXACT),
        overlap(Channel.RENAMED),
        files,
        functions,
        api,
        List.copyOf(leftOut));
  }

  private Comparison.Overlap overlap(Channel channel) {
    Set<Long> merged = fingerprints(mergedUnits, channel);
    Set<Long> replayed = fingerprints(replayedUnits, channel);
    Set<Long> both = new HashSet<>(merged);
    both.retainAll(replayed);
    int all = merged.size() + replayed.size() - both.size();
    return new Comparison.Overlap(
        all == 0 ? 1 : (double) both.size() / all,
        merged.isEmpty() ? 1 : (double) both.size() / merged.size());
  }

  private Set<Long> fingerprints(List<CodeUnit> units, Channel channel) {
    Set<Long> hashes = new HashSet<>();
    for (CodeUnit unit : units) {
      Fingerprints found =
          fingerprinter.fingerprint(new SourceText(unit.text(), unit.language(), unit.path()));
      for (int i = 0; i < found.count(channel); i++) {
        hashes.add(found.hashes(channel)[i]);
      }
    }
    return hashes;
  }
}
