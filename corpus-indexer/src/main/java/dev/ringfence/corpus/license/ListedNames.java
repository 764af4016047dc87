package dev.ringfence.corpus.license;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the full names of the licenses of the SPDX list in a text: "Common Development and
/// Distribution License, Version 1.0", and the addresses of a few. The names are a resource, an id,
/// a tab and a name a line, which a test holds against the list that the build unpacks.
final class ListedNames {
  static final String RESOURCE = "license-names.txt";

  /// Licenses that [LicenseStatements] reads by patterns of its own.
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "[AL]?GPL-.*|MIT.*|BSD-.*|ISC|X11.*|Apache-2\\.0|MPL-(1\\.1|2\\.0).*|EPL-.*|BSL-1\\.0|CECILL.*|.*-(scancode).*");

  private static final Set<String> FILLERS =
      Set.of("the", "version", "v", "ver", "license", "licence", "public");

  /// A name without its version.
  ///
  /// @param words its words
  /// @param byVersion the id of each version, by its number; "" where it has none
  private record Name(List<String> words, Map<String, String> byVersion) {}

  /// A license named in a text, with its place there.
  record Place(String id, int start, int end) {}

  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9.+-]*[a-z0-9+]|[a-z0-9]");
  private static final Pattern NUMBER = Pattern.compile("v?([0-9]+(?:\\.[0-9]+)?)[a-z]?");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "creativecommons\\.org licen[sc]es (by(?:-nc|-sa|-nd){0,2}) ([0-9]\\.[0-9])"
              + "|creativecommons\\.org publicdomain zero|sun\\.com cddl|opensource\\.org licenses (cddl|cpl|artistic|osl|mit|bsd|eupl|afl)[-a-z]*?([0-9]\\.?[0-9]?)?\\b");

  private static final Map<String, List<Name>> BY_FIRST = read();

  private ListedNames() {}

  private static Map<String, List<Name>> read() {
    Map<List<String>, Map<String, String>> names = new HashMap<>();
    try (InputStream in = ListedNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + RESOURCE);
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", 2);
        if (fields.length < 2 || ELSEWHERE.matcher(fields[0]).matches()) {
          continue;
        }
        List<String> words = new ArrayList<>();
        String version = "";
        String plain =
            fields[1].toLowerCase(Locale.ROOT).replaceAll("\\([^)]*\\)|\"[^\"]*\"| only$", " ");
        Matcher word = WORD.matcher(plain);
        while (word.find()) {
          Matcher number = NUMBER.matcher(word.group());
          if (number.matches()) {
            version = version.isEmpty() ? number.group(1) : version;
          } else if (!word.group().matches("v|version|the")) {
            words.add(word.group());
          }
        }
        // A name of few words says too little: "Fair License", "Cube License".
        long telling = words.stream().filter(w -> !FILLERS.contains(w)).count();
        if (words.size() >= 3
            && (telling >= 2 || words.contains("public"))
            && words.stream().anyMatch(w -> w.startsWith("licen"))) {
          names
              .computeIfAbsent(List.copyOf(words), key -> new HashMap<>())
              .putIfAbsent(version, fields[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<Name>> byFirst = new HashMap<>();
    names.forEach((words, versions) ->
        byFirst
            .computeIfAbsent(words.getFirst() + " " + words.get(1), key -> new ArrayList<>())
            .add(new Name(words, versions)));
    byFirst
        .values()
        .forEach(list -> list.sort((a, b) -> Integer.compare(b.words().size(), a.words().size())));
    return byFirst;
  }

  /// The first license of the list that a flattened, lower-case text names from an offset on.
  static Optional<Place> find(String flat, int from) {
    List<String> words = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    Matcher word = WORD.matcher(flat);
    int at = from;
    while (word.find(at) && words.size() < 2_500) {
      words.add(word.group());
      places.add(new int[] {word.start(), word.end()});
      at = word.end();
    }
    for (int i = 0; i + 2 < words.size(); i++) {
      List<Name> names = BY_FIRST.get(words.get(i) + " " + words.get(i + 1));
      if (names == null) {
        continue;
      }
      for (Name name : names) {
        int n = name.words().size();
        if (i + n <= words.size() && same(name.words(), words.subList(i, i + n))) {
          return Optional.of(
              new Place(versioned(name, words, i + n), places.get(i)[0], places.get(i + n - 1)[1]));
        }
      }
    }
    return address(flat, from);
  }

  private static boolean same(List<String> name, List<String> words) {
    for (int i = 0; i < name.size(); i++) {
      String a = name.get(i);
      String b = words.get(i);
      if (!a.equals(b) && !(a.startsWith("licen") && b.startsWith("licen"))) {
        return false;
      }
    }
    return true;
  }

  /// The version stands within a few words behind the name: `("OSL") v. 3.0`.
  private static String versioned(Name name, List<String> words, int next) {
    for (int i = next; i < Math.min(words.size(), next + 5); i++) {
      Matcher number = NUMBER.matcher(words.get(i));
      if (number.matches()) {
        String id = name.byVersion().get(number.group(1));
        id = id == null ? name.byVersion().get(number.group(1) + ".0") : id;
        if (id != null) {
          return id;
        }
      }
    }
    // Without a version the earliest of the name stands for all.
    return name.byVersion().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .orElseThrow()
        .getValue();
  }

  private static Optional<Place> address(String flat, int from) {
    Matcher address = ADDRESS.matcher(flat);
    if (!address.find(from)) {
      return Optional.empty();
    }
    String id;
    if (address.group(1) != null) {
      id = "CC-" + address.group(1).toUpperCase(Locale.ROOT) + "-" + address.group(2);
    } else if (address.group().contains("publicdomain")) {
      id = "CC0-1.0";
    } else {
      String name = address.group(3) == null ? "cddl" : address.group(3);
      String number = address.group(4) == null ? "" : address.group(4);
      id =
          switch (name) {
            case "mit" -> "MIT";
            case "bsd" -> "BSD-3-Clause";
            case "cddl" -> "CDDL-1.0";
            case "cpl" -> "CPL-1.0";
            case "artistic" -> number.startsWith("2") ? "Artistic-2.0" : "Artistic-1.0";
            default ->
                name.toUpperCase(Locale.ROOT)
                    + "-"
                    + (number.isEmpty()
                        ? name.equals("eupl") ? "1.1" : "3.0"
                        : number.contains(".") ? number : number + ".0");
          };
    }
    return LicenseIds.canonical(id).map(known -> new Place(known, address.start(), address.end()));
  }
}
