package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the tokens that a hunk adds. Lexes the whole file where it is at hand; else the hunk, in
/// the start mode that fits best: a hunk may begin inside a comment or string. One a thread.
public final class HunkReader {
  /*
   * A start mode is tried by putting the opening of a comment or string before the hunk; it counts only
   * if its closing mark stands in the text, since an unclosed comment would swallow the hunk. The
   * reading that shows most code wins, on ties the plain one. Keywords and operators speak for code;
   * unreadable tokens, and names side by side as in prose, against it. Each run of added lines is read
   * by itself too: context may leave the reader inside a string that the added lines know nothing of.
   *
   * Lines pasted from the middle of a documentation string bring its end without its beginning: the
   * mark then opens a string that swallows the code behind it. Where a hunk shows clearly more code
   * without such a mark and the prose before it, it is read without them.
   */
  private final Tokenizer tokenizer = Tokenizers.create();
  private final CommentedCode commentedCode = new CommentedCode(tokenizer);
  private @Nullable String cachedText;
  private String cachedShown = "";
  private @Nullable Language cachedLanguage;
  private @Nullable Tokens cachedTokens;
  private @Nullable LineTable cachedLines;

  /// A reader.
  public HunkReader() {}

  /// The tokens of the added lines of a hunk of a file.
  public HunkTokens read(FileChange file, Hunk hunk, Language language) {
    if (file.newText().isEmpty()) {
      String text = String.join("\n", hunk.lines());
      String shown = Prompts.blank(text);
      Hunk plain = shown.equals(text) ? hunk : hunk.withLines(List.of(shown.split("\n", -1)));
      return commentedCode.addTo(readCode(file, plain, language), plain, file.path());
    }
    String text = file.newText().get();
    Tokens tokens = cachedTokens;
    LineTable lines = cachedLines;
    if (tokens == null || lines == null || language != cachedLanguage || !text.equals(cachedText)) {
      cachedShown = Prompts.blank(text);
      tokens = tokenizer.tokenize(new SourceText(cachedShown, language, file.path()));
      lines = LineTable.of(text);
      cachedText = text;
      cachedLanguage = language;
      cachedTokens = tokens;
      cachedLines = lines;
    }
    Hunk plain = cachedShown.equals(text) ? hunk : shown(hunk, lines);
    return commentedCode.addTo(
        AddedTokens.of(cachedShown, tokens, lines, 0, 1, plain, language), plain, file.path());
  }

  /// A hunk with its lines as they are read.
  private Hunk shown(Hunk hunk, LineTable lines) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      String line = hunk.lines().get(i);
      int number = hunk.firstLine() + i;
      int start = number <= lines.lineCount() ? lines.startOffset(number) : cachedShown.length();
      int end = Math.min(cachedShown.length(), start + line.length());
      shown.add(end - start == line.length() ? cachedShown.substring(start, end) : line);
    }
    return hunk.withLines(shown);
  }

  private HunkTokens readCode(FileChange file, Hunk hunk, Language language) {
    Reading whole = readPart(hunk, language, file.path());
    if (whole.doubtful() && hasSeveralRuns(hunk)) {
      Reading apart = readRuns(hunk, language, file.path());
      return apart.code() > whole.code() ? apart.tokens() : whole.tokens();
    }
    return whole.tokens();
  }

  private static boolean hasSeveralRuns(Hunk hunk) {
    return hunk.added().contains(true) && hunk.added().contains(false);
  }

  /// Reads each run of added lines by itself.
  private Reading readRuns(Hunk hunk, Language language, String label) {
    List<HunkTokens> parts = new ArrayList<>();
    int code = 0;
    int line = 0;
    while (line < hunk.lines().size()) {
      int end = line;
      while (end < hunk.lines().size() && hunk.added().get(end)) {
        end++;
      }
      if (end > line) {
        Hunk run =
            new Hunk(
                hunk.firstLine() + line,
                hunk.lines().subList(line, end),
                hunk.added().subList(line, end),
                0);
        Reading reading = readPart(run, language, label);
        parts.add(reading.tokens());
        code += reading.code();
      }
      line = Math.max(end, line + 1);
    }
    return new Reading(HunkTokens.concat(language, parts), code, false);
  }

  /// A way to read a hunk.
  ///
  /// @param code how much code it shows
  /// @param doubtful whether something in it speaks against it
  private record Reading(HunkTokens tokens, int code, boolean doubtful) {}

  /// Names side by side that a line of Python does not hold, beside what it declares.
  private static final int PROSE_PAIRS = 2;

  private static final int PROSE_WEIGHT = 3;
  private static final int ERROR_WEIGHT = 5;

  /// More than the code that an example holds with its output.
  private static final int PROMPT_WEIGHT = 40;

  private static final int COMMENT_END_BONUS = 12;

  /// Code that must come to light for a mark to count as the end of a torn string, in tokens.
  private static final int TORN_STRING_GAIN = 8;

  private static final int MAX_TORN_STRINGS = 3;
  private static final int MAX_TORN_LINES = 30;
  private static final int MAX_TORN_TEXT = 20_000;
  private static final int MAX_MARKS = 12;
  private static final Pattern DOCUMENTATION_MARK = Pattern.compile("\"\"\"|'''");

  private Reading readPart(Hunk hunk, Language language, String label) {
    String text = String.join("\n", hunk.lines()) + "\n";
    List<String> openings = new ArrayList<>(List.of(""));
    for (Delimiters mode : language.profile().comments().openings()) {
      int close = text.indexOf(mode.close());
      if (close >= 0
          && (mode.open().equals(mode.close()) || !opensBefore(text, mode.open(), close))) {
        openings.add(mode.open());
      }
    }
    Reading best = null;
    for (String opening : openings) {
      Reading plain = read(opening, text, hunk, language, label);
      Reading reading = withoutTornStrings(plain, opening, text, hunk, language, label);
      if (best == null || reading.code() > best.code()) {
        best = reading;
      }
    }
    return withoutProse(Objects.requireNonNull(best), text, hunk, language, label);
  }

  /// A hunk from the middle of a documentation string, whose marks it does not show, reads like
  /// code: without the lines that cannot be any.
  private Reading withoutProse(
      Reading reading, String text, Hunk hunk, Language language, String label) {
    if (!language.isKin(Language.PYTHON) || !reading.doubtful()) {
      return reading;
    }
    LineTable lines = LineTable.of(text);
    StringBuilder without = new StringBuilder(text);
    boolean blanked = false;
    HunkTokens tokens = reading.tokens();
    // A type stands before a declared name: of names in a row, the first pair says nothing there.
    int allowed = language.profile().statements().has(StatementTrait.C_DECLARATIONS) ? 1 : 0;
    int inRow = 0;
    int pairs = 0;
    for (int i = 1; i <= tokens.size(); i++) {
      boolean sameLine = i < tokens.size() && tokens.line(i) == tokens.line(i - 1);
      if (sameLine && tokens.symbol(i) == Alphabet.NAME && tokens.symbol(i - 1) == Alphabet.NAME) {
        pairs += ++inRow > allowed ? 1 : 0;
      } else {
        inRow = 0;
      }
      if (!sameLine) {
        if (pairs >= PROSE_PAIRS) {
          int start = lines.startOffset(tokens.line(i - 1) - hunk.firstLine() + 1);
          int end = text.indexOf('\n', start);
          blank(without, start, end < 0 ? text.length() : end);
          blanked = true;
        }
        pairs = 0;
      }
    }
    if (!blanked) {
      return reading;
    }
    Reading rest = read("", without.toString(), hunk, language, label);
    return rest.code() > reading.code() ? rest : reading;
  }

  private Reading read(String opening, String text, Hunk hunk, Language language, String label) {
    Tokens tokens = tokenizer.tokenize(new SourceText(opening + text, language, label));
    HunkTokens read =
        AddedTokens.of(
            opening + text,
            tokens,
            LineTable.of(opening + text),
            opening.length(),
            hunk.firstLine() - (opening.endsWith("\n") ? 1 : 0),
            hunk,
            language);
    TokenKinds kinds = TokenKinds.of(read.tokens());
    int prose = kinds.namePairs();
    int code = kinds.fixed() - ERROR_WEIGHT * tokens.errors();
    if (language.isKin(Language.PYTHON)) {
      code -= PROMPT_WEIGHT * prompts(hunk, read);
    }
    code -= PROSE_WEIGHT * prose;
    // A comment's end with no beginning before it is near to proof; it may stand in a string.
    code += opening.startsWith("/*") || opening.startsWith("=") ? COMMENT_END_BONUS : 0;
    return new Reading(read, code, prose > 0 || tokens.errors() > 0);
  }

  /// The lines read as code that are examples of a documentation string.
  private static int prompts(Hunk hunk, HunkTokens read) {
    int prompts = 0;
    for (int i = 0; i < read.size(); i++) {
      int line = read.line(i);
      if ((i == 0 || read.line(i - 1) != line)
          && hunk.lines().get(line - hunk.firstLine()).strip().startsWith(">>>")) {
        prompts++;
      }
    }
    return prompts;
  }

  /// Reads a hunk without the ends of documentation strings that begin outside of it, if there are
  /// any.
  private Reading withoutTornStrings(
      Reading plain, String opening, String text, Hunk hunk, Language language, String label) {
    // What a torn string leaves behind is prose; and trying costs as many readings as there are
    // marks.
    if (!language.isKin(Language.PYTHON) || !plain.doubtful() || text.length() > MAX_TORN_TEXT) {
      return plain;
    }
    Reading best = plain;
    String bestText = text;
    for (int torn = 0; torn < MAX_TORN_STRINGS; torn++) {
      Reading better = best;
      String betterText = bestText;
      int end = 0;
      Matcher marks = DOCUMENTATION_MARK.matcher(bestText);
      for (int tried = 0; tried < MAX_MARKS && marks.find(); tried++) {
        String without = blank(bestText, marks.start(), marks.end());
        Reading reading = read(opening, without, hunk, language, label);
        if (reading.code() >= best.code() + TORN_STRING_GAIN && reading.code() > better.code()) {
          better = reading;
          betterText = without;
          end = marks.end();
        }
      }
      if (better.code() == best.code()) {
        break;
      }
      // The text of the string, up to where it shows less code than it hides.
      int start = end;
      for (int line = 0; line < MAX_TORN_LINES && start > 0; line++) {
        start = bestText.lastIndexOf('\n', start - 2) + 1;
        String without = blank(bestText, start, end);
        Reading reading = read(opening, without, hunk, language, label);
        if (reading.code() >= better.code()) {
          better = reading;
          betterText = without;
        }
      }
      best = better;
      bestText = betterText;
    }
    return best;
  }

  private static String blank(String text, int start, int end) {
    StringBuilder blanked = new StringBuilder(text);
    blank(blanked, start, end);
    return blanked.toString();
  }

  private static void blank(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private static boolean opensBefore(String text, String opening, int close) {
    int at = text.indexOf(opening);
    return at >= 0 && at < close;
  }
}
