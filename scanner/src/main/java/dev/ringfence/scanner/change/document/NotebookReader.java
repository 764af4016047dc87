package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Jupyter notebooks: code cells in the language of their kernel, their own or that of their
/// magic, and the strings of all else, which may hold code too. Reads whole notebooks, also on one
/// line, and the lines of them that a patch shows.
final class NotebookReader implements EscapedStrings.Listener {
  private static final Pattern CELL_MAGIC = Pattern.compile("^\\s*%%(\\w+).*");
  private static final Pattern LINE_MAGIC = Pattern.compile("^\\s*(?:%\\w+|!|\\?\\w).*");
  private static final Pattern SHELL_LINE = Pattern.compile("^\\s*!(.*)");

  /// Deeper nesting than any notebook has is cut off, so that brackets alone cost no memory.
  private static final int MAX_DEPTH = 200;

  /// An object or array; what was not seen to begin counts as an object.
  private static final class Frame {
    boolean array;
    String key = "";
    String type = "";
    Optional<Language> language = Optional.empty();
    final List<DocumentLine> source = new ArrayList<>();
  }

  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<DocumentPart> parts = new ArrayList<>();
  private final List<Frame> codeCells = new ArrayList<>();
  private Optional<Language> kernel = Optional.empty();
  private List<DocumentLine> strings = new ArrayList<>();
  private int skipped;

  private NotebookReader() {}

  static List<DocumentPart> read(List<DocumentLine> lines) {
    NotebookReader reader = new NotebookReader();
    reader.frames.push(new Frame());
    EscapedStrings.read(lines, reader);
    while (!reader.frames.isEmpty()) {
      reader.close(reader.frames.pop());
    }
    reader.endStrings();
    reader.codeCells.forEach(reader::addCell);
    // What stands outside of all strings is no notebook, whatever the file is called.
    reader.parts.add(new DocumentPart(Optional.empty(), lines));
    reader.parts.sort(Comparator.comparingInt(NotebookReader::firstLine));
    return reader.parts;
  }

  private static int firstLine(DocumentPart part) {
    return part.lines().isEmpty() ? 0 : part.lines().getFirst().number();
  }

  @Override
  public void begin(boolean object) {
    if (frames.size() > MAX_DEPTH) {
      skipped++;
      return;
    }
    Frame frame = new Frame();
    frame.array = !object;
    if (frame.array) {
      // The elements of an array belong to its key.
      frame.key = top().key;
    }
    frames.push(frame);
  }

  @Override
  public void end() {
    if (skipped > 0) {
      skipped--;
      return;
    }
    close(frames.pop());
    if (frames.isEmpty()) {
      frames.push(new Frame());
    }
  }

  @Override
  public void key(String name) {
    top().key = name;
  }

  @Override
  public void string(List<String> lines, int number) {
    Frame frame = top();
    String value = lines.getFirst();
    switch (frame.key) {
      case "cell_type" -> frame.type = value;
      case "language", "languageId" -> {
        Optional<Language> named = LanguageDetector.ofName(value);
        frame.language = named;
        Optional<Frame> around = frames.stream().filter(outer -> !outer.type.isEmpty()).findFirst();
        around.ifPresent(outer -> outer.language = named);
        if (around.isEmpty()) {
          kernel = named.or(() -> kernel);
        }
      }
      case "name", "pygments_lexer", "file_extension" ->
          kernel =
              kernel.or(() ->
                  LanguageDetector.ofName(value.startsWith(".") ? value.substring(1) : value));
      case "source", "input" -> {
        for (String line : lines) {
          cell().source.add(new DocumentLine(number, line));
        }
      }
      default -> {
        for (String line : lines) {
          strings.add(new DocumentLine(number, line));
        }
      }
    }
  }

  private Frame top() {
    return frames.element();
  }

  /// The object that a string belongs to, around the array that it is in.
  private Frame cell() {
    Frame inner = top();
    return inner.array && frames.size() > 1
        ? frames.stream().skip(1).findFirst().orElse(inner)
        : inner;
  }

  private void close(Frame frame) {
    if (frame.source.isEmpty()) {
      return;
    }
    endStrings();
    if (frame.type.equals("code")) {
      codeCells.add(frame);
    } else {
      parts.addAll(MarkupReader.read(frame.source));
    }
  }

  private void endStrings() {
    if (!strings.isEmpty()) {
      parts.addAll(MarkupReader.read(strings));
      strings = new ArrayList<>();
    }
  }

  private void addCell(Frame cell) {
    Optional<Language> language =
        Optional.of(cell.language.or(() -> kernel).orElse(Language.PYTHON));
    DocumentLine first = cell.source.getFirst();
    Matcher magic = CELL_MAGIC.matcher(first.text());
    boolean hasMagic = magic.matches();
    if (hasMagic) {
      language = ofMagic(magic.group(1), language);
    }
    PartCollector code = new PartCollector();
    PartCollector shell = new PartCollector();
    boolean python = language.filter(named -> named.isKin(Language.PYTHON)).isPresent();
    for (DocumentLine line : cell.source) {
      Matcher command = SHELL_LINE.matcher(line.text());
      if (python && command.matches()) {
        shell.add(Optional.of(Language.SHELL), line.number(), command.group(1));
      }
      boolean blank =
          (hasMagic && line.equals(first)) || (python && LINE_MAGIC.matcher(line.text()).matches());
      code.add(language, line.number(), blank ? "" : line.text());
    }
    parts.addAll(code.parts());
    parts.addAll(shell.parts());
  }

  private static Optional<Language> ofMagic(String magic, Optional<Language> cell) {
    return switch (magic) {
      case "script", "system", "sx", "cmd" -> Optional.of(Language.SHELL);
      case "html", "svg", "latex", "markdown", "writefile", "file", "SVG" -> Optional.empty();
      case "js" -> Optional.of(Language.JAVASCRIPT);
      default -> LanguageDetector.ofName(magic).or(() -> cell);
    };
  }
}
