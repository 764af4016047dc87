package dev.ringfence.scanner.blast;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Which lines tests run through, as coverage files say: LCOV, Cobertura's or JaCoCo's XML.
public final class Coverage {
  /// No coverage files.
  public static final Coverage NONE = new Coverage();

  /// Whether each line that can run was run, by the path as the file writes it.
  private final Map<String, NavigableMap<Integer, Boolean>> lines = new HashMap<>();

  private Coverage() {}

  /// Reads coverage files; one that is none of the three is a [RingfenceException].
  public static Coverage read(List<Path> files) throws IOException {
    Coverage coverage = new Coverage();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "coverage/not-found",
                "coverage file does not exist: `" + file + "`",
                "check the path"));
      }
      if (!coverage.add(file)) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "coverage/unreadable",
                    "the file is no coverage report that is read here",
                    "give an LCOV file, or the XML of Cobertura or JaCoCo")
                .at(file.toString()));
      }
    }
    return coverage;
  }

  private boolean add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(512);
      boolean xml = new String(head, java.nio.charset.StandardCharsets.UTF_8).contains("<");
      int before = lines.size();
      if (xml) {
        addXml(file);
      } else {
        addLcov(file);
      }
      return lines.size() > before;
    } catch (XMLStreamException malformed) {
      return false;
    }
  }

  private void put(String path, int line, boolean run) {
    lines.computeIfAbsent(path, key -> new TreeMap<>()).merge(line, run, Boolean::logicalOr);
  }

  private void addLcov(Path file) throws IOException {
    String path = "";
    for (String line : Files.readString(file).lines().toList()) {
      if (line.startsWith("SF:")) {
        path = line.substring(3).trim();
      } else if (line.startsWith("DA:") && line.matches("DA:\\d{1,9},\\d+.*")) {
        String[] parts = line.substring(3).split(",", -1);
        put(path, Integer.parseInt(parts[0]), !parts[1].equals("0"));
      }
    }
  }

  private void addXml(Path file) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // No entity of a stranger's file is resolved.
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      String folder = "";
      String path = "";
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (reader.getLocalName()) {
          case "package" -> folder = attribute(reader, "name");
          case "class" -> {
            String name = attribute(reader, "filename");
            path = name.isEmpty() ? path : name;
          }
          case "sourcefile" ->
              path = (folder.isEmpty() ? "" : folder + "/") + attribute(reader, "name");
          case "line" -> addLine(reader, path);
          default -> {}
        }
      }
    }
  }

  private void addLine(XMLStreamReader reader, String path) {
    String hits = attribute(reader, "hits");
    String number = attribute(reader, hits.isEmpty() ? "nr" : "number");
    String run = hits.isEmpty() ? attribute(reader, "ci") : hits;
    if (number.matches("\\d{1,9}") && !path.isEmpty()) {
      put(path, Integer.parseInt(number), !run.equals("0"));
    }
  }

  private static String attribute(XMLStreamReader reader, String name) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  /// The share of a file's lines that tests run; empty where no file says.
  ///
  /// @param path the path in the repository; coverage files may leave its first folders out
  public OptionalDouble of(String path) {
    List<NavigableMap<Integer, Boolean>> found = new ArrayList<>();
    lines.forEach((name, covered) -> {
      String plain = name.replace('\\', '/').replaceFirst("^\\./", "");
      if (plain.equals(path) || path.endsWith("/" + plain) || plain.endsWith("/" + path)) {
        found.add(covered);
      }
    });
    return found.stream()
        .flatMap(each -> each.values().stream())
        .mapToInt(run -> run ? 1 : 0)
        .average();
  }
}
