package dev.ringfence.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A patch with its truth.
///
/// @param patch the file name of the patch
/// @param positive whether it holds code of an indexed work
/// @param language the language's id, or a negative's
/// @param mutation what was done to the code; a negative's kind
/// @param tokens how many tokens were taken over
/// @param file the file that the patch changes
/// @param firstLine the first new-side line of the code
/// @param lastLine the last one
/// @param origins the files it may come from, as `work/path`, the right one first
/// @param license the license of the origin
public record AccuracyCase(
    String patch,
    boolean positive,
    String language,
    String mutation,
    int tokens,
    String file,
    int firstLine,
    int lastLine,
    Set<String> origins,
    String license) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The cases of a folder: `truth/*.json`, one a patch in `patches`.
  public static List<AccuracyCase> read(Path folder) throws IOException {
    List<AccuracyCase> cases = new ArrayList<>();
    try (Stream<Path> truth = Files.list(folder.resolve("truth"))) {
      for (Path file : truth.sorted().toList()) {
        cases.add(of(JSON.readTree(Files.readString(file))));
      }
    }
    return cases;
  }

  private static AccuracyCase of(JsonNode truth) {
    return of(truth, truth.path("kind").asString("").equals("pos"));
  }

  /// A copy or a negative.
  static AccuracyCase of(JsonNode truth, boolean positive) {
    Set<String> origins = new TreeSet<>();
    JsonNode origin = truth.path("origin");
    if (positive) {
      origins.add(origin.path("corpus").asString("") + "/" + origin.path("file").asString(""));
      origin
          .path("same_code_in")
          .forEach(same -> origins.add(same.get(0).asString("") + "/" + same.get(1).asString("")));
    }
    return new AccuracyCase(
        truth.path("patch").asString(""),
        positive,
        truth.path("language").asString("?"),
        truth.path("mutation").asString(truth.path("kind").asString("?")),
        truth.path("tokens").asInt(0),
        truth.path("file").asString(""),
        truth.path("start_line").asInt(0),
        truth.path("end_line").asInt(0),
        origins,
        truth.path("licence").asString(""));
  }
}
