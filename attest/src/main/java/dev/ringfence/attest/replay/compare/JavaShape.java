package dev.ringfence.attest.replay.compare;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.AnnotationDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithModifiers;
import com.github.javaparser.ast.nodeTypes.modifiers.NodeWithProtectedModifier;
import com.github.javaparser.ast.nodeTypes.modifiers.NodeWithPublicModifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The shape of a file of Java: its syntax tree without comments, layout, the order of members and
/// the names of parameters and locals.
///
/// @param members what it holds, in one order
/// @param api what can be called from outside
record JavaShape(List<String> members, Set<String> api) {
  JavaShape {
    members = List.copyOf(members);
  }

  /// The shape of a text; empty where it is not Java.
  static Optional<JavaShape> of(String text) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.BLEEDING_EDGE)
            .setAttributeComments(false);
    try {
      var parsed = new JavaParser(configuration).parse(text);
      return parsed.isSuccessful() ? parsed.getResult().map(JavaShape::of) : Optional.empty();
    } catch (StackOverflowError nestedTooDeep) {
      return Optional.empty();
    }
  }

  private static JavaShape of(CompilationUnit unit) {
    Set<String> api = new TreeSet<>();
    unit.findAll(TypeDeclaration.class).forEach(type -> api((TypeDeclaration<?>) type, api));
    List<String> members = new ArrayList<>();
    unit.getPackageDeclaration().ifPresent(name -> members.add(name.toString().strip()));
    unit.getImports().forEach(each -> members.add(each.toString().strip()));
    for (CallableDeclaration<?> callable : outermost(unit)) {
      renameLocals(callable);
    }
    unit.findAll(InitializerDeclaration.class).forEach(JavaShape::renameLocals);
    unit.getTypes().forEach(type -> members(type, "", members));
    members.sort(String::compareTo);
    return new JavaShape(members, api);
  }

  private static List<CallableDeclaration<?>> outermost(CompilationUnit unit) {
    List<CallableDeclaration<?>> found = new ArrayList<>();
    for (CallableDeclaration<?> callable : unit.findAll(CallableDeclaration.class)) {
      if (!isWithinAnother(callable)) {
        found.add(callable);
      }
    }
    return found;
  }

  private static boolean isWithinAnother(Node callable) {
    for (Node above = callable.getParentNode().orElse(null);
        above != null;
        above = above.getParentNode().orElse(null)) {
      if (above instanceof CallableDeclaration<?>) {
        return true;
      }
    }
    return false;
  }

  /// Each member by itself, below the name of its type.
  private static void members(TypeDeclaration<?> type, String above, List<String> members) {
    String name = above + type.getNameAsString();
    for (BodyDeclaration<?> member : List.copyOf(type.getMembers())) {
      if (member instanceof TypeDeclaration<?> inner) {
        members(inner, name + ".", members);
      } else {
        members.add(name + ": " + member);
      }
    }
    // What is left is its head.
    type.getMembers().clear();
    members.add(name + " " + type);
  }

  /// Gives parameters and locals numbers for names, in the order in which they are declared.
  private static void renameLocals(Node callable) {
    Map<String, String> numbers = new LinkedHashMap<>();
    callable.walk(node -> {
      SimpleName name =
          switch (node) {
            case Parameter parameter -> parameter.getName();
            case VariableDeclarator variable
                when variable.getParentNode().orElse(null) instanceof VariableDeclarationExpr ->
                variable.getName();
            case TypePatternExpr pattern -> pattern.getName();
            default -> null;
          };
      if (name != null) {
        numbers.putIfAbsent(name.getIdentifier(), "v" + numbers.size());
      }
    });
    callable.walk(node -> {
      switch (node) {
        case NameExpr use -> rename(use.getName(), numbers);
        case Parameter parameter -> rename(parameter.getName(), numbers);
        case VariableDeclarator variable
            when variable.getParentNode().orElse(null) instanceof VariableDeclarationExpr ->
            rename(variable.getName(), numbers);
        case TypePatternExpr pattern -> rename(pattern.getName(), numbers);
        default -> {}
      }
    });
  }

  private static void rename(SimpleName name, Map<String, String> numbers) {
    String number = numbers.get(name.getIdentifier());
    if (number != null) {
      // No Java name begins so: one that was there cannot be mistaken for it.
      name.setIdentifier("\u00a7" + number);
    }
  }

  private static void api(TypeDeclaration<?> type, Set<String> api) {
    if (!isOpen(type)) {
      return;
    }
    String name = type.getFullyQualifiedName().orElse(type.getNameAsString());
    String kind =
        switch (type) {
          case ClassOrInterfaceDeclaration plain -> plain.isInterface() ? "interface " : "class ";
          case EnumDeclaration _ -> "enum ";
          case RecordDeclaration _ -> "record ";
          case AnnotationDeclaration _ -> "@interface ";
          default -> "type ";
        };
    api.add(kind + name);
    boolean all = type instanceof ClassOrInterfaceDeclaration plain && plain.isInterface();
    for (BodyDeclaration<?> member : type.getMembers()) {
      switch (member) {
        case MethodDeclaration method when all || isOpen(method) ->
            api.add(name + "." + signature(method) + ": " + method.getTypeAsString());
        case CallableDeclaration<?> constructor
            when constructor.isConstructorDeclaration() && isOpen(constructor) ->
            api.add(name + "." + signature(constructor));
        case FieldDeclaration field when all || isOpen(field) ->
            field
                .getVariables()
                .forEach(variable ->
                    api.add(
                        name
                            + "."
                            + variable.getNameAsString()
                            + ": "
                            + variable.getTypeAsString()));
        default -> {}
      }
    }
    if (type instanceof EnumDeclaration constants) {
      constants.getEntries().forEach(entry -> api.add(name + "." + entry.getNameAsString()));
    }
    if (type instanceof RecordDeclaration components) {
      components
          .getParameters()
          .forEach(part ->
              api.add(name + "." + part.getNameAsString() + "(): " + part.getTypeAsString()));
    }
  }

  private static String signature(CallableDeclaration<?> callable) {
    return callable.getNameAsString()
        + callable.getParameters().stream()
            .map(parameter -> parameter.getTypeAsString() + (parameter.isVarArgs() ? "..." : ""))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static boolean isOpen(NodeWithModifiers<?> node) {
    return (node instanceof NodeWithPublicModifier<?> open && open.isPublic())
        || (node instanceof NodeWithProtectedModifier<?> heirs && heirs.isProtected());
  }
}
