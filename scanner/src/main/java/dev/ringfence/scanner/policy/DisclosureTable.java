package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import dev.ringfence.corpus.toml.TomlFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tomlj.TomlTable;

/// `[disclosure]`: how contributors speak of AI.
final class DisclosureTable {
  private static final Set<String> DISCLOSURE =
      Set.of(
          "heading",
          "other_headings",
          "none_phrases",
          "unticked",
          "trailers",
          "trailer_keys",
          "extra_markers");

  private final TomlFile file;
  private final TomlTable root;

  DisclosureTable(TomlFile file) {
    this.file = file;
    this.root = file.root();
  }

  /// `[disclosure]`, over what another policy says.
  Disclosure disclosure(Disclosure base) {
    TomlTable table = file.table(root, "disclosure");
    if (table == null) {
      return base;
    }
    file.checkKeys(table, "disclosure.", DISCLOSURE);
    Disclosure.Trailers trailers =
        file.string(table, "trailers")
            .map(id ->
                Arrays.stream(Disclosure.Trailers.values())
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                        file.fault(
                            table,
                            "trailers",
                            "`" + id + "` says nothing about trailers",
                            "use `required`, `optional` or `forbidden`")))
            .orElse(base.trailers());
    List<String> headings = new ArrayList<>();
    headings.add(file.string(table, "heading").orElse(base.headings().getFirst()));
    headings.addAll(
        table.contains("other_headings")
            ? file.strings(table, "other_headings")
            : base.headings().subList(1, base.headings().size()));
    List<String> phrases = file.strings(table, "none_phrases");
    List<String> keys = file.strings(table, "trailer_keys");
    List<Pattern> markers = PolicyWords.patterns(file, table, "extra_markers");
    return new Disclosure(
        headings,
        phrases.isEmpty() ? base.nonePhrases() : phrases,
        PolicyWords.choice(file, table, "unticked", "none", "nothing", base.untickedMeansNone()),
        trailers,
        keys.isEmpty() ? base.keys() : keys,
        markers.isEmpty() ? base.extraMarkers() : markers);
  }
}
