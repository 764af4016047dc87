package dev.ringfence.scanner.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionFinderTest {
  private static String sample(Language language) throws IOException {
    return Files.readString(
        Path.of("../fingerprints/src/test/resources/samples", language.id() + ".txt"));
  }

  private static String dump(List<Function> functions) {
    return functions.stream()
        .map(f -> f.name() + ":" + f.firstLine() + "-" + f.lastLine())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c | find:14-33
          cpp | Ring:9-9 at:13-16 each:18-22
          python | __init__:15-17 total:20-21 push:23-36 go:42-42
          cython | __cinit__:18-22 norm:24-31 __dealloc__:33-34
          java | longest:14-34
          javascript | load:12-27
          rust | get:12-19 total:21-30
          go | Push:17-40
          fortran | solve_upper:8-24 mean_of:26-31
          fortran-fixed | SOLVU:2-22 AVER:23-29
          csharp | Add:15-22 Report:24-34
          kotlin | merge:12-23 report:25-34
          scala | merge:11-21 report:23-29
          swift | merge:10-20 report:22-33
          ruby | length:8-9 merge:11-22 report:24-35
          php | merge:13-26 report:28-35
          perl | merge:11-23 report:25-38
          shell | usage:4-9 merge:11-31
          r | merge_spans:2-18 report:20-32
          julia | merge_spans:15-25 report:27-35
          matlab | merge_spans:1-31
          lua | new:8-10 merge:12-24 report:26-37
          haskell | merge:12-17 report:19-30 f:34-34
          ocaml | merge:6-14 report:16-28
          cuda | clamp:3-6 saxpy:8-16
          opencl | multiply:3-22
          generic | ''
          objective-c | initWithStart:11-17 merge:19-30 report:33-44
          """)
  void namesTheFunctionsOfTheSample(String language, String expected) throws IOException {
    Language of = Language.ofId(language).orElseThrow();
    assertEquals(expected, dump(FunctionFinder.find(of, sample(of))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c          | PyMODINIT_FUNC(void) init(void) {~}~                         | init:1-2
          c          | static int *f(int a[3])~{ if (a) { } }~struct s { int x; };~ | f:1-2
          c          | int x = 3;~#define A(b) {b}~void g(void) {~}~                | g:3-4
          cpp        | namespace n { int C::m(int a) const {~} }~                   | m:1-2
          javascript | const f = (a) => {~}; x = { g: function (b) {~} };~          | f:1-2 g:2-3
          javascript | class A { m(a) {~ if (a) {~ } } }~                           | m:1-3
          go         | func (s *S) M(a int) error {~}~func f() {~}~                 | M:1-2 f:3-4
          r          | f <- function(x) {~ sapply(x, function(y) {~ y })~}~         | f:1-4
          matlab     | function f(x)~ y = 1;~function g~ z = 2;~                    | f:1-2 g:3-4
          ruby       | def a~ x if y~ z.each do ^w^~ end~end~                       | a:1-5
          fortran    | interface~subroutine s(a)~end subroutine~end interface~      | s:2-3
          python     | def a():~    x = [~1]~    def b(): pass~~y = 1~              | a:1-4 b:4-4
          generic    | procedure P is~end P;~                                       | ''
          """)
  void tellsHeadsFromOtherBraces(String language, String text, String expected) {
    Language of = Language.ofId(language).orElseThrow();
    String lines = text.replace('~', '\n').replace('^', '|');
    assertEquals(expected, dump(FunctionFinder.find(of, lines)));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsAnyPieceOfTheSample(Language language) throws IOException {
    String text = sample(language);
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      int start = random.nextInt(text.length());
      String piece = text.substring(start, start + random.nextInt(text.length() - start));
      long lines = piece.lines().count();
      for (Function function : FunctionFinder.find(language, piece)) {
        assertTrue(function.firstLine() >= 1 && function.lastLine() <= lines, piece);
        assertTrue(function.firstLine() <= function.lastLine(), piece);
      }
    }
  }

  @Test
  void theInnermostFunctionIsTheOneAround() {
    List<Function> functions = List.of(new Function("a", 1, 20), new Function("b", 5, 9));
    assertEquals("b", FunctionFinder.around(functions, 6, 8).orElseThrow().name());
    assertEquals("a", FunctionFinder.around(functions, 4, 20).orElseThrow().name());
    assertEquals(Optional.empty(), FunctionFinder.around(functions, 30, 31));
  }
}
