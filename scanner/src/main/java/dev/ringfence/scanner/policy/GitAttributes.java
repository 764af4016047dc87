package dev.ringfence.scanner.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/// The attributes that the `.gitattributes` files of a tree give to paths. Safe for use by several
/// threads.
public final class GitAttributes {
  /// No attributes.
  public static final GitAttributes NONE = new GitAttributes(path -> Optional.empty());

  private static final String FILE = ".gitattributes";

  private final Function<String, Optional<String>> read;
  private final Map<String, List<AttributesRule>> byFolder = new ConcurrentHashMap<>();

  /// @param read the text of a file of the tree, by its path; empty where it is not there
  public GitAttributes(Function<String, Optional<String>> read) {
    this.read = read;
  }

  /// The value of an attribute: `true` where it is set without one, empty where it is unset or not
  /// given.
  public Optional<String> value(String path, String name) {
    Optional<String> value = Optional.empty();
    String folder = "";
    while (true) {
      String relative = path.substring(folder.length());
      for (AttributesRule rule : byFolder.computeIfAbsent(folder, this::rules)) {
        if (rule.isMatch(relative, false)) {
          for (Attribute attribute : rule.getAttributes()) {
            if (attribute.getKey().equals(name)) {
              value =
                  switch (attribute.getState()) {
                    case SET -> Optional.of("true");
                    case CUSTOM -> Optional.ofNullable(attribute.getValue());
                    case UNSET, UNSPECIFIED -> Optional.empty();
                  };
            }
          }
        }
      }
      int slash = path.indexOf('/', folder.length());
      if (slash < 0) {
        return value;
      }
      folder = path.substring(0, slash + 1);
    }
  }

  private List<AttributesRule> rules(String folder) {
    Optional<String> text = read.apply(folder + FILE);
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      AttributesNode node = new AttributesNode();
      node.parse(new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8)));
      return new ArrayList<>(node.getRules());
    } catch (IOException e) {
      return List.of();
    }
  }
}
