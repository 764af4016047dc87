package dev.ringfence.corpus.sync;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.PathGlob;
import dev.ringfence.corpus.toml.TomlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlTable;

/// A corpus file: the works that an index should hold.
///
/// @param name names the corpus in an index
/// @param works its works, in the file's order
/// @param debianSource the Debian archive it is read from, where the user names none
public record CorpusDefinition(String name, List<Entry> works, Optional<String> debianSource) {
  private static final Set<String> TOP =
      Set.of("version", "name", "comment", "role", "debian_source", "work");
  private static final Set<String> WORK =
      Set.of(
          "source", "role", "name", "version", "license", "date", "comment", "history", "include",
          "exclude");

  /// A work of the file.
  ///
  /// @param source where it comes from
  /// @param role why it is there
  /// @param name overrides the source's name
  /// @param version overrides the source's version
  /// @param license the license of files that nothing else says one for
  /// @param date overrides the source's date
  /// @param comment for a reader
  /// @param include patterns of the paths to take; all where empty
  /// @param exclude patterns of paths to leave out
  /// @param place the file and line it stands at
  public record Entry(
      CorpusSource source,
      Role role,
      Optional<String> name,
      Optional<String> version,
      Optional<String> license,
      Optional<String> date,
      Optional<String> comment,
      List<String> include,
      List<String> exclude,
      String place) {
    /// The options to add it with.
    CorpusAdder.Options options(String corpus, boolean keepText) {
      List<PathGlob> takes = include.stream().map(PathGlob::new).toList();
      List<PathGlob> leaves = exclude.stream().map(PathGlob::new).toList();
      return new CorpusAdder.Options(
          role,
          name,
          version,
          license,
          date,
          comment,
          Optional.of(corpus),
          CorpusAdder.FileFilter.of(
              path ->
                  (takes.isEmpty() || takes.stream().anyMatch(glob -> glob.matches(path)))
                      && leaves.stream().noneMatch(glob -> glob.matches(path)),
              SkipReason.EXCLUDED),
          keepText);
    }

    /// What of the entry decides on the files and their licenses.
    String selection() {
      return license.orElse("") + "\n" + include + "\n" + exclude;
    }
  }

  /// The corpus files that come with the program, by the name that stands for each.
  public static final List<String> SHIPPED =
      List.of("shipped:copyleft-scientific", "shipped:background-scientific");

  /// Reads a corpus file, or one of [#SHIPPED]; what is wrong with it is a [RingfenceException].
  public static CorpusDefinition read(Path path) throws IOException {
    if (SHIPPED.contains(path.toString())) {
      String resource = path.toString().replace("shipped:", "") + ".toml";
      try (InputStream in = CorpusDefinition.class.getResourceAsStream("shipped/" + resource)) {
        if (in == null) {
          throw new IOException("the program lacks its corpus file " + resource);
        }
        return parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    if (!Files.isRegularFile(path)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found",
              "corpus file does not exist: `" + path + "`",
              "check the path, or name one that is shipped: " + String.join(", ", SHIPPED)));
    }
    return parse(path, Files.readString(path));
  }

  private static CorpusDefinition parse(Path path, String text) throws IOException {
    TomlFile file = TomlFile.parse(path.toString(), text, "corpus", "docs/corpora.md");
    TomlTable root = file.root();
    file.checkKeys(root, "", TOP);
    file.requireVersion(1);
    String name =
        file.string(root, "name")
            .orElseThrow(() ->
                file.fault(1, "`name` is missing", "add `name = \"...\"`, the name of the corpus"));
    file.string(root, "comment");
    Optional<String> defaultRole = file.string(root, "role");
    Path parent = path.getParent() == null ? Path.of("") : path.getParent();
    List<Entry> works = new ArrayList<>();
    for (TomlTable table : file.tables("work")) {
      works.addAll(entries(file, table, defaultRole, parent));
    }
    return new CorpusDefinition(name, List.copyOf(works), file.string(root, "debian_source"));
  }

  private static List<Entry> entries(
      TomlFile file, TomlTable table, Optional<String> defaultRole, Path base) throws IOException {
    file.checkKeys(table, "work.", WORK);
    int line = file.line(table);
    String source =
        file.string(table, "source")
            .orElseThrow(() ->
                file.fault(
                    line, "a work has no `source`", "add `source = \"debian:gsl\"` or another"));
    String roleId = file.string(table, "role").or(() -> defaultRole).orElse("copyleft");
    Role role =
        Role.ofId(roleId)
            .orElseThrow(() ->
                file.fault(line, "`" + roleId + "` is no role", "use `copyleft` or `background`"));
    Optional<String> license = file.string(table, "license");
    if (license.isPresent() && SpdxExpression.parse(license.get()).isEmpty()) {
      throw file.fault(
          table,
          "license",
          "`" + license.get() + "` is no SPDX expression",
          "use an SPDX id, for example `GPL-3.0-or-later`");
    }
    Optional<String> date = file.string(table, "date");
    if (date.isPresent() && !date.get().matches("\\d{4}(-\\d\\d(-\\d\\d)?)?")) {
      throw file.fault(
          table, "date", "`" + date.get() + "` is no date", "write `date = \"2024-05-31\"`");
    }
    List<CorpusSource> sources;
    try {
      sources = CorpusSource.parseAll(source, base, file.flag(table, "history"));
    } catch (RingfenceException e) {
      throw RingfenceException.usage(
          e.diagnostic().location().isPresent()
              ? e.diagnostic()
              : e.diagnostic().at(file.label() + ":" + line));
    }
    if (sources.size() != 1 && (table.contains("name") || table.contains("version"))) {
      throw file.fault(
          line, "a list of sources cannot share one `name` or `version`", "take the key out");
    }
    List<Entry> entries = new ArrayList<>();
    for (CorpusSource each : sources) {
      entries.add(
          new Entry(
              each,
              role,
              file.string(table, "name"),
              file.string(table, "version"),
              license,
              date,
              file.string(table, "comment"),
              file.strings(table, "include"),
              file.strings(table, "exclude"),
              file.label() + ":" + line));
    }
    return entries;
  }
}
