package org.example.weaver.policy;

import org.example.weaver.Diagnostic;
import org.example.weaver.RingfenceException;
import org.example.weaver.TomlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlTable;

/// The waivers of a repository, `.github/ai-waivers.toml`.
public final class WaiverFile {
  /// Where waivers are looked for.
  public static final String NAME = ".github/ai-waivers.toml";

  private static final Set<String> WAIVER =
      Set.of("fingerprint", "origin", "path", "ring", "anywhere", "reason", "owner", "until");

  /// Some 28,000 waivers, which takes seconds to read: nobody looked at more.
  static final int MAX_CHARACTERS = 4 << 20;

  private WaiverFile() {}

  /// The waivers of a working tree; none where it has no such file.
  public static List<Waiver> find(Path root) throws IOException {
    Path file = root.resolve(NAME);
    return Files.isRegularFile(file) ? parse(NAME, Files.readString(file)) : List.of();
  }

  /// Reads waivers; what is wrong with them is a fault with its line.
  public static List<Waiver> parse(String label, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "waiver/too-large",
                  String.format(
                      Locale.ROOT,
                      "%,d characters of waivers, more than the %,d that are read",
                      text.length(),
                      MAX_CHARACTERS),
                  "take out those that have expired; what is there from before goes into a baseline")
              .at(label));
    }
    TomlFile file = TomlFile.parse(label, text, "waiver", "docs/policy.md");
    file.checkKeys(file.root(), "", Set.of("version", "waiver"));
    file.requireVersion(1);
    List<Waiver> waivers = new ArrayList<>();
    for (TomlTable table : file.tables("waiver")) {
      file.checkKeys(table, "waiver.", WAIVER);
      waivers.add(read(file, table, "owner"));
    }
    return waivers;
  }

  /// Reads one waiver.
  ///
  /// @param ownerKey the key that names who accepts it
  static Waiver read(TomlFile file, TomlTable table, String ownerKey) {
    int line = file.line(table);
    String fingerprint = required(file, table, line, "fingerprint").replaceFirst("^sha256:", "");
    if (!fingerprint.matches("[0-9a-f]{64}")) {
      throw file.fault(
          table,
          "fingerprint",
          "`" + fingerprint + "` is no fingerprint",
          "copy it from the JSON report, or write the waiver with `ringfence waive`");
    }
    String reason = required(file, table, line, "reason");
    if (reason.isBlank()) {
      throw file.fault(table, "reason", "the reason is empty", "say why the finding is accepted");
    }
    Object until = table.get(List.of("until"));
    LocalDate day;
    try {
      day =
          until instanceof LocalDate date
              ? date
              : LocalDate.parse(until == null ? "" : until.toString());
    } catch (DateTimeParseException e) {
      throw file.fault(
          line,
          "a waiver has no day in `until`",
          "add `until = 2027-06-30`: no waiver is for ever");
    }
    return new Waiver(
        fingerprint,
        file.string(table, "origin"),
        reason,
        required(file, table, line, ownerKey),
        day,
        file.label() + ":" + line,
        new Reach(file.string(table, "path"), ring(file, table), file.flag(table, "anywhere")));
  }

  private static Optional<Ring> ring(TomlFile file, TomlTable table) {
    Optional<String> name = file.string(table, "ring");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Ring> ring = Ring.ofId(name.get());
    if (ring.isEmpty()) {
      throw file.fault(
          table,
          "ring",
          "`" + name.get() + "` is no ring",
          "use `inner`, `middle` or `outer`: the strictest ring the waiver holds in");
    }
    return ring;
  }

  private static String required(TomlFile file, TomlTable table, int line, String key) {
    return file.string(table, key)
        .orElseThrow(
            () -> file.fault(line, "a waiver has no `" + key + "`", "add `" + key + " = \"...\"`"));
  }
}
