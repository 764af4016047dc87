package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.source.PathGlob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;

/// The attributes that the `.gitattributes` files of a tree give to paths. Safe for use by several
/// threads.
public final class GitAttributes {
  /// No attributes.
  public static final GitAttributes NONE = new GitAttributes(path -> Optional.empty());

  private static final String FILE = ".gitattributes";

  /// How a line that names a set of attributes begins.
  private static final String MACRO = "[attr]";

  private final Function<String, Optional<String>> read;
  private final Map<String, List<Rule>> byFolder = new ConcurrentHashMap<>();

  /// A line of a file. Matched by [PathGlob], whose time is bounded.
  private record Rule(PathGlob glob, List<Attribute> attributes) {}

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
      for (Rule rule : byFolder.computeIfAbsent(folder, this::rules)) {
        if (rule.glob().matchesFile(relative)) {
          for (Attribute attribute : rule.attributes()) {
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

  /// The digest of the files above some paths, `sha256:` and hex; empty where there are none.
  public Optional<String> digest(Collection<String> paths) {
    TreeSet<String> folders = new TreeSet<>();
    for (String path : paths) {
      folders.add("");
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash + 1));
      }
    }
    StringBuilder all = new StringBuilder();
    for (String folder : folders) {
      read.apply(folder + FILE)
          .ifPresent(text ->
              all.append(DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)))
                  .append("  ")
                  .append(folder)
                  .append(FILE)
                  .append('\n'));
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "sha256:" + DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private List<Rule> rules(String folder) {
    Optional<String> text = read.apply(folder + FILE);
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      AttributesNode node = new AttributesNode();
      node.parse(new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8)));
      List<Rule> rules = new ArrayList<>();
      for (AttributesRule rule : node.getRules()) {
        if (!rule.isDirOnly() && !rule.getPattern().startsWith(MACRO)) {
          rules.add(new Rule(new PathGlob(rule.getPattern()), List.copyOf(rule.getAttributes())));
        }
      }
      return rules;
    } catch (IOException e) {
      return List.of();
    }
  }
}
