package dev.ringfence.scanner.structure;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The measures of Java's methods, by its syntax tree.
final class JavaMetrics {
  private final String name;
  private final Set<Risk> risks = EnumSet.noneOf(Risk.class);
  private int cyclomatic = 1;
  private int cognitive;
  private int deepest;
  private boolean recursive;

  private JavaMetrics(String name) {
    this.name = name;
  }

  /// The methods, constructors and initialisers of a text; empty where it does not parse.
  static Optional<List<FunctionMetrics>> of(String text) {
    Optional<CompilationUnit> unit = JavaSyntax.parse(text, true);
    try {
      return unit.map(JavaMetrics::measure);
    } catch (StackOverflowError nestedTooDeep) {
      return Optional.empty();
    }
  }

  private static List<FunctionMetrics> measure(CompilationUnit unit) {
    List<FunctionMetrics> found = new ArrayList<>();
    for (BodyDeclaration<?> each : unit.findAll(BodyDeclaration.class)) {
      if (each instanceof CallableDeclaration<?> callable) {
        add(callable, callable.getNameAsString(), callable.getJavadocComment().isPresent(), found);
      } else if (each instanceof InitializerDeclaration block) {
        add(block, "(initialiser)", block.getComment().isPresent(), found);
      }
    }
    return found;
  }

  private static void add(Node node, String name, boolean documented, List<FunctionMetrics> found) {
    node.getRange()
        .ifPresent(range -> {
          JavaMetrics own = new JavaMetrics(name);
          own.children(node, 0);
          found.add(
              new FunctionMetrics(
                  new Function(name, range.begin.line, range.end.line),
                  own.cyclomatic,
                  OptionalInt.of(own.cognitive + (own.recursive ? 1 : 0)),
                  own.deepest,
                  documented,
                  own.risks));
        });
  }

  private void children(Node node, int nesting) {
    for (Node child : node.getChildNodes()) {
      visit(child, nesting);
    }
  }

  /// A structure that adds to nesting.
  private void structure(Node node, int nesting, int decisions) {
    cyclomatic += decisions;
    cognitive += 1 + nesting;
    deepest = Math.max(deepest, nesting + 1);
    children(node, nesting + 1);
  }

  private void visit(Node node, int nesting) {
    switch (node) {
      case IfStmt branch -> visitIf(branch, nesting, false);
      case ForStmt loop -> structure(loop, nesting, 1);
      case ForEachStmt loop -> structure(loop, nesting, 1);
      case WhileStmt loop -> structure(loop, nesting, 1);
      case DoStmt loop -> structure(loop, nesting, 1);
      case CatchClause clause -> structure(clause, nesting, 1);
      case SwitchStmt choice -> structure(choice, nesting, 0);
      case SwitchExpr choice -> structure(choice, nesting, 0);
      case ConditionalExpr choice -> structure(choice, nesting, 1);
      case SwitchEntry entry -> {
        cyclomatic += entry.getLabels().size();
        children(entry, nesting);
      }
      case LambdaExpr lambda -> children(lambda, nesting + 1);
      case BinaryExpr binary -> {
        visitBinary(binary);
        children(binary, nesting);
      }
      case BreakStmt jump -> cognitive += jump.getLabel().isPresent() ? 1 : 0;
      case ContinueStmt jump -> cognitive += jump.getLabel().isPresent() ? 1 : 0;
      case SynchronizedStmt locked -> {
        risks.add(Risk.CONCURRENCY);
        children(locked, nesting);
      }
      case CastExpr cast -> {
        if (cast.getType().isPrimitiveType()) {
          risks.add(Risk.NUMERIC);
        }
        children(cast, nesting);
      }
      case MethodCallExpr call -> {
        recursive |= call.getNameAsString().equals(name) && call.getScope().isEmpty();
        children(call, nesting);
      }
      case SimpleName word -> RiskWords.of(word.getIdentifier()).ifPresent(risks::add);
      // A class in the method is measured by itself.
      case CallableDeclaration<?> inner -> {}
      default -> children(node, nesting);
    }
  }

  private void visitIf(IfStmt branch, int nesting, boolean chained) {
    cyclomatic++;
    cognitive += chained ? 1 : 1 + nesting;
    deepest = Math.max(deepest, nesting + 1);
    visit(branch.getCondition(), nesting);
    visit(branch.getThenStmt(), nesting + 1);
    branch
        .getElseStmt()
        .ifPresent(other -> {
          if (other instanceof IfStmt next) {
            visitIf(next, nesting, true);
          } else {
            cognitive++;
            visit(other, nesting + 1);
          }
        });
  }

  private void visitBinary(BinaryExpr binary) {
    BinaryExpr.Operator operator = binary.getOperator();
    if (operator == BinaryExpr.Operator.AND || operator == BinaryExpr.Operator.OR) {
      cyclomatic++;
      // One for a run of the same operator.
      boolean continues =
          binary
              .getParentNode()
              .filter(
                  parent -> parent instanceof BinaryExpr outer && outer.getOperator() == operator)
              .isPresent();
      cognitive += continues ? 0 : 1;
    } else if (operator == BinaryExpr.Operator.EQUALS
        || operator == BinaryExpr.Operator.NOT_EQUALS) {
      if (isFloat(binary.getLeft()) || isFloat(binary.getRight())) {
        risks.add(Risk.NUMERIC);
      }
    }
  }

  private static boolean isFloat(Expression expression) {
    return switch (expression) {
      case DoubleLiteralExpr literal -> true;
      case EnclosedExpr enclosed -> isFloat(enclosed.getInner());
      default -> false;
    };
  }
}
