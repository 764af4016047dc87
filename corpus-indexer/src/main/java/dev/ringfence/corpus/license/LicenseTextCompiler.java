package dev.ringfence.corpus.license;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Turns the SPDX license list into the one resource that [LicenseTexts] reads, when the project is
/// built: parsing it takes seconds. `LicenseTextCompiler LIST_FOLDER OUTPUT`.
public final class LicenseTextCompiler {
  private static final int MIN_WORDS = 8;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final ByteArrayOutputStream templates = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(templates);
  private final Set<String> ids = new TreeSet<>();
  private int count;

  private LicenseTextCompiler() {}

  /// Compiles.
  public static void main(String[] arguments) throws IOException {
    new LicenseTextCompiler().compile(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  private void compile(Path folder, Path output) throws IOException {
    JsonMapper json = JsonMapper.shared();
    JsonNode list = json.readTree(Files.readString(folder.resolve("licenses.json")));
    for (JsonNode entry : list.path("licenses")) {
      if (entry.path("isDeprecatedLicenseId").asBoolean()) {
        continue;
      }
      String id = entry.path("licenseId").asString();
      JsonNode license = json.readTree(Files.readString(folder.resolve(id + ".json")));
      String header = license.path("standardLicenseHeader").asString("");
      if (!header.isBlank()) {
        add(id, LicenseTexts.Kind.HEADER, header);
      }
      String template = license.path("standardLicenseTemplate").asString("");
      add(
          id,
          LicenseTexts.Kind.TEXT,
          SHORT.contains(id) && !template.isBlank()
              ? required(template)
              : license.path("licenseText").asString(""));
    }
    list = json.readTree(Files.readString(folder.resolve("exceptions.json")));
    for (JsonNode entry : list.path("exceptions")) {
      if (entry.path("isDeprecatedLicenseId").asBoolean()) {
        continue;
      }
      String id = entry.path("licenseExceptionId").asString();
      JsonNode exception = json.readTree(Files.readString(folder.resolve(id + ".json")));
      add(
          id,
          LicenseTexts.Kind.EXCEPTION,
          withoutTitle(required(exception.path("licenseExceptionTemplate").asString(""))));
    }
    if (numbers.size() > 0xffff) {
      throw new IllegalStateException("more words than two bytes number: " + numbers.size());
    }
    Files.createDirectories(output.toAbsolutePath().getParent());
    try (OutputStream file = Files.newOutputStream(output);
        DataOutputStream all = new DataOutputStream(new DeflaterOutputStream(file))) {
      all.writeInt(numbers.size());
      List<String> words = new ArrayList<>(numbers.keySet());
      for (String word : words) {
        all.writeUTF(word);
      }
      all.writeInt(count);
      templates.writeTo(all);
    }
    Files.write(output.resolveSibling(LicenseIds.RESOURCE), ids);
  }

  private void add(String id, LicenseTexts.Kind kind, String text) throws IOException {
    List<String> words = WordNumbers.split(withoutPlaceholders(text));
    if (words.size() < MIN_WORDS) {
      return;
    }
    ids.add(id);
    count++;
    out.writeUTF(id);
    out.writeUTF(kind.name());
    out.writeInt(words.size());
    for (String word : words) {
      out.writeShort(numbers.computeIfAbsent(word, _ -> numbers.size()));
    }
  }

  /// Licenses so short and so common that a title or an optional phrase makes a near copy of
  /// another program match better. The rare ones are told apart by just such words.
  private static final Set<String> SHORT = Set.of("MIT", "ISC");

  private static final Pattern OPTIONAL =
      Pattern.compile("(?s)<<beginOptional[^>]*>>((?!<<beginOptional).)*?<<endOptional>>");
  private static final Pattern VARIABLE =
      Pattern.compile("(?s)<<var;.*?original=\"(.*?)\";match=\"(.*?)\">>");

  /// A template of the list without what a copy of the license may leave out or say otherwise: the
  /// title, the copyright line, "(including the next paragraph)".
  private static String required(String template) {
    String text = template;
    String before;
    do {
      before = text;
      text = OPTIONAL.matcher(text).replaceFirst(" ");
    } while (!text.equals(before));
    return VARIABLE
        .matcher(text)
        .replaceAll(variable ->
            variable.group(2).startsWith(".") ? " " : Matcher.quoteReplacement(variable.group(1)));
  }

  /// An exception without the title that the list prints above it.
  private static String withoutTitle(String text) {
    String[] parts = text.strip().split("\\R\\s*\\R", 2);
    return parts.length == 2 && parts[0].length() < 80 && !parts[0].endsWith(".") ? parts[1] : text;
  }

  private static String withoutPlaceholders(String text) {
    return text.replaceAll("(?im)^\\W*copyright\\s*(\\(c\\)|©)?.{0,100}$", " ")
        .replaceAll("(?m)^.*(?i:copyright)\\s*(\\(c\\)|©)?\\s*[<\\[{].*$", " ")
        .replaceAll("<[^<>]{1,100}>", " ")
        .replaceAll("(?m)^\\s*\\[[^\\]]{1,60}]\\s*$", " ");
  }
}
