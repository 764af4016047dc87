package dev.ringfence.attest.check;

import dev.ringfence.corpus.source.PathGlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Who owns which paths, as a CODEOWNERS file says: the last rule that takes a path counts.
public final class CodeOwners {
  /// Where it is looked for, in this order.
  public static final List<String> NAMES =
      List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

  private static final Pattern GITLAB_SECTION = Pattern.compile("^\\^?\\[.*");

  private record Rule(PathGlob pattern, List<String> owners) {
    /// Here `docs/*` takes no subfolders, in `.gitignore` it does.
    boolean takes(String path) {
      return pattern.glob().endsWith("/*") ? pattern.matchesFile(path) : pattern.matches(path);
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  private CodeOwners() {}

  /// Reads a CODEOWNERS file.
  public static CodeOwners read(String text) {
    CodeOwners owners = new CodeOwners();
    for (String line : text.split("\r?\n", -1)) {
      String content = line.replaceFirst("(?:^|\\s)#.*", "").strip();
      if (content.isEmpty() || GITLAB_SECTION.matcher(content).matches()) {
        continue;
      }
      String[] words = content.split("\\s+", -1);
      List<String> names = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        names.add(words[i].toLowerCase(Locale.ROOT));
      }
      owners.rules.add(new Rule(new PathGlob(words[0]), names));
    }
    return owners;
  }

  /// The owners of a path; none where no rule takes it.
  public List<String> of(String path) {
    List<String> owners = List.of();
    for (Rule rule : rules) {
      if (rule.takes(path)) {
        owners = rule.owners();
      }
    }
    return owners;
  }

  /// Whether a person is among the owners, or may be: who is in a team only the forge knows, so a
  /// member of the project counts for one.
  static boolean includes(List<String> owners, Review review) {
    return owners.stream()
        .anyMatch(owner ->
            owner.equals("@" + review.login()) || (owner.contains("/") && review.member()));
  }
}
