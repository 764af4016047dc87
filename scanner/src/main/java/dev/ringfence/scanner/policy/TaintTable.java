package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.toml.TomlFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.TomlTable;

/// `[taint]`: what a finding is worth, and which are accepted.
final class TaintTable {
  private static final Set<String> TAINT =
      Set.of(
          "min_tokens", "min_containment", "rewritten", "scan", "categories", "licenses", "accept");
  private static final Set<String> ACCEPT =
      Set.of("fingerprint", "origin", "path", "ring", "anywhere", "reason", "by", "until");

  private final TomlFile file;
  private final TomlTable root;
  private final List<String> warnings = new ArrayList<>();

  TaintTable(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  ZonePolicy.Taint taint() {
    TomlTable taint = file.table(root, "taint");
    if (taint == null) {
      return ZonePolicy.Taint.DEFAULT;
    }
    file.checkKeys(taint, "taint.", TAINT);
    Map<Category, ZonePolicy.Action> categories =
        new EnumMap<>(ZonePolicy.Taint.DEFAULT.categories());
    TomlTable byCategory = file.table(taint, "categories");
    if (byCategory != null) {
      Set<String> labels = new TreeSet<>();
      for (Category category : Category.values()) {
        labels.add(category.label());
      }
      file.checkKeys(byCategory, "taint.categories.", labels);
      for (Category category : Category.values()) {
        Optional<ZonePolicy.Action> action = action(byCategory, category.label());
        action.ifPresent(value -> categories.put(category, value));
      }
    }
    Map<String, ZonePolicy.Action> licenses = new HashMap<>();
    TomlTable byLicense = file.table(taint, "licenses");
    if (byLicense != null) {
      for (String id : byLicense.keySet()) {
        action(byLicense, id)
            .ifPresent(value ->
                licenses.put(
                    SpdxExpression.parse(id).map(SpdxExpression::toString).orElse(id), value));
      }
    }
    for (String key : List.of("scan")) {
      if (taint.contains(List.of(key))) {
        warnings.add(
            "`taint."
                + key
                + "` (line "
                + file.line(taint, key)
                + ") is not evaluated by this version");
      }
    }
    return new ZonePolicy.Taint(
        (int) file.number(taint, "min_tokens", ZonePolicy.Taint.DEFAULT.minTokens(), 1_000_000),
        file.number(taint, "min_containment", ZonePolicy.Taint.DEFAULT.minContainment(), 1),
        rewritten(taint),
        categories,
        licenses);
  }

  private ZonePolicy.Rewritten rewritten(TomlTable taint) {
    Optional<String> named = file.string(taint, "rewritten");
    if (named.isEmpty()) {
      return ZonePolicy.Taint.DEFAULT.rewritten();
    }
    return switch (named.get()) {
      case "error" -> ZonePolicy.Rewritten.ERROR;
      case "warning" -> ZonePolicy.Rewritten.WARNING;
      case "note" -> ZonePolicy.Rewritten.NOTE;
      case "off" -> ZonePolicy.Rewritten.OFF;
      default ->
          throw file.fault(
              taint,
              "rewritten",
              "`" + named.get() + "` says nothing about what is rewritten",
              "use `error`, `warning`, `note` or `off`");
    };
  }

  /// What of the table is not evaluated, for a reader; known once [#taint] was read.
  List<String> warnings() {
    return warnings;
  }

  /// The waivers in the policy itself, `[[taint.accept]]`.
  List<Waiver> accepted() {
    TomlTable taint = file.table(root, "taint");
    List<Waiver> waivers = new ArrayList<>();
    if (taint != null) {
      for (TomlTable table : file.tables(taint, "accept")) {
        file.checkKeys(table, "taint.accept.", ACCEPT);
        waivers.add(WaiverFile.read(file, table, "by"));
      }
    }
    return waivers;
  }

  private Optional<ZonePolicy.Action> action(TomlTable table, String key) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    for (ZonePolicy.Action action : ZonePolicy.Action.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(value)) {
        return Optional.of(action);
      }
    }
    throw file.fault(table, key, "`" + value + "` is no action", "use `deny`, `review` or `allow`");
  }
}
