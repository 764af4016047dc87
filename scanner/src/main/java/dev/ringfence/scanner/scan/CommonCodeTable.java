package dev.ringfence.scanner.scan;

import com.google.re2j.Pattern;
import dev.ringfence.corpus.toml.TomlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlTable;

/// The shipped list of what many hold without having it from each other, `common-code.toml`.
///
/// @param generators programs that write code
/// @param libraries what those who call them write alike
record CommonCodeTable(List<Generator> generators, List<Library> libraries) {
  private static final String NAME = "common-code.toml";
  private static final CommonCodeTable SHIPPED = parse(shippedText());

  CommonCodeTable {
    generators = List.copyOf(generators);
    libraries = List.copyOf(libraries);
  }

  /// A program that writes code.
  ///
  /// @param name what it is called
  /// @param head what stands at the top of what it writes, one of them
  /// @param tells names that nobody else coins
  /// @param names names that it writes whatever it was given
  record Generator(String name, List<Pattern> head, Optional<Pattern> tells, Pattern names) {
    Generator {
      head = List.copyOf(head);
    }

    boolean heads(String text) {
      return head.stream().anyMatch(mark -> mark.matcher(text).find());
    }

    boolean coins(String word) {
      return tells.isPresent() && tells.get().matches(word);
    }

    boolean writes(String word) {
      return names.matches(word) || coins(word);
    }
  }

  /// A library.
  ///
  /// @param name what it is called
  /// @param names names that are its own
  /// @param beside names that everybody gives where it is called
  record Library(String name, Pattern names, Pattern beside) {}

  /// The list of this build.
  static CommonCodeTable shipped() {
    return SHIPPED;
  }

  private static String shippedText() {
    try (InputStream in = Objects.requireNonNull(CommonCodeTable.class.getResourceAsStream(NAME))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a list.
  static CommonCodeTable parse(String text) {
    TomlFile file = TomlFile.parse(NAME, text, "common", "the file itself");
    file.requireVersion(1);
    file.checkKeys(file.root(), "", Set.of("version", "generator", "library"));
    List<Generator> generators = new ArrayList<>();
    for (TomlTable table : file.tables("generator")) {
      file.checkKeys(table, "generator.", Set.of("name", "head", "tells", "names"));
      Generator generator =
          new Generator(
              required(file, table, "name"),
              file.strings(table, "head").stream().map(CommonCodeTable::lines).toList(),
              file.string(table, "tells").map(Pattern::compile),
              Pattern.compile(required(file, table, "names")));
      if (generator.head().isEmpty() && generator.tells().isEmpty()) {
        throw file.fault(
            file.line(table), "a generator that nothing tells", "give `head` or `tells`");
      }
      generators.add(generator);
    }
    List<Library> libraries = new ArrayList<>();
    for (TomlTable table : file.tables("library")) {
      file.checkKeys(table, "library.", Set.of("name", "names", "beside"));
      libraries.add(
          new Library(
              required(file, table, "name"),
              Pattern.compile(required(file, table, "names")),
              Pattern.compile(required(file, table, "beside"))));
    }
    return new CommonCodeTable(generators, libraries);
  }

  private static Pattern lines(String regex) {
    return Pattern.compile(regex, Pattern.MULTILINE);
  }

  private static String required(TomlFile file, TomlTable table, String key) {
    return file.string(table, key)
        .orElseThrow(() -> file.fault(file.line(table), "`" + key + "` is missing", "add it"));
  }
}
