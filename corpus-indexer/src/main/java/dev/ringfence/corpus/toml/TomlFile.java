package dev.ringfence.corpus.toml;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// A TOML file whose keys are all known: an unknown one is a fault, with the nearest known one
/// named.
public final class TomlFile {
  private final String label;
  private final String kind;
  private final TomlTable root;

  private TomlFile(String label, String kind, TomlTable root) {
    this.label = label;
    this.kind = kind;
    this.root = root;
  }

  /// Reads a file.
  ///
  /// @param label what messages call the file
  /// @param kind the first part of the faults' categories: `policy` gives `policy/invalid-value`
  /// @param documentation where the format is described
  public static TomlFile parse(String label, String text, String kind, String documentation) {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors()) {
      TomlParseError error = parsed.errors().getFirst();
      throw RingfenceException.usage(
          Diagnostic.of(
                  kind + "/invalid-toml",
                  "not TOML: " + lower(String.valueOf(error.getMessage())),
                  "mend the line; the format is described in " + documentation)
              .at(label + ":" + error.position().line() + ":" + error.position().column()));
    }
    return new TomlFile(label, kind, parsed);
  }

  private static String lower(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /// The top table.
  public TomlTable root() {
    return root;
  }

  /// What messages call the file.
  public String label() {
    return label;
  }

  /// The key `version` must be there and be `wanted`.
  public void requireVersion(long wanted) {
    Object version = root.get("version");
    if (version == null) {
      throw fault(1, "`version` is missing", "add `version = " + wanted + "` at the top");
    }
    if (!version.equals(wanted)) {
      throw fault(
          root,
          "version",
          "`version` is " + version + ", this version reads " + wanted,
          "set `version = " + wanted + "`");
    }
  }

  /// A string; empty where the key is not there.
  public Optional<String> string(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw fault(table, key, "`" + key + "` must be a string", "put the value in quotes");
  }

  /// A boolean; false where the key is not there.
  public boolean flag(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw fault(table, key, "`" + key + "` must be true or false", "write `" + key + " = true`");
  }

  /// A list of strings; empty where the key is not there.
  public List<String> strings(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof String text) {
          strings.add(text);
        }
      }
      if (strings.size() == array.size()) {
        return strings;
      }
    }
    throw fault(
        table, key, "`" + key + "` must be a list of strings", "write `" + key + " = [\"...\"]`");
  }

  /// A number from 0 to `max`.
  public double number(TomlTable table, String key, double otherwise, double max) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return otherwise;
    }
    double number = value instanceof Long l ? l : value instanceof Double d ? d : -1;
    if (number < 0 || number > max) {
      throw fault(
          table,
          key,
          "`" + value + "` is out of range",
          String.format(Locale.ROOT, "use a number from 0 to %.0f", max));
    }
    return number;
  }

  /// A table within a table; null where the key is not there.
  public @Nullable TomlTable table(TomlTable parent, String key) {
    Object value = parent.get(List.of(key));
    if (value == null || value instanceof TomlTable) {
      return (TomlTable) value;
    }
    throw fault(parent, key, "`" + key + "` must be a table", "write `[" + key + "]`");
  }

  /// The tables written `[[key]]`.
  public List<TomlTable> tables(String key) {
    return tables(root, key);
  }

  /// The tables written `[[parent.key]]`.
  public List<TomlTable> tables(TomlTable parent, String key) {
    Object value = parent.get(List.of(key));
    if (value == null) {
      return List.of();
    }
    List<TomlTable> tables = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (Object element : array.toList()) {
        if (element instanceof TomlTable table) {
          tables.add(table);
        }
      }
      if (tables.size() == array.size()) {
        return tables;
      }
    }
    throw fault(parent, key, "`" + key + "` must be a list of tables", "write `[[" + key + "]]`");
  }

  /// Faults a key of a table that is not among the known ones.
  public void checkKeys(TomlTable table, String prefix, Set<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw fault(
            line(table, key),
            "unknown-key",
            "unknown key `" + prefix + key + "`",
            "did you mean `" + prefix + nearest(key, known) + "`?");
      }
    }
  }

  /// The known word that is the fewest edits away.
  public static String nearest(String word, Set<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  /// Levenshtein's distance.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /// The line of a key, from 1.
  public int line(TomlTable table, String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? 1 : position.line();
  }

  /// The line of the first key of a table.
  public int line(TomlTable table) {
    return table.isEmpty() ? 1 : line(table, table.keySet().iterator().next());
  }

  /// A fault in the value of a key.
  public RingfenceException fault(TomlTable table, String key, String message, String help) {
    return fault(line(table, key), message, help);
  }

  /// A fault in a line.
  public RingfenceException fault(int line, String message, String help) {
    return fault(line, "invalid-value", message, help);
  }

  private RingfenceException fault(int line, String what, String message, String help) {
    return RingfenceException.usage(
        Diagnostic.of(kind + "/" + what, message, help).at(label + ":" + line));
  }
}
