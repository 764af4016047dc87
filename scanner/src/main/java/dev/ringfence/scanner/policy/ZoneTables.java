package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import dev.ringfence.corpus.toml.TomlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlTable;

/// `[[zone]]`, `[[area]]` and `[ignore]`: which code is in which ring.
final class ZoneTables {
  private static final Set<String> ZONE =
      Set.of("name", "ring", "paths", "namespaces", "on", "areas", "oracles", "override");
  private static final Set<String> AREA = Set.of("name", "ring", "paths", "match");
  private static final Set<String> IGNORE = Set.of("paths", "gitattributes");

  private final TomlFile file;
  private final TomlTable root;

  ZoneTables(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  List<Zone> zones() {
    List<Zone> zones = new ArrayList<>();
    for (TomlTable table : file.tables("zone")) {
      file.checkKeys(table, "zone.", ZONE);
      int line = file.line(table);
      String name =
          file.string(table, "name")
              .orElseThrow(() -> file.fault(line, "a zone has no `name`", "add `name = \"...\"`"));
      String ringId =
          file.string(table, "ring")
              .orElseThrow(() ->
                  file.fault(
                      line,
                      "zone `" + name + "` has no `ring`",
                      "add `ring = \"inner\"`, `\"middle\"` or `\"outer\"`"));
      String on = file.string(table, "on").orElse("any");
      if (!on.equals("any") && !on.equals("signature-change")) {
        throw file.fault(
            table, "on", "`" + on + "` is no condition", "use `any` or `signature-change`");
      }
      zones.add(
          new Zone(
              name,
              PolicyWords.ring(file, table, "ring", ringId),
              file.strings(table, "paths"),
              file.strings(table, "namespaces"),
              on.equals("signature-change"),
              file.strings(table, "areas"),
              file.strings(table, "oracles"),
              file.flag(table, "override"),
              file.label(),
              line));
    }
    return zones;
  }

  List<Area> areas() {
    List<Area> areas = new ArrayList<>();
    for (TomlTable table : file.tables("area")) {
      file.checkKeys(table, "area.", AREA);
      int line = file.line(table);
      String name =
          file.string(table, "name")
              .orElseThrow(() -> file.fault(line, "an area has no `name`", "add `name = \"...\"`"));
      String ringId =
          file.string(table, "ring")
              .orElseThrow(() ->
                  file.fault(line, "area `" + name + "` has no `ring`", "add `ring = \"inner\"`"));
      List<Pattern> patterns = PolicyWords.patterns(file, table, "match");
      List<String> paths = file.strings(table, "paths");
      if (patterns.isEmpty() && paths.isEmpty()) {
        throw file.fault(
            line, "area `" + name + "` has neither `match` nor `paths`", "say what it takes");
      }
      areas.add(
          new Area(
              name,
              PolicyWords.ring(file, table, "ring", ringId),
              paths,
              patterns,
              file.label() + ":" + line));
    }
    return areas;
  }

  List<String> ignored() {
    TomlTable ignore = file.table(root, "ignore");
    if (ignore == null) {
      return List.of();
    }
    file.checkKeys(ignore, "ignore.", IGNORE);
    return file.strings(ignore, "paths");
  }

  List<String> ignoredAttributes() {
    TomlTable ignore = file.table(root, "ignore");
    return ignore == null ? List.of() : file.strings(ignore, "gitattributes");
  }
}
