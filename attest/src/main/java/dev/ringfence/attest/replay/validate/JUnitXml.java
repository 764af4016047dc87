package dev.ringfence.attest.replay.validate;

import dev.ringfence.corpus.glob.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads test reports as JUnit's runners write them. They come from code that a model wrote: no
/// document type is read, nothing outside is fetched, and links are not followed.
final class JUnitXml {
  private static final long MAX_BYTES = 32L << 20;
  private static final int MAX_FILES = 5_000;

  private JUnitXml() {}

  /// The files of a tree that globs name.
  static List<Path> find(Path root, List<String> globs) throws IOException {
    List<Path> found = new ArrayList<>();
    if (globs.isEmpty()) {
      return found;
    }
    List<Glob> matchers =
        globs.stream().map(glob -> Glob.gitignore(glob, !glob.contains("/"))).toList();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(root.resolve(".git"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile()
                && matchers.stream().anyMatch(glob -> glob.matches(path))) {
              found.add(file);
            }
            return found.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) {
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  /// The tests of files.
  ///
  /// @param faults gets what cannot be read
  static Map<String, Outcome.TestState> read(Path root, List<Path> files, List<String> faults) {
    Map<String, Outcome.TestState> tests = new TreeMap<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        if (Files.size(file) > MAX_BYTES) {
          faults.add(root.relativize(file) + ": larger than " + (MAX_BYTES >> 20) + " MB");
          continue;
        }
        read(in, tests);
      } catch (IOException | XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        faults.add(
            root.relativize(file)
                + ": no JUnit XML: "
                + message.substring(0, Math.min(message.length(), 200)));
      }
    }
    return tests;
  }

  private static void read(InputStream in, Map<String, Outcome.TestState> tests)
      throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    Optional<String> name = Optional.empty();
    Outcome.TestState state = Outcome.TestState.PASSED;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type is not read");
        case XMLStreamConstants.START_ELEMENT -> {
          switch (reader.getLocalName()) {
            case "testcase" -> {
              String owner = reader.getAttributeValue(null, "classname");
              String own = reader.getAttributeValue(null, "name");
              name =
                  Optional.of(
                      (owner == null || owner.isEmpty() ? "" : owner + ".")
                          + (own == null ? "" : own));
              state = Outcome.TestState.PASSED;
            }
            case "failure", "error" -> state = Outcome.TestState.FAILED;
            case "skipped" ->
                state = state == Outcome.TestState.FAILED ? state : Outcome.TestState.SKIPPED;
            default -> {}
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (reader.getLocalName().equals("testcase") && name.isPresent()) {
            // One that ran twice counts by its worse end.
            tests.merge(
                name.get(),
                state,
                (a, b) -> a == Outcome.TestState.FAILED || b == Outcome.TestState.PASSED ? a : b);
            name = Optional.empty();
          }
        }
        default -> {}
      }
    }
  }
}
