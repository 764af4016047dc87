package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the code blocks of Markdown and its kin, reStructuredText, AsciiDoc, Org, LaTeX, Texinfo,
/// manual pages and wikis. All at once, whatever the name of the file: a README is written in any
/// of them.
final class MarkupReader {
  /*
   * Only a block that names a language that is known here is code for sure. What stands in any other block may be
   * code as well as what stands in none: the text has to tell. So it does not matter where a block
   * without a language begins and ends, which a patch often does not show; only its language does.
   */
  private static final String QUOTE =
      "^[ \\t]*(?:>[ \\t]*)*(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+)*(?:>[ \\t]*)*";
  private static final Pattern FENCE = Pattern.compile(QUOTE + "(`{3,}|~{3,})[ \\t]*(.*)$");
  private static final Pattern QUOTED = Pattern.compile("^[ \\t]*(?:>[ \\t]?)+");
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "^([ \\t]*)(?:(?:[-*#]|\\d{1,9}\\.)[ \\t]+)*\\.\\.[ \\t]+([\\w:-]+)::[ \\t]*([^ \\t]*).*$");
  private static final Pattern OPTION = Pattern.compile("^[ \\t]*:[\\w-]+:.*$");
  private static final Pattern ORG =
      Pattern.compile("(?i)^[ \\t]*#\\+begin_(?:src|example)[ \\t]*([^ \\t]*).*$");
  private static final Pattern ASCIIDOC =
      Pattern.compile(
          "(?i)^\\[(?:source|listing|,)?[ \\t]*(?:%\\w+)?,?[ \\t]*([^ \\t,\\]]*+).*\\][ \\t]*$");
  private static final Pattern ASCIIDOC_LIMIT = Pattern.compile("^(?:-{2,}|\\.{4,})[ \\t]*$");
  private static final Pattern LATEX =
      Pattern.compile(
          "^[ \\t]*\\\\begin\\{(lstlisting|minted|verbatim|Verbatim|code|pyverbatim|pycode|Shaded|Highlighting)\\}(.*)$");
  private static final Pattern LATEX_LANGUAGE =
      Pattern.compile(
          "(?:language[ \\t]*=[ \\t]*\\{?(?:\\[[^\\]]*\\])?|^(?:\\[[^\\]]*\\])?\\{)([\\w+#-]+)");
  private static final Pattern TAG =
      Pattern.compile(
          "(?i)<(source|syntaxhighlight|pre|code|script)\\b[^<>]*?(?:lang|language|class|type)[ \\t]*=[ \\t]*[\"']?(?:language-|lang-|brush: ?|text/|sourceCode )?([\\w+#-]+)[^<>]*>(.*)$");
  private static final Pattern INFO =
      Pattern.compile(
          "^(?:\\{?[ \\t]*(?:(?:code-block|code-cell|code|sourcecode|exec|\\.sourceCode)\\}?[ \\t]+)?[.=]?)([\\w+#-]+).*$");

  /// A block that says its language.
  private sealed interface Block {}

  /// Ends at a line like the one that began it.
  private record Fence(char mark, int length) implements Block {}

  /// Ends where the indentation does.
  private record Indented(int columns) implements Block {}

  /// Ends at a mark of its own.
  private record Until(String mark) implements Block {}

  private final PartCollector parts = new PartCollector();
  private Optional<Block> block = Optional.empty();
  private Optional<Language> language = Optional.empty();
  private Optional<Language> announced = Optional.empty();

  private MarkupReader() {}

  static List<DocumentPart> read(List<DocumentLine> lines) {
    MarkupReader reader = new MarkupReader();
    for (DocumentLine line : lines) {
      reader.read(line);
    }
    return reader.parts.parts();
  }

  private void read(DocumentLine line) {
    String text = line.text();
    if (text.length() > DocumentReader.MAX_MARKUP_LINE) {
      parts.add(language, line.number(), text);
      return;
    }
    if (block.isPresent() && endsBlock(block.get(), text)) {
      boolean closing = !(block.get() instanceof Indented);
      block = Optional.empty();
      language = Optional.empty();
      parts.endPart();
      if (closing) {
        return;
      }
    }
    if (block.isEmpty() && beginsBlock(text)) {
      parts.endPart();
      if (block.isEmpty()) {
        parts.add(Optional.empty(), line.number(), "");
      }
      return;
    }
    boolean option =
        block.isPresent() && block.get() instanceof Indented && OPTION.matcher(text).matches();
    parts.add(language, line.number(), option ? "" : inside(text));
  }

  /// The text of a line without the marks of a quotation around its block.
  private String inside(String text) {
    return block.isPresent() && block.get() instanceof Fence
        ? QUOTED.matcher(text).replaceFirst("")
        : text;
  }

  private boolean endsBlock(Block open, String text) {
    return switch (open) {
      case Fence(char mark, int length) -> {
        Matcher fence = FENCE.matcher(text);
        yield fence.matches()
            && fence.group(1).charAt(0) == mark
            && fence.group(1).length() >= length
            && fence.group(2).isBlank();
      }
      case Indented(int columns) -> !text.isBlank() && columns(text) <= columns;
      case Until(String mark) ->
          text.stripLeading().toLowerCase(Locale.ROOT).startsWith(mark)
              || (mark.startsWith("</") && text.toLowerCase(Locale.ROOT).contains(mark));
    };
  }

  /// Whether a line is the head of a block; the block is set if it says a language that is known.
  private boolean beginsBlock(String text) {
    Matcher fence = FENCE.matcher(text);
    if (fence.matches()) {
      open(ofInfo(fence.group(2)), new Fence(fence.group(1).charAt(0), fence.group(1).length()));
      return true;
    }
    Matcher directive = DIRECTIVE.matcher(text);
    if (directive.matches()) {
      open(
          ofDirective(directive.group(2), directive.group(3)),
          new Indented(columns(directive.group(1))));
      return true;
    }
    Matcher org = ORG.matcher(text);
    if (org.matches()) {
      open(LanguageDetector.ofName(org.group(1)), new Until("#+end_"));
      return true;
    }
    if (text.startsWith("[")) {
      Matcher attributes = ASCIIDOC.matcher(text);
      announced =
          attributes.matches() ? LanguageDetector.ofName(attributes.group(1)) : Optional.empty();
      return announced.isPresent();
    }
    if (announced.isPresent() && !text.isBlank()) {
      Matcher limit = ASCIIDOC_LIMIT.matcher(text);
      if (limit.matches()) {
        open(announced, new Until(text.strip()));
        announced = Optional.empty();
        return true;
      }
      announced = Optional.empty();
    }
    Matcher latex = LATEX.matcher(text);
    if (latex.matches()) {
      Matcher named = LATEX_LANGUAGE.matcher(latex.group(2));
      Optional<Language> known =
          named.find() ? LanguageDetector.ofName(named.group(1)) : Optional.empty();
      open(
          latex.group(1).startsWith("py") ? Optional.of(Language.PYTHON) : known,
          new Until("\\end{" + latex.group(1).toLowerCase(Locale.ROOT)));
      return true;
    }
    if (text.indexOf('<') >= 0) {
      Matcher tag = TAG.matcher(text);
      if (tag.find() && tag.group(3).isBlank()) {
        open(
            LanguageDetector.ofName(tag.group(2)),
            new Until("</" + tag.group(1).toLowerCase(Locale.ROOT)));
        return true;
      }
    }
    return false;
  }

  private void open(Optional<Language> named, Block opened) {
    if (named.isPresent()) {
      block = Optional.of(opened);
      language = named;
    }
  }

  /// The language of an info string: `c`, `{r, echo=FALSE}`, `{.python .numberLines}`,
  /// `{code-block} python`.
  private static Optional<Language> ofInfo(String info) {
    Matcher word = INFO.matcher(info.strip());
    return word.matches() ? LanguageDetector.ofName(word.group(1)) : Optional.empty();
  }

  private static Optional<Language> ofDirective(String name, String argument) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "code-block", "code", "sourcecode", "highlight-block", "prompt", "literal" ->
          LanguageDetector.ofName(argument);
      case "testcode",
          "testsetup",
          "doctest",
          "plot",
          "ipython",
          "jupyter-execute",
          "pyodide",
          "try_examples" ->
          Optional.of(Language.PYTHON);
      default -> Optional.empty();
    };
  }

  private static int columns(String text) {
    int columns = 0;
    while (columns < text.length()
        && (text.charAt(columns) == ' ' || text.charAt(columns) == '\t')) {
      columns++;
    }
    return columns;
  }
}
