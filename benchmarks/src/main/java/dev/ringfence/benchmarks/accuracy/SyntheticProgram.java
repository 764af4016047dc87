package dev.ringfence.benchmarks.accuracy;

import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Seeded programs in several languages, for checks that must not depend on anything fetched. The
/// same seed gives the same functions in each language, which is what a port is.
public final class SyntheticProgram {
  private static final String[] NOUNS = {
    "alpha", "beam", "cell", "depth", "entry", "flux", "grid", "hess", "index", "jac", "knot",
    "lhs", "mesh", "norm", "orbit", "pivot", "quad", "resid", "scale", "trace", "upper", "vertex",
    "weight"
  };
  private static final String[] LIBRARY = {"sqrt", "abs", "max", "min", "pow", "floor"};

  private final RandomGenerator random;
  private final List<String> names = new ArrayList<>();

  private SyntheticProgram(RandomGenerator random) {
    this.random = random;
  }

  private sealed interface Statement {}

  private record Assign(String target, String operator, String value, boolean fresh)
      implements Statement {}

  private record Loop(String variable, String from, String to, List<Statement> body)
      implements Statement {}

  private record While(String condition, List<Statement> body) implements Statement {}

  private record Branch(String condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  private record Call(String function, List<String> arguments) implements Statement {}

  private record Return(String value) implements Statement {}

  /// The lines of one function.
  ///
  /// @param random what it is made from; a fresh generator of the same seed gives the same function
  public static List<String> function(Language language, RandomGenerator random) {
    SyntheticProgram program = new SyntheticProgram(random);
    String name = program.name();
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      parameters.add(program.fresh());
    }
    List<Statement> body = program.block(2, 3 + random.nextInt(3));
    body.add(new Return(program.expression(1)));
    return new Writer(language).function(name, parameters, body);
  }

  private String name() {
    return NOUNS[random.nextInt(NOUNS.length)]
        + "_"
        + NOUNS[random.nextInt(NOUNS.length)]
        + random.nextInt(100);
  }

  private String fresh() {
    String name = NOUNS[random.nextInt(NOUNS.length)] + random.nextInt(20);
    names.add(name);
    return name;
  }

  private String known() {
    return names.isEmpty() ? "n" : names.get(random.nextInt(names.size()));
  }

  private String atom() {
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(random.nextInt(10));
      case 1 -> known() + "[" + known() + "]";
      case 2 -> LIBRARY[random.nextInt(LIBRARY.length)] + "(" + known() + ")";
      case 3 -> known() + "." + NOUNS[random.nextInt(NOUNS.length)];
      default -> known();
    };
  }

  private String expression(int depth) {
    if (depth == 0) {
      return atom();
    }
    String[] operators = {" + ", " - ", " * ", " / "};
    String left = random.nextBoolean() ? atom() : "(" + expression(depth - 1) + ")";
    return left + operators[random.nextInt(operators.length)] + expression(depth - 1);
  }

  private String condition() {
    String[] operators = {" < ", " <= ", " > ", " == ", " != "};
    return atom() + operators[random.nextInt(operators.length)] + expression(random.nextInt(2));
  }

  private List<Statement> block(int depth, int count) {
    List<Statement> block = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      block.add(statement(depth));
    }
    return block;
  }

  private Statement statement(int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 5);
    int inner = 1 + random.nextInt(3);
    return switch (kind) {
      case 0, 1 -> {
        String value = expression(1 + random.nextInt(2));
        yield new Assign(fresh(), "=", value, true);
      }
      case 2 -> new Assign(known() + "[" + known() + "]", "=", expression(1), false);
      case 3 -> new Assign(known(), random.nextBoolean() ? "+=" : "-=", expression(1), false);
      case 4 -> new Call(name(), List.of(atom(), expression(1)));
      case 5, 6 -> {
        String variable = fresh();
        yield new Loop(variable, atom(), atom(), block(depth - 1, inner));
      }
      case 7 -> new While(condition(), block(depth - 1, inner));
      default ->
          new Branch(
              condition(),
              block(depth - 1, inner),
              random.nextBoolean() ? block(depth - 1, 1) : List.of());
    };
  }

  /// Writes statements in the syntax of a language.
  private static final class Writer {
    private final Language language;
    private final boolean lines;
    private final List<String> out = new ArrayList<>();
    private int indent;

    Writer(Language language) {
      this.language = language;
      this.lines = language.layout() == Language.Layout.LINES;
    }

    List<String> function(String name, List<String> parameters, List<Statement> body) {
      String list = String.join(", ", parameters.stream().map(this::parameter).toList());
      String head =
          switch (language) {
            case PYTHON -> "def " + name + "(" + list + ")";
            case CYTHON -> "cdef double " + name + "(" + list + ")";
            case JAVASCRIPT -> "function " + name + "(" + list + ")";
            case GO -> "func " + name + "(" + list + ") float64";
            case RUST -> "fn " + name + "(" + list + ") -> f64";
            case JAVA -> "static double " + name + "(" + list + ")";
            default -> "double " + name + "(" + list + ")";
          };
      open(head);
      body(body);
      close(null);
      return List.copyOf(out);
    }

    private String parameter(String name) {
      return switch (language) {
        case C, CPP, CYTHON -> "double *" + name;
        case JAVA -> "double[] " + name;
        case GO -> name + " []float64";
        case RUST -> name + ": &[f64]";
        default -> name;
      };
    }

    private void line(String text) {
      out.add((language == Language.GO ? "\t" : "    ").repeat(indent) + text);
    }

    private void open(String head) {
      line(head + (lines ? ":" : " {"));
      indent++;
    }

    private void close(@Nullable String next) {
      indent--;
      if (!lines) {
        line(next == null ? "}" : "} " + next + " {");
      } else if (next != null) {
        line(next + ":");
      }
      if (next != null) {
        indent++;
      }
    }

    private void end(String text) {
      boolean bare = lines || language == Language.GO;
      line(bare ? text : text + ";");
    }

    private void body(List<Statement> block) {
      for (Statement statement : block) {
        write(statement);
      }
    }

    private String condition(String text) {
      boolean bare = lines || language == Language.GO || language == Language.RUST;
      return bare ? text : "(" + text + ")";
    }

    private void write(Statement statement) {
      switch (statement) {
        case Assign a -> assign(a);
        case Call c -> end(c.function() + "(" + String.join(", ", c.arguments()) + ")");
        case Return r -> end("return " + r.value());
        case Loop l -> {
          open(loop(l));
          body(l.body());
          close(null);
        }
        case While w -> {
          String word = language == Language.GO ? "for " : "while ";
          open(word + condition(w.condition()));
          body(w.body());
          close(null);
        }
        case Branch b -> {
          open("if " + condition(b.condition()));
          body(b.then());
          if (!b.otherwise().isEmpty()) {
            close("else");
            body(b.otherwise());
          }
          close(null);
        }
      }
    }

    private void assign(Assign a) {
      if (!a.fresh()) {
        end(a.target() + " " + a.operator() + " " + a.value());
        return;
      }
      end(
          switch (language) {
            case C, CPP, JAVA -> "double " + a.target() + " = " + a.value();
            case JAVASCRIPT -> "let " + a.target() + " = " + a.value();
            case RUST -> "let mut " + a.target() + " = " + a.value();
            case GO -> a.target() + " := " + a.value();
            default -> a.target() + " = " + a.value();
          });
    }

    private String loop(Loop l) {
      String v = l.variable();
      return switch (language) {
        case PYTHON, CYTHON -> "for " + v + " in range(" + l.from() + ", " + l.to() + ")";
        case RUST -> "for " + v + " in " + l.from() + ".." + l.to();
        case GO -> "for " + v + " := " + l.from() + "; " + v + " < " + l.to() + "; " + v + "++";
        case JAVASCRIPT ->
            "for (let " + v + " = " + l.from() + "; " + v + " < " + l.to() + "; " + v + "++)";
        default ->
            "for (int " + v + " = " + l.from() + "; " + v + " < " + l.to() + "; " + v + "++)";
      };
    }
  }
}
