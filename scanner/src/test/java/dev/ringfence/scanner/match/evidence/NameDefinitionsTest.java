package dev.ringfence.scanner.match.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.testkit.ShuffledIndex;
import dev.ringfence.testkit.TestIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameDefinitionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          C          | int lu_solve(matrix *lu) { return lu->rank; }               | lu_solve lu
          C          | static void\\nlu_free (struct lu_matrix *m, int)\\n{ gsl_free(m); } | lu_free m
          C          | curl_easy_setopt(handle, CURLOPT_URL, LU_URL);              | -
          C          | CURLcode result; CURL *handle = curl_easy_init();           | result handle
          C          | enum solver { LU_FULL, LU_BANDED = 3 };                     | solver LU_FULL LU_BANDED
          C          | "struct solver { int rank; double **rows; } all;"           | solver rank rows all
          C          | struct addrinfo hints; call(hints, AI_PASSIVE);             | hints
          C          | "#define LU_RANK(m) ((m)->rank)\\n"                         | LU_RANK m
          C          | typedef int (*callback)(void *); call(callback, &other);    | callback
          C          | switch (kind) { case KIND_ONE: return go(); default: stop(); } | -
          C          | "if (check(a)) leave(); while (b) { next(); }"              | -
          C          | x = a * factor; y = *pointer;                               | x factor y
          CPP        | "Solver::Solver(int rank) : rank_(rank) { init(); }"        | Solver rank rank_
          CPP        | for (auto &row : rows) use(std::move(row));                 | row
          JAVA       | Lu lu = new Lu(matrix); lu.solve(Option.FAST);              | lu
          JAVA       | "class Lu extends Base { private final List<Row> rows; int rank() { return rows.size(); } }" | Lu List rows rank
          JAVA       | "enum Kind { ONE, TWO(3); }"                                | Kind ONE TWO
          JAVA       | "@Override public void run() throws Failure { try { go(); } catch (Failure e) { throw e; } }" | run e
          PYTHON     | "def solve(lu, rank=3):\\n    return np.linalg.solve(lu, rank)\\n" | solve lu rank np
          PYTHON     | "self.rows = [Row(x) for x in reader.rows()]\\n"            | rows x reader
          PYTHON     | "if check(x) and not other.find(x):\\n    leave()\\n"         | x other
          JAVASCRIPT | "class Lu { solve(rank) { return this.rows.map(rank); } }"  | Lu solve rank
          JAVASCRIPT | "const lu = lib.open(name);"                                | lu name lib
          GO         | "func (m *Lu) Solve(rank int) error { return m.lib.Do(rank) }" | Solve rank error m Lu int
          RUST       | "fn solve(lu: &Lu) -> Rank { lu.rank().unwrap() }"          | solve lu Lu
          """)
  void namesThatAContentDefines(Language language, String code, String defined) {
    Tokens tokens =
        new Fingerprinter().tokenize(new SourceText(code.translateEscapes(), language, "test"));
    StoredTokens stored = new StoredTokens(language.number(), tokens, new byte[tokens.size()]);
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.symbol(i) == Alphabet.NAME) {
        names.put(
            code.translateEscapes().substring(tokens.start(i), tokens.end(i)), tokens.spelling(i));
      }
    }
    Set<String> found = new TreeSet<>();
    names.forEach((name, spelling) -> {
      if (NameDefinitions.defines(stored, spelling)) {
        found.add(name);
      }
    });
    Set<String> expected = new TreeSet<>();
    if (!defined.equals("-")) {
      expected.addAll(Set.of(defined.split(" ")));
    }
    assertTrue(
        names.keySet().containsAll(expected), () -> "not among the names: " + names.keySet());
    assertEquals(expected, found);
  }

  /// Who defines a name is one content among many, and stands anywhere.
  @Test
  void aNameIsDefinedWhereverItsDefinitionStands(@TempDir Path temp) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("users"));
    for (int f = 0; f < 60; f++) {
      Files.writeString(
          folder.resolve("user" + f + ".c"),
          "int user"
              + f
              + "(int a) {\n  int b = a;\n"
              + ("  b += rare_helper(a * " + f + ") + only_used(b);\n").repeat(8)
              + "  return b;\n}\n");
    }
    Files.writeString(
        folder.resolve("z.c"),
        "int rare_helper(int a) {\n" + "  a = a * a + 3;\n".repeat(12) + "  return a;\n}\n");
    TestIndex.add(temp.resolve("index"), folder, "GPL-3.0-only");
    int[] spellings =
        new Fingerprinter()
            .tokenize(new SourceText("rare_helper(only_used)", Language.C, "test"))
            .spellingArray();
    try (CorpusIndex disk = CorpusIndex.open(temp.resolve("index"))) {
      for (int seed = 0; seed < 40; seed++) {
        Candidates candidates = new Candidates(new ShuffledIndex(disk, seed));
        NameDefinitions definitions = new NameDefinitions(candidates, new NameSharers(candidates));
        assertTrue(definitions.isDefined(spellings[0]), "seed " + seed);
        assertTrue(!definitions.isDefined(spellings[2]), "seed " + seed);
      }
    }
  }
}
