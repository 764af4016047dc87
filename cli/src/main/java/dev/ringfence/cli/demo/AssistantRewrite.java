package dev.ringfence.cli.demo;

import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rewrites a method the way a coding assistant reproduces one: other names for everything local,
/// another layout, no comments, other literals, `i += 1` for `i++`, a few statements more.
final class AssistantRewrite {
  private static final List<String> WORDS =
      List.of(
          "value",
          "total",
          "current",
          "best",
          "limit",
          "cursor",
          "weight",
          "result",
          "entry",
          "offset",
          "count",
          "left",
          "right",
          "scale",
          "target",
          "source",
          "index",
          "bound",
          "previous",
          "next",
          "delta",
          "score",
          "item",
          "width",
          "depth",
          "mark",
          "slot",
          "sum");

  private final Random random;
  private final Map<String, String> renames = new LinkedHashMap<>();
  private int literals;
  private int statements;

  AssistantRewrite(long seed) {
    this.random = new Random(seed);
  }

  /// The names given, old to new.
  Map<String, String> renames() {
    return renames;
  }

  int changedLiterals() {
    return literals;
  }

  int addedStatements() {
    return statements;
  }

  /// The method in its new form.
  String rewrite(MethodDeclaration original) {
    MethodDeclaration method = original.clone();
    method.getAllContainedComments().forEach(Node::remove);
    method.removeComment();
    method.getAnnotations().clear();
    rename(method);
    changeLiterals(method);
    changeIncrements(method);
    addStatements(method);
    return method.toString();
  }

  private void rename(MethodDeclaration method) {
    renames.put(method.getNameAsString(), fresh("compute"));
    method.findAll(Parameter.class).forEach(p -> renames.put(p.getNameAsString(), fresh("")));
    method
        .findAll(VariableDeclarator.class)
        .forEach(v -> renames.computeIfAbsent(v.getNameAsString(), _ -> fresh("")));
    method
        .findAll(SimpleName.class)
        .forEach(name -> {
          String to = renames.get(name.getIdentifier());
          // Members keep their names: an assistant calls what the project has.
          boolean local =
              name.getParentNode()
                  .map(parent ->
                      parent instanceof NameExpr
                          || parent instanceof Parameter
                          || parent instanceof VariableDeclarator
                          || parent instanceof MethodDeclaration)
                  .orElse(false);
          if (to != null && local) {
            name.setIdentifier(to);
          }
        });
  }

  private String fresh(String prefix) {
    while (true) {
      String first = WORDS.get(random.nextInt(WORDS.size()));
      String second = WORDS.get(random.nextInt(WORDS.size()));
      String head = prefix.isEmpty() ? first : prefix;
      String name = head + Character.toUpperCase(second.charAt(0)) + second.substring(1);
      if (!renames.containsValue(name)) {
        return name;
      }
    }
  }

  private void changeLiterals(MethodDeclaration method) {
    for (StringLiteralExpr text : method.findAll(StringLiteralExpr.class)) {
      text.setString("unexpected " + WORDS.get(random.nextInt(WORDS.size())));
      literals++;
    }
    for (DoubleLiteralExpr number : method.findAll(DoubleLiteralExpr.class)) {
      if (random.nextBoolean()) {
        number.setValue(String.valueOf(1 + random.nextInt(9)) + "e-" + (2 + random.nextInt(8)));
        literals++;
      }
    }
    for (IntegerLiteralExpr number : method.findAll(IntegerLiteralExpr.class)) {
      if (number.getValue().length() > 1 && number.getValue().matches("\\d+")) {
        number.setValue(String.valueOf(Long.parseLong(number.getValue()) + 1));
        literals++;
      }
    }
  }

  private static void changeIncrements(MethodDeclaration method) {
    for (UnaryExpr unary : method.findAll(UnaryExpr.class)) {
      boolean alone =
          unary
              .getParentNode()
              .map(parent -> parent instanceof ExpressionStmt || parent instanceof ForStmt)
              .orElse(false);
      if (alone && unary.getOperator() == UnaryExpr.Operator.POSTFIX_INCREMENT) {
        unary.replace(
            new AssignExpr(
                unary.getExpression().clone(),
                new IntegerLiteralExpr("1"),
                AssignExpr.Operator.PLUS));
      }
    }
  }

  private void addStatements(MethodDeclaration method) {
    BlockStmt body = method.getBody().orElseThrow();
    List<Statement> added = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      if (!parameter.getType().isPrimitiveType() && added.size() < 2) {
        added.add(
            StaticJavaParser.parseStatement(
                "java.util.Objects.requireNonNull(" + parameter.getNameAsString() + ");"));
      }
    }
    NodeList<Statement> all = body.getStatements();
    for (int i = added.size() - 1; i >= 0; i--) {
      all.addFirst(added.get(i));
    }
    Statement trace = StaticJavaParser.parseStatement("long startedNanos = System.nanoTime();");
    all.addFirst(trace);
    statements = added.size() + 1;
  }
}
