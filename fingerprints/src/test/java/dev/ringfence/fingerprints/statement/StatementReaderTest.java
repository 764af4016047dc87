package dev.ringfence.fingerprints.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatementReaderTest {
  private static Code code(Language language, String text) {
    Tokens tokens = new Fingerprinter().tokenize(new SourceText(text, language, "test"));
    return new Code(language, tokens.withLines(LineTable.of(text)));
  }

  private static List<String> read(Set<Rule> rules, String language, String text) {
    Code code = code(Language.ofId(language).orElseThrow(), text.replace('/', '\n'));
    List<String> read = new ArrayList<>();
    CanonicalForm negator = new CanonicalForm(rules);
    for (Statement statement : new StatementReader(rules).read(code, 0, code.size())) {
      Expression expression = statement.expression();
      long hash = expression.hash;
      if (statement.kind() == Statement.Kind.CONDITION) {
        hash = Math.min(hash, negator.negate(expression).hash);
      }
      read.add(statement.kind() + " " + hash);
    }
    return read;
  }

  /// A slash is a line end.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "c~if (p == NULL) return;~c~if (!q) { return; }",
        "c~if (n == 0) f();~c~if (!n) f();",
        "c~if (p != NULL) f();~c~if (p) f();",
        "c~if (a > b) f();~c~if (y < x) f();",
        "c~if (!(a < b)) f();~c~if (a >= b) f();",
        "c~if (a >= b) f();~c~if (a < b) g();",
        "c~if (a <= b - 1) f();~c~if (a < b) f();",
        "c~if (n >= 1) f();~c~if (n > 0) f();",
        "c~if (!(a && b < c)) f();~c~if (c <= b || !a) f();",
        "c~x = a + b * 7;~c~y = 7 * d + c;",
        "c~x = a + b[i] + 3;~c~z = 3 + (k[j] + l);",
        "c~i++;~c~i += 1;",
        "c~i++;~c~i = i + 1;",
        "c~i++;~c~++k;",
        "c~s -= 1;~c~--s;",
        "c~x *= y[3];~c~z = z * w[3];",
        "c~x = (int) y[3];~c~x = y[3];",
        "c~x = (const struct foo *) y[3];~c~x = y[3];",
        "cpp~x = static_cast<Foo<int>>(y[3]);~cpp~x = (y[3]);",
        "c~const unsigned long *x = f(3), y;~c~z = f(3);",
        "c~size_t n = f(a);~c~unsigned int m; m = f(b);",
        "java~Map<String, List<X>> m = make(3);~java~final var k = make(3);",
        "c~for (i = 0; i < n; i++) f(i);~c~i = 0; while (i < n) { f(i); i++; }",
        "c~a->b = c->d + 4;~c~x.y = 4 + z;",
        "c~f(a, 3);~cpp~a.f(3);",
        "c~f(a, 3);~java~this.g(b, 3);",
        "c~x = *(p + 12);~c~x = q[12];",
        "c~x = c ? 1 : 2;~c~x = !d ? 2 : 1;",
        "c~while (p) f();~c~while (p != NULL) f();",
        "c~if (a < b) x = 3; else y = 4;~python~if a < b:/  x = 3/else:/  y = 4/",
        "c~for (i = 0; i < n; i++) f(i);~python~for i in range(n):/  f(i)/",
        "c~for (i = 2; i < n; i++) f(i);~python~for i in range(2, n):/  f(i)/",
        "c~for (i = 2; i < n; i++) f(i);~rust~for i in 2..n { f(i); }",
        "c~for (i = 0; i < n; i++) f(i);~go~for i := 0; i < n; i++ {/ f(i)/}",
        "c~for (i = 0; i < n; i++) f(i);~javascript~for (let i = 0; i < n; i++) { f(i) }",
        "c~if (x == NULL) return -1;~go~if x == nil {/ return -1/}",
        "c~if (x == NULL || y < 3) return 7;~python~if x is None or y < 3:/  return 7/",
        "java~x = a.b(c) + 10;~kotlin~val y = 10 + d.e(f)",
        "javascript~let x = f(1)/let y = g(2, 3)/~javascript~var x = f(1); var y = g(2, 3);",
        "javascript~xs.forEach(x => { if (x > 3) { y = g(x, 1); } });"
            + "~javascript~q.each(function (z) { if (3 < z) y = g(z, 1) })",
        "python~if not x:/  raise E()/~python~if x is None: raise E()/",
        "python~x: int = f(3)/~python~y = f(3)/",
        "rust~let mut x: Vec<u8> = f(3);~rust~let y = f(3);",
        "go~x := Foo{a: 1, b: y}/~go~z := Foo{a: 1, b: k}/",
        "ruby~return x unless y > 3/~ruby~return z unless 3 < w/",
      })
  void spellingsOfOneThingAreOne(String a, String one, String b, String two) {
    assertEquals(
        read(Rule.ALL, a, one).stream().sorted().toList(),
        read(Rule.ALL, b, two).stream().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "c~x = a - b;~x = a + b;",
        "c~x = a - 3;~x = 3 - a;",
        "c~if (a < b + 2) f();~if (a <= b + 2) x();",
        "c~if (a < 7) f();~if (a < 8) f();",
        "c~x = f(a);~x = f(a, b);",
        "c~x = a[i];~x = a;",
        "c~return a;~f(a);",
        "c~i++;~i--;",
        "c~if (a && b < c) f();~if (a || b < c) f();",
        "c~if (a[3]) f();~while (a[3]) f();",
        "c~x = a ? 1 : 2;~x = a ? 2 : 1;",
        "python~for x in f(3):/  g(x)/~for x in range(3):/  g(x)/",
      })
  void unlikeThingsAreNot(String language, String one, String two) {
    assertNotEquals(read(Rule.ALL, language, one), read(Rule.ALL, language, two));
  }

  /// Without a rule what it makes equal is not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "COMPARISONS~c~if (a > b[1]) f();~c~if (y[1] < x) f();",
        "COMMUTATIVE~c~x = a + b * 7;~c~y = 7 * d + c;",
        "NEGATION~c~if (!(a < b)) f();~c~if (a >= b) f();",
        "NULLS~c~if (p == NULL) f();~c~if (!p) f();",
        "STEPS~c~x *= y[3];~c~z = z * w[3];",
        "LOOPS~c~for (i = 0; i < n; i++) f(i);~python~for i in range(n):/  f(i)/",
        "MEMBERS~c~a->b = c->d + 4;~c~x = 4 + z;",
        "METHODS~c~f(a, 3);~cpp~a.f(3);",
        "TEMPORARIES~c~t = a[1] + 9; if (t > c) f();~c~t = a[1] + 9; if (c < b[1] + 9) f();",
      })
  void eachRuleIsNeeded(String rule, String a, String one, String b, String two) {
    Set<Rule> rules = EnumSet.allOf(Rule.class);
    assertEquals(read(rules, a, one), read(rules, b, two));
    rules.remove(Rule.valueOf(rule));
    assertNotEquals(read(rules, a, one), read(rules, b, two));
  }

  /// The parts of a condition count by themselves, so that nested and joined ones share them.
  @Test
  void joinedConditionsShareTheirPartsWithNestedOnes() {
    FeatureReader reader = new FeatureReader();
    Code joined = code(Language.C, "if (a[1] < b && c->d == NULL && e != 44) return f(a);");
    Code nested = code(Language.C, "if (a[1] < b) { if (!c.d) if (e != 44) return f(a); }");
    FunctionFeatures one = reader.read(joined, 0, joined.size(), null);
    FunctionFeatures two = reader.read(nested, 0, nested.size(), null);
    Set<Long> shared = new java.util.HashSet<>();
    Arrays.stream(two.hashes()).forEach(shared::add);
    List<Feature> common = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      if (shared.contains(one.hash(i))) {
        common.add(one.kind(i));
      }
    }
    assertEquals(3, common.stream().filter(kind -> kind == Feature.CONDITION).count());
    assertTrue(common.contains(Feature.NUMBER));
    assertTrue(common.contains(Feature.RETURN));
  }

  private static final List<String> SPARKS =
      List.of(
          "if",
          "for",
          "while",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          ";",
          ",",
          ":",
          "?",
          "=",
          "==",
          "<",
          ">",
          "->",
          ".",
          "*",
          "&",
          "!",
          "-",
          "++",
          "x",
          "y",
          "foo",
          "12",
          "\"s\"",
          "return",
          "function",
          "=>",
          "in",
          "range",
          "not",
          "is",
          "lambda",
          "case",
          "struct",
          "int",
          "let",
          "\n",
          "&&",
          "||",
          "as",
          "::",
          "|",
          "def",
          "end",
          "static_cast",
          "else",
          "sizeof");

  /// Any tokens in any order, in any language, cut anywhere: something comes of it, the same each
  /// time, and statements lie within what was read.
  @ParameterizedTest
  @EnumSource(Language.class)
  void anyTokensAreRead(Language language) {
    Random random = new Random(language.number());
    StatementReader reader = new StatementReader(Rule.ALL);
    FeatureReader features = new FeatureReader();
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        text.append(SPARKS.get(random.nextInt(SPARKS.size()))).append(' ');
      }
      Code code = code(language, text.toString());
      int from = code.size() == 0 ? 0 : random.nextInt(code.size());
      int to = from + random.nextInt(code.size() - from + 1);
      List<Statement> read = reader.read(code, from, to);
      for (Statement statement : read) {
        assertTrue(
            statement.firstToken() >= from && statement.endToken() <= to + 1, text::toString);
      }
      assertEquals(
          features.read(code, from, to, null), new FeatureReader().read(code, from, to, null));
      for (FunctionUnits.Unit unit : FunctionUnits.of(code)) {
        assertTrue(unit.size() >= FunctionUnits.MIN_TOKENS && unit.endToken() <= code.size());
      }
    }
  }

  /// What nests or goes on without end takes time by its length.
  @ParameterizedTest
  @CsvSource({
    "(",
    "[",
    "{",
    "if (",
    "x = (",
    "!",
    "a.b",
    "a -",
    "a +",
    "a <",
    "f(",
    "a ? b :",
    "else if (a) {",
    "x => {",
    "f(function () {",
    "a[",
    "(int)",
    "a = ",
    "-",
    "}",
    ")"
  })
  void longTextsTakeTimeByTheirLength(String piece) {
    StatementReader reader = new StatementReader(Rule.ALL);
    FeatureReader features = new FeatureReader();
    for (Language language : List.of(Language.C, Language.JAVASCRIPT, Language.PYTHON)) {
      Code code = code(language, (piece + " ").repeat(60_000));
      // By the square of its length this would take minutes.
      reader.read(code, 0, code.size());
      features.read(code, 0, code.size(), null);
      FunctionUnits.of(code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "c~static int f(int a) { BODY }/int g(void)/{ BODY }/~2",
        "java~class A { int x = 3;/ int f() { BODY }/ void g(int a) throws E { BODY } }~2",
        "python~def f(a):/ BODY/def g(b):/ BODY/~2",
        "go~func f(a int) int {/ BODY/}/func (x *T) g() {/ BODY/}/~2",
        "rust~impl X { pub fn f(&self) -> u8 { BODY } fn g() { BODY } }~2",
        "javascript~function f(a) { BODY }/const g = (b) => { BODY }/~2",
        "ruby~def f(a)/ BODY/end/def g/ BODY/end/~2",
        "c~if (a) { BODY } else { BODY }~1",
      })
  void functionsAreToldByTokens(String language, String text, int expected) {
    String body = "x = y + a.b.c.d.e * 3; z = f(x, y, 77); w = x * x + z; return x + w * 5;";
    Code code =
        code(Language.ofId(language).orElseThrow(), text.replace("BODY", body).replace('/', '\n'));
    assertEquals(expected, FunctionUnits.of(code).size(), FunctionUnits.of(code).toString());
  }
}
