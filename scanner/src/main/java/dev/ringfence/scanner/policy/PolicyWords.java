package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ringfence.corpus.toml.TomlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlTable;

/// What stands in several tables of a policy.
final class PolicyWords {
  private PolicyWords() {}

  /// The ring that is named.
  static Ring ring(TomlFile file, TomlTable table, String key, String id) {
    return Ring.ofId(id)
        .orElseThrow(() ->
            file.fault(table, key, "`" + id + "` is no ring", "use `inner`, `middle` or `outer`"));
  }

  /// The regular expressions under a key.
  static List<Pattern> patterns(TomlFile file, TomlTable table, String key) {
    List<Pattern> patterns = new ArrayList<>();
    for (String pattern : file.strings(table, key)) {
      try {
        patterns.add(Pattern.compile(pattern));
      } catch (PatternSyntaxException e) {
        throw file.fault(
            table,
            key,
            "`" + pattern + "` is no regular expression: " + e.getDescription(),
            "mend it; the syntax is that of RE2, without backreferences and look-around");
      }
    }
    return patterns;
  }

  /// Which of two words a key has; without it, what held before.
  static boolean choice(
      TomlFile file, TomlTable table, String key, String yes, String no, boolean otherwise) {
    Optional<String> word = file.string(table, key);
    if (word.isPresent() && !word.get().equals(yes) && !word.get().equals(no)) {
      throw file.fault(
          table,
          key,
          "`" + word.get() + "` is no value of `" + key + "`",
          "use `" + yes + "` or `" + no + "`");
    }
    return word.map(yes::equals).orElse(otherwise);
  }
}
