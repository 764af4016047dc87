package dev.ringfence.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The README and every file that it leads to, link by link, so that no link in an archive is dead.
final class Documents {
  /// Where they lie in an archive; the README stands in its root too.
  static final String FOLDER = "share/doc";

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  private Documents() {}

  /// Copies them; a link to nothing ends the build.
  static void copy(Path repository, Path image) throws IOException {
    Path root = repository.toAbsolutePath().normalize();
    Set<Path> found = new TreeSet<>();
    Deque<Path> left =
        new ArrayDeque<>(List.of(root.resolve("README.md"), root.resolve("LICENSE")));
    while (!left.isEmpty()) {
      Path file = left.remove();
      if (!found.add(file)) {
        continue;
      }
      Path target = image.resolve(FOLDER).resolve(root.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      if (file.toString().endsWith(".md")) {
        for (String link : links(Files.readString(file))) {
          left.addAll(targets(root, file, link));
        }
      }
    }
    Matcher link = LINK.matcher(Files.readString(root.resolve("README.md")));
    Files.writeString(
        image.resolve("README.md"),
        link.replaceAll(each ->
            Matcher.quoteReplacement(
                isOutside(each.group(1))
                    ? each.group()
                    : each.group().replace("](", "](" + FOLDER + "/"))));
  }

  private static List<Path> targets(Path root, Path file, String link) throws IOException {
    Path target = file.resolveSibling(link).normalize();
    if (!target.startsWith(root) || !Files.exists(target)) {
      throw new IOException(root.relativize(file) + " links to nothing: " + link);
    }
    if (!Files.isDirectory(target)) {
      return List.of(target);
    }
    try (var files = Files.list(target)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> links(String text) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      if (!isOutside(link.group(1))) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  private static boolean isOutside(String link) {
    return link.matches("(https?|mailto):.*");
  }
}
