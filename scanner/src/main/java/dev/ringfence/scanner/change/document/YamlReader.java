package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads YAML: the scripts of pipelines, which are shell unless a step names another one, and all
/// else, which the text has to tell. Reads whole files and the lines that a patch shows.
final class YamlReader {
  private static final Set<String> SCRIPTS =
      Set.of(
          "run",
          "script",
          "before_script",
          "after_script",
          "command",
          "commands",
          "cmd",
          "bash",
          "sh",
          "powershell",
          "pwsh",
          "install",
          "before_install",
          "test",
          "build",
          "entrypoint",
          "args",
          "inlinescript");

  private static final Pattern ENTRY =
      Pattern.compile("^([ \\t]*+(?:-[ \\t]++)*+)([\"']?)([\\w .-]++)\\2[ \\t]*:(?:[ \\t]+(.*))?$");
  private static final Pattern ITEM = Pattern.compile("^([ \\t]*)-[ \\t]+(.*)$");
  private static final Pattern BLOCK =
      Pattern.compile("^(?:!\\S+[ \\t]+)?[|>][-+0-9]*[ \\t]*(?:#.*)?$");

  private final PartCollector parts = new PartCollector();
  private int blockColumns = -1;
  private int listColumns = -1;
  private Optional<Language> language = Optional.empty();
  private Optional<Language> shell = Optional.empty();

  private YamlReader() {}

  static List<DocumentPart> read(List<DocumentLine> lines) {
    YamlReader reader = new YamlReader();
    for (DocumentLine line : lines) {
      reader.read(line);
    }
    return reader.parts.parts();
  }

  private void read(DocumentLine line) {
    String text = line.text();
    int columns = columns(text);
    if (blockColumns >= 0) {
      if (text.isBlank() || columns > blockColumns) {
        parts.add(language, line.number(), text);
        return;
      }
      blockColumns = -1;
      parts.endPart();
    }
    if (text.length() > DocumentReader.MAX_MARKUP_LINE) {
      parts.add(Optional.empty(), line.number(), text);
      return;
    }
    if (text.isBlank()) {
      parts.add(Optional.empty(), line.number(), "");
      return;
    }
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      readItem(line, columns);
      return;
    }
    listColumns = -1;
    String key = entry.group(3).strip();
    String value = entry.group(4) == null ? "" : entry.group(4).strip();
    if (entry.group(1).contains("-")) {
      shell = Optional.empty();
    }
    if (key.equals("shell")) {
      shell = LanguageDetector.ofName(value);
    }
    boolean script = SCRIPTS.contains(key.toLowerCase(Locale.ROOT));
    Optional<Language> named =
        script ? Optional.of(shell.orElse(Language.SHELL)) : Optional.empty();
    if (BLOCK.matcher(value).matches()) {
      parts.endPart();
      blockColumns = entry.group(1).length();
      language = named;
    } else if (script && value.isEmpty()) {
      listColumns = columns;
      language = named;
    } else if (script && "\"'{[&*".indexOf(value.charAt(0)) < 0) {
      parts.add(named, line.number(), value);
    } else {
      parts.add(Optional.empty(), line.number(), text);
    }
  }

  /// An item of a list of commands, or a line whose surroundings nobody knows.
  private void readItem(DocumentLine line, int columns) {
    Matcher item = ITEM.matcher(line.text());
    if (!item.matches()) {
      parts.add(Optional.empty(), line.number(), line.text());
      return;
    }
    if (BLOCK.matcher(item.group(2)).matches()) {
      parts.endPart();
      blockColumns = columns;
      language = listColumns >= 0 && columns >= listColumns ? language : Optional.empty();
      return;
    }
    boolean command = listColumns >= 0 && columns >= listColumns;
    parts.add(command ? language : Optional.empty(), line.number(), item.group(2));
  }

  private static int columns(String text) {
    int columns = 0;
    while (columns < text.length()
        && (text.charAt(columns) == ' ' || text.charAt(columns) == '\t')) {
      columns++;
    }
    return columns;
  }
}
