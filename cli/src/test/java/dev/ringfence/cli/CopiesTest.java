package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Copies beside copies, inside of copies and in pieces, through the real command. The works are
/// made here: functions of random statements, one a file.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class CopiesTest {
  private static final int FUNCTIONS = 14;

  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;

  @BeforeAll
  static void indexWorks() throws IOException {
    index = shared.resolve("index").toString();
    work("gpl", "GPL-3.0-or-later", 1, "copyleft");
    work("lgpl", "LGPL-2.1-or-later", 2, "copyleft");
    work("mit", "MIT", 3, "background");
  }

  private static void work(String name, String license, int seed, String role) throws IOException {
    Path folder = Files.createDirectories(shared.resolve(name));
    for (int i = 0; i < FUNCTIONS; i++) {
      Files.write(folder.resolve("f" + i + ".c"), function(seed, i));
    }
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index,
            "dir:" + folder,
            "--name",
            name,
            "--license",
            license,
            "--role",
            role);
    assertEquals(0, added.status(), added.err());
  }

  /// Some 40 lines of C.
  private static List<String> function(int seed, int number) {
    Random random = new Random(1000L * seed + number);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      names.add(word(random) + "_" + word(random));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "static double "
            + word(random)
            + "_"
            + word(random)
            + "(double *"
            + names.get(0)
            + ", int n)");
    lines.add("{");
    for (int i = 0; i < 36; i++) {
      String a = names.get(random.nextInt(9));
      String e = expression(random, names, 2);
      lines.add(
          switch (random.nextInt(8)) {
            case 0 -> "  double " + a + " = " + e + ";";
            case 1 -> "  if (" + e + " < n) " + a + "++;";
            case 2 -> "  " + a + "[n - " + random.nextInt(9) + "] = " + e + ";";
            case 3 -> "  while (" + a + " > n) { " + a + " -= " + e + "; }";
            case 4 -> "  " + a + " += " + e + ";";
            case 5 -> "  do { " + a + "--; } while (" + e + ");";
            case 6 -> "  switch (" + e + ") { case 3: " + a + " = 1; }";
            default -> "  for (int i = n; i > 0; i--) " + a + "[i] ^= " + e + ";";
          });
    }
    lines.add("  return " + names.get(3) + ";");
    lines.add("}");
    return lines;
  }

  private static String expression(Random random, List<String> names, int depth) {
    String a = names.get(random.nextInt(9));
    String b = depth == 0 ? "" + random.nextInt(90) : expression(random, names, depth - 1);
    return switch (random.nextInt(9)) {
      case 0 -> a + " * " + b;
      case 1 -> "(" + b + " - " + a + ")";
      case 2 -> a + "[" + b + "]";
      case 3 -> a + "->" + word(random);
      case 4 -> word(random) + "(" + a + ", " + b + ")";
      case 5 -> "(" + a + " ? " + b + " : 0." + random.nextInt(99) + ")";
      case 6 -> "-" + b;
      case 7 -> a + " % " + (2 + random.nextInt(7)) + " << " + b;
      default -> "!" + a + " || " + b;
    };
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      word.append("bdfgklmnprstvz".charAt(random.nextInt(14)));
      word.append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  private static String newFile(String path, List<String> lines) {
    StringBuilder patch = new StringBuilder("--- /dev/null\n+++ b/" + path + "\n");
    patch.append("@@ -0,0 +1,").append(lines.size()).append(" @@\n");
    lines.forEach(line -> patch.append('+').append(line).append('\n'));
    return patch.toString();
  }

  private JsonNode scan(int status, String patch, String... more) throws IOException {
    return JsonMapper.shared().readTree(run(status, patch, "json", more).out());
  }

  private Ringfence.Result run(int status, String patch, String format, String... more)
      throws IOException {
    Path file = temp.resolve("change.patch");
    Files.writeString(file, patch);
    List<String> command =
        new ArrayList<>(List.of("scan", index, file.toString(), "--format", format));
    command.addAll(more.length == 0 ? List.of("--policy", "none") : List.of(more));
    Ringfence.Result result = Ringfence.run(command.toArray(String[]::new));
    assertEquals(status, result.status(), result.out() + result.err());
    return result;
  }

  private static String origin(JsonNode finding) {
    return finding.path("origin").path("work").asString("").replaceAll("@.*", "")
        + "/"
        + finding.path("origin").path("path").asString("");
  }

  private static Set<String> origins(JsonNode report) {
    Set<String> origins = new TreeSet<>();
    report.path("findings").forEach(finding -> origins.add(origin(finding)));
    return origins;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 9, 14})
  void everyCopyInAHunkIsFoundOnce(int copies) throws IOException {
    List<String> text = new ArrayList<>();
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < copies; i++) {
      text.addAll(function(1 + i % 2, i));
      expected.add((i % 2 == 0 ? "gpl" : "lgpl") + "/f" + i + ".c");
    }
    JsonNode report = scan(1, newFile("src/all.c", text));
    assertEquals(expected, origins(report));
    assertEquals(copies, report.path("findings").size());
  }

  /// A few lines of a longer copy inside of a shorter one.
  @ParameterizedTest
  @CsvSource({"10, 1", "10, 3", "20, 3", "30, 6", "5, 12"})
  void aFewLinesOfAnotherCopyHideNothing(int at, int lines) throws IOException {
    List<String> longer = new ArrayList<>(function(2, 1));
    longer.addAll(function(2, 2));
    List<String> text = new ArrayList<>(function(1, 0));
    text.addAll(at, longer.subList(10, 10 + lines));
    text.addAll(longer);
    Set<String> found = origins(scan(1, newFile("src/mixed.c", text)));
    assertTrue(found.contains("gpl/f0.c"), found.toString());
    assertTrue(found.contains("lgpl/f1.c"), found.toString());
    assertTrue(found.contains("lgpl/f2.c"), found.toString());
  }

  /// Permissive lines between the lines of a copy, and the permissive file below it.
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 10})
  void permissiveLinesBetweenDoNotClearACopy(int every) throws IOException {
    List<String> permissive = function(3, 0);
    List<String> text = new ArrayList<>();
    List<String> copy = function(1, 3);
    for (int i = 0; i < copy.size(); i++) {
      text.add(copy.get(i));
      if (i % every == every - 1) {
        text.addAll(permissive.subList(i - every + 1, Math.min(i + 1, permissive.size())));
      }
    }
    text.addAll(permissive);
    JsonNode report = scan(1, newFile("src/mixed.c", text));
    assertEquals(Set.of("gpl/f3.c"), origins(report));
    assertTrue(report.path("findings").path(0).path("also_permissive").isEmpty());
  }

  @Test
  void aPermissiveFileWithTheSameCodeStillCounts() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("twin"));
    List<String> twin = new ArrayList<>(function(1, 4));
    twin.addAll(function(3, 20));
    Files.write(folder.resolve("twin.c"), twin);
    String own = temp.resolve("index").toString();
    for (String[] work :
        new String[][] {
          {"dir:" + shared.resolve("gpl"), "gpl", "GPL-3.0-or-later", "copyleft"},
          {"dir:" + folder, "twin", "MIT", "background"}
        }) {
      Ringfence.Result added =
          Ringfence.run(
              "index",
              "add",
              own,
              work[0],
              "--name",
              work[1],
              "--license",
              work[2],
              "--role",
              work[3]);
      assertEquals(0, added.status(), added.err());
    }
    Path file = temp.resolve("one.patch");
    Files.writeString(file, newFile("src/one.c", function(1, 4)));
    Ringfence.Result result =
        Ringfence.run("scan", own, file.toString(), "--format", "json", "--policy", "none");
    assertEquals(0, result.status(), result.out());
    assertEquals(
        1,
        JsonMapper.shared()
            .readTree(result.out())
            .path("findings")
            .path(0)
            .path("also_permissive")
            .size());
  }

  private static final Pattern TOKEN = Pattern.compile("\\w+|\\S");

  /// A function cut into pieces of so many tokens at most, each under the least for an error.
  private static List<List<String>> cut(List<String> text, int tokens) {
    List<List<String>> pieces = new ArrayList<>();
    int size = tokens;
    for (String line : text) {
      int more = (int) TOKEN.matcher(line).results().count();
      if (size + more > tokens) {
        pieces.add(new ArrayList<>());
        size = 0;
      }
      pieces.getLast().add(line);
      size += more;
    }
    return pieces;
  }

  private static Map<String, List<String>> pieces(List<String> text, int tokens) {
    Map<String, List<String>> pieces = new LinkedHashMap<>();
    for (List<String> piece : cut(text, tokens)) {
      pieces.put("src/p" + pieces.size() + ".c", piece);
    }
    return pieces;
  }

  private static String inFiles(Map<String, List<String>> pieces) {
    StringBuilder patch = new StringBuilder();
    pieces.forEach((path, lines) -> patch.append(newFile(path, lines)));
    return patch.toString();
  }

  private static String inHunks(List<String> text, int tokens) {
    StringBuilder patch = new StringBuilder("--- a/src/old.c\n+++ b/src/old.c\n");
    int line = 100;
    int old = 100;
    for (List<String> piece : cut(text, tokens)) {
      patch.append("@@ -" + old + ",2 +" + line + "," + (piece.size() + 2) + " @@\n int x;\n");
      piece.forEach(each -> patch.append('+').append(each).append('\n'));
      patch.append(" int y;\n");
      line += 50 + piece.size();
      old += 50;
    }
    return patch.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 40, 30, 24})
  void piecesInFilesAreOneFinding(int tokens) throws IOException {
    Map<String, List<String>> pieces = pieces(function(1, 5), tokens);
    JsonNode report = scan(1, inFiles(pieces));
    assertEquals(1, report.path("findings").size(), report.toString());
    JsonNode finding = report.path("findings").path(0);
    assertEquals("gpl/f5.c", origin(finding));
    assertEquals("error", finding.path("severity").asString());
    assertTrue(
        1 + finding.path("further_places").size() >= 0.8 * pieces.size(), finding.toString());
    assertTrue(finding.path("amount").path("tokens").asInt() > 250, finding.toString());
  }

  @Test
  void piecesInHunksAreOneFinding() throws IOException {
    JsonNode report = scan(1, inHunks(function(1, 6), 40));
    assertEquals(1, report.path("findings").size(), report.toString());
    assertEquals("gpl/f6.c", origin(report.path("findings").path(0)));
    assertEquals("error", report.path("findings").path(0).path("severity").asString());
  }

  /// Eight times the same lines are no more of the origin than once.
  @Test
  void theSameTokensOfTheOriginCountOnce() throws IOException {
    Map<String, List<String>> same = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      same.put("src/p" + i + ".c", cut(function(1, 7), 48).get(1));
    }
    JsonNode report = scan(0, inFiles(same));
    for (JsonNode finding : report.path("findings")) {
      assertEquals("warning", finding.path("severity").asString(), finding.toString());
    }
  }

  @Test
  void everyReportNamesThePlaces() throws IOException {
    Map<String, List<String>> pieces = pieces(function(1, 8), 48);
    String patch = inFiles(pieces);
    Set<String> places = new TreeSet<>();
    JsonNode finding = scan(1, patch).path("findings").path(0);
    places.add(finding.path("hunk").path("path").asString());
    finding
        .path("further_places")
        .forEach(place -> places.add(place.path("hunk").path("path").asString()));
    assertTrue(places.size() > 6, places.toString());
    for (String format : List.of("text", "markdown", "sarif", "codequality", "annotations")) {
      String out = run(1, patch, format).out();
      for (String place : places) {
        assertTrue(out.contains(place), format + " lacks " + place + ":\n" + out);
      }
    }
  }

  /// The id of a sum is that of its pieces, wherever they land and in whatever order; a waiver and
  /// a baseline hold for it.
  @Test
  void aSumHasAnIdentity() throws IOException {
    Map<String, List<String>> pieces = pieces(function(1, 9), 48);
    String id = scan(1, inFiles(pieces)).path("findings").path(0).path("fingerprint").asString();
    List<String> paths = new ArrayList<>(pieces.keySet());
    Collections.reverse(paths);
    Map<String, List<String>> moved = new LinkedHashMap<>();
    paths.forEach(path -> moved.put("lib/" + path, pieces.get(path)));
    assertEquals(
        id, scan(1, inFiles(moved)).path("findings").path(0).path("fingerprint").asString());
    Path baseline = temp.resolve("baseline.json");
    scan(1, inFiles(pieces), "--policy", "none", "--write-baseline", baseline.toString());
    scan(0, inFiles(moved), "--policy", "none", "--baseline", baseline.toString());
  }

  /// One piece in an inner ring, the others in an outer one.
  @Test
  void theStrictestRingDecides() throws IOException {
    Path policy = temp.resolve("ai-policy.toml");
    Files.writeString(
        policy,
        "version = 1\ndefault_ring = \"outer\"\n\n[[zone]]\nname = \"core\"\n"
            + "ring = \"inner\"\npaths = [\"core/**\"]\n");
    Map<String, List<String>> pieces = pieces(function(1, 10), 48);
    JsonNode outer = scan(0, inFiles(pieces), "--policy", policy.toString());
    assertEquals("warning", outer.path("findings").path(0).path("severity").asString());
    Map<String, List<String>> mixed = new LinkedHashMap<>();
    pieces.forEach((path, lines) -> mixed.put(path.equals("src/p2.c") ? "core/p2.c" : path, lines));
    JsonNode inner =
        scan(1, inFiles(mixed), "--policy", policy.toString()).path("findings").path(0);
    assertEquals("error", inner.path("severity").asString());
    assertEquals("core/p2.c", inner.path("hunk").path("path").asString());
  }
}
