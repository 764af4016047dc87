package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.toml.TomlFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlTable;

/// `[[tools.rule]]`: which tools may be used where.
final class ToolTable {
  private static final Set<String> TOOLS = Set.of("rule");
  private static final Set<String> TOOL_RULE =
      Set.of("names", "rings", "posture", "reason", "link");

  private final TomlFile file;
  private final TomlTable root;

  ToolTable(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  /// `[[tools.rule]]`; rules come after those of a preset.
  ToolRules toolRules(ToolRules base) {
    TomlTable tools = file.table(root, "tools");
    if (tools == null) {
      return base;
    }
    file.checkKeys(tools, "tools.", TOOLS);
    List<ToolRules.Rule> rules = new ArrayList<>(base.rules());
    for (TomlTable table : file.tables(tools, "rule")) {
      file.checkKeys(table, "tools.rule.", TOOL_RULE);
      int line = file.line(table);
      List<String> names = file.strings(table, "names");
      if (names.isEmpty()) {
        throw file.fault(line, "a rule of tools has no `names`", "add `names = [\"NAME*\"]`");
      }
      String posture =
          file.string(table, "posture")
              .orElseThrow(() ->
                  file.fault(
                      line,
                      "a rule of tools has no `posture`",
                      "add `posture = \"allowed\"`, `\"discouraged\"`, `\"unknown\"` or"
                          + " `\"forbidden\"`"));
      Set<Ring> rings = EnumSet.noneOf(Ring.class);
      for (String id : file.strings(table, "rings")) {
        rings.add(PolicyWords.ring(file, table, "rings", id));
      }
      rules.add(
          new ToolRules.Rule(
              names,
              rings.isEmpty() ? EnumSet.allOf(Ring.class) : rings,
              ToolRules.Posture.ofId(posture)
                  .orElseThrow(() ->
                      file.fault(
                          table,
                          "posture",
                          "`" + posture + "` is no posture",
                          "use `allowed`, `discouraged`, `unknown` or `forbidden`")),
              file.string(table, "reason")
                  .orElseThrow(() ->
                      file.fault(
                          line,
                          "a rule of tools has no `reason`",
                          "say why, for whoever used the tool: `reason = \"...\"`")),
              file.string(table, "link"),
              file.label() + ":" + line));
    }
    return new ToolRules(rules);
  }
}
