package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Masks what no regular lexer can read, before any lexer sees the text: here-documents, which end
/// with a word that their first line names; columns and continued lines of Fortran and MATLAB; the
/// text around PHP; documentation between lines. Every unit stays in its place: comments become
/// blanks, here-documents a run of U+0001, which is a string to the grammars, and their spelling is
/// still that of the source.
public final class Masker {
  private static final Pattern RUBY_HEREDOC =
      Pattern.compile(
          "(?<![\\w)\\]\\x22'])<<[~-]?(?:([\"'`])([^\"'`\\r\\n]+)\\1|()([A-Za-z_]\\w*))");
  private static final Pattern SHELL_HEREDOC =
      Pattern.compile(
          "(?<!<)<<-?[ \\t]*(?:([\"'])([^\"'\\r\\n]+)\\1|()\\\\?([^\\s<>|&;()\"'`\\\\$#-][^\\s<>|&;()\"'`\\\\$]*))");
  private static final Pattern PERL_HEREDOC =
      Pattern.compile("<<~?(?:[ \\t]*([\"'])([^\"'\\r\\n]*)\\1|()([A-Za-z_]\\w*))");
  private static final Pattern PHP_HEREDOC =
      Pattern.compile("<<<[ \\t]*([\"']?)([A-Za-z_]\\w*)\\1[ \\t]*$");

  private static final Pattern ELEMENT_TEXT =
      Pattern.compile(
          "<(?:[A-Za-z][\\w.]*+[^<>]{0,200}+|/[\\w.]*+)?>"
              + "([^<>{};+()'\"][^<>{};+()]{0,2000}+)(?=<[/A-Za-z]|\\{)");

  /// A regular expression with a quote in it, in a place where its first slash could divide, told
  /// by what is called on it.
  private static final Pattern CALLED_REGEX =
      Pattern.compile(
          "(?<=[)}\\n\\r])[ \\t]*+(/(?![*/])(?:[^/\\\\\\[\\r\\n]|\\\\[^\\r\\n]"
              + "|\\[(?:[^\\]\\\\\\r\\n]|\\\\[^\\r\\n]){0,200}+\\]){1,500}+/[a-z]{0,8}+)"
              + "(?=[ \\t]*+\\.[ \\t]*+(?:test|exec|source|flags)\\b)");

  private static final Pattern FORMAT =
      Pattern.compile("[ \\t]*format(?:[ \\t]+[A-Za-z_][\\w:]*+)?[ \\t]*=[ \\t]*");
  private static final Pattern DASHED_OPEN =
      Pattern.compile("(?<![\\w.])[rR]([\"'])(-{1,64}+)([(\\[{])");
  private static final Pattern DASHED_CLOSE = Pattern.compile("[)\\]}]-{1,64}+[\"']");
  private static final Pattern DISABLED = Pattern.compile("[ \\t]*#[ \\t]*if[ \\t]+0\\b.*");
  private static final Pattern CONDITION = Pattern.compile("[ \\t]*#[ \\t]*if(?:n?def)?\\b.*");
  private static final Pattern CONDITION_END =
      Pattern.compile("[ \\t]*#[ \\t]*(?:else|elif|endif)\\b.*");
  private static final Pattern SEQUENCE_NUMBER = Pattern.compile("[A-Za-z]{0,6}[0-9]{2,8} *");

  private static final NavigableSet<Integer> NO_LINES = Collections.emptyNavigableSet();

  private final TextUnits text;
  private final List<int[]> lines = new ArrayList<>();
  private final Map<String, NavigableSet<Integer>> closings = new HashMap<>();
  private boolean inPhp;

  private Masker(TextUnits text) {
    this.text = text;
  }

  /// Masks a text in place.
  public static void mask(Language language, TextUnits text) {
    switch (language) {
      case C, CPP, CUDA, OPENCL, OBJECTIVE_C -> {
        if (hasDisabledBlock(text)) {
          new Masker(text).split().maskDisabledProse();
        }
        if ((language == Language.CPP || language == Language.CUDA) && text.contains("R\"")) {
          new Masker(text).maskRawStrings();
        }
      }
      case JAVASCRIPT -> {
        if (text.contains("</")) {
          new Masker(text).maskElementText();
        }
        if (text.contains(".test") || text.contains(".exec")) {
          new Masker(text).maskCalledRegexes();
        }
      }
      case RUBY -> {
        if (text.contains("<<") || text.contains("=begin") || text.contains("__END__")) {
          Masker masker = new Masker(text).split();
          masker.maskBetween("=begin", "=end", false);
          masker.maskAfter("__END__");
          masker.maskHeredocs(RUBY_HEREDOC);
        }
      }
      case PERL -> {
        Masker masker = new Masker(text).split();
        masker.maskBetween("=", "=cut", true);
        masker.maskAfter("__END__");
        masker.maskAfter("__DATA__");
        if (text.contains("format")) {
          masker.maskFormats();
        }
        if (text.contains("<<")) {
          masker.maskHeredocs(PERL_HEREDOC);
        }
      }
      case SHELL -> {
        if (text.contains("<<")) {
          new Masker(text).split().maskHeredocs(SHELL_HEREDOC);
        }
      }
      case PHP -> {
        Masker masker = new Masker(text);
        if (text.contains("<<<")) {
          masker.inPhp = true;
          masker.split().maskHeredocs(PHP_HEREDOC);
        }
        masker.maskPages();
      }
      case R -> {
        if (text.contains("-(") || text.contains("-[") || text.contains("-{")) {
          new Masker(text).maskDashedStrings();
        }
      }
      case FORTRAN -> {
        text.lowerCase();
        if (text.contains("&")) {
          new Masker(text).split().joinAmpersands();
        }
      }
      case FORTRAN_FIXED -> {
        text.lowerCase();
        new Masker(text).split().readColumns();
      }
      case MATLAB -> {
        Masker masker = new Masker(text).split();
        masker.maskNestedBlocks();
        if (text.contains("...")) {
          masker.joinEllipses();
        }
      }
      default -> {}
    }
  }

  private Masker split() {
    char[] units = text.units();
    int length = text.length();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || units[i] == '\n' || units[i] == '\r') {
        lines.add(new int[] {start, i});
        if (i + 1 < length && units[i] == '\r' && units[i + 1] == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
    return this;
  }

  private String line(int number) {
    int[] line = lines.get(number);
    return text.text(line[0], line[1]);
  }

  private int end(int number) {
    return number + 1 < lines.size() ? lines.get(number + 1)[0] : text.length();
  }

  /// Code in `#if 0` stays code; prose, which has an apostrophe here and there, is a comment.
  private void maskDisabledProse() {
    for (int n = 0; n < lines.size(); n++) {
      int first = afterBlanks(text.bytes(), lines.get(n)[0], lines.get(n)[1]);
      if (first == lines.get(n)[1]
          || text.bytes()[first] != '#'
          || !DISABLED.matcher(line(n)).matches()) {
        continue;
      }
      int depth = 0;
      int last = n + 1;
      boolean prose = false;
      for (; last < lines.size(); last++) {
        String line = line(last);
        if (CONDITION.matcher(line).matches()) {
          depth++;
        } else if (CONDITION_END.matcher(line).matches()) {
          if (depth == 0) {
            break;
          }
          if (line.contains("endif")) {
            depth--;
          }
        } else {
          prose |= hasOpenQuote(line);
        }
      }
      if (prose) {
        text.blank(lines.get(n + 1 < lines.size() ? n + 1 : n)[0], lines.get(last - 1)[1]);
      }
      n = last - 1;
    }
  }

  /// Text between the tags of JSX, where an apostrophe would open a string, and `src/*` a comment.
  /// Where quotes and comments come in pairs it is read as it stands: it may be code between `<`
  /// and `>`.
  private void maskElementText() {
    Matcher matcher = ELEMENT_TEXT.matcher(text.text(0, text.length()));
    while (matcher.find()) {
      String words = matcher.group(1);
      if (isOdd(words, '\'') || isOdd(words, '"') || isOdd(words, '`') || hasOpenComment(words)) {
        text.literal(matcher.start(1), matcher.end(1));
      }
    }
  }

  private static boolean isOdd(String words, char quote) {
    return words.chars().filter(c -> c == quote).count() % 2 == 1;
  }

  /// Whether a comment begins in it that ends elsewhere; one to the end of the line hardly ever
  /// follows a colon.
  private static boolean hasOpenComment(String words) {
    int open = words.indexOf("/*");
    return (open >= 0 && words.indexOf("*/", open + 2) < 0) || words.contains("://");
  }

  private void maskCalledRegexes() {
    Matcher matcher = CALLED_REGEX.matcher(text.text(0, text.length()));
    while (matcher.find()) {
      String regex = matcher.group(1);
      if (isOdd(regex, '\'') || isOdd(regex, '"') || isOdd(regex, '`')) {
        text.literal(matcher.start(1), matcher.end(1));
      }
    }
  }

  /// Pictures of Perl's `format NAME =`, up to a line with a point.
  private void maskFormats() {
    for (int n = 0; n + 1 < lines.size(); n++) {
      if (FORMAT.matcher(line(n)).matches()) {
        int close = closing(".", n + 1);
        if (close > n + 1) {
          text.literal(lines.get(n + 1)[0], lines.get(close - 1)[1]);
        }
        if (close > n) {
          text.blank(lines.get(close)[0], lines.get(close)[1]);
          n = close;
        }
      }
    }
  }

  /// Raw strings of R with dashes, as many as one likes, between quote and bracket.
  private void maskDashedStrings() {
    String all = text.text(0, text.length());
    // Looked up, not searched: see maskRawStrings.
    Map<String, NavigableSet<Integer>> closers = new HashMap<>();
    for (Matcher close = DASHED_CLOSE.matcher(all); close.find(); ) {
      closers.computeIfAbsent(close.group(), _ -> new TreeSet<>()).add(close.start());
    }
    int at = 0;
    for (Matcher open = DASHED_OPEN.matcher(all); open.find(at); ) {
      char bracket = ")]}".charAt("([{".indexOf(open.group(3)));
      String closer = bracket + open.group(2) + open.group(1);
      Integer end = closers.getOrDefault(closer, NO_LINES).ceiling(open.end());
      at = end == null ? open.end() : end + closer.length();
      if (end != null) {
        text.literal(open.start(), at);
      }
    }
  }

  /// Raw strings whose delimiter is a word: no regular rule compares it with the one at the end.
  private void maskRawStrings() {
    // Looked up, not searched: each of many openings that never close would be searched to the end.
    Map<String, NavigableSet<Integer>> closers = null;
    for (int at = text.indexOf("R\"", 0); at >= 0; at = text.indexOf("R\"", at + 2)) {
      int open = at + 2;
      while (open < text.length() && isDelimiter(text.units()[open]) && open - at < 19) {
        open++;
      }
      if (open == at + 2 || open >= text.length() || text.units()[open] != '(') {
        continue;
      }
      if (closers == null) {
        closers = closersOfRawStrings();
      }
      String delimiter = text.text(at + 2, open);
      NavigableSet<Integer> places = closers.get(delimiter);
      Integer end = places == null ? null : places.ceiling(open + 1);
      if (end != null) {
        int last = end + delimiter.length() + 2;
        text.literal(at, last);
        at = end;
      }
    }
  }

  /// Where `)delimiter"` stands, by delimiter.
  private Map<String, NavigableSet<Integer>> closersOfRawStrings() {
    Map<String, NavigableSet<Integer>> closers = new HashMap<>();
    for (int quote = text.indexOf("\"", 0); quote >= 0; quote = text.indexOf("\"", quote + 1)) {
      int from = quote - 1;
      while (from >= 0 && quote - from < 19 && isDelimiter(text.units()[from])) {
        from--;
      }
      if (from >= 0 && text.units()[from] == ')') {
        closers.computeIfAbsent(text.text(from + 1, quote), key -> new TreeSet<>()).add(from);
      }
    }
    return closers;
  }

  private static boolean isDelimiter(char unit) {
    return Character.isLetterOrDigit(unit) || "_-=*#.:+!".indexOf(unit) >= 0;
  }

  /// Whether `#if 0` stands somewhere. Each text is asked, so only number signs are looked at.
  private static boolean hasDisabledBlock(TextUnits text) {
    byte[] bytes = text.bytes();
    int length = text.length();
    for (int i = text.indexOf("#", 0); i >= 0; i = text.indexOf("#", i + 1)) {
      int word = afterBlanks(bytes, i + 1, length);
      int number = text.startsWith("if", word) ? afterBlanks(bytes, word + 2, length) : word;
      if (number > word + 2 && number < length && bytes[number] == '0') {
        return true;
      }
    }
    return false;
  }

  private static int afterBlanks(byte[] bytes, int from, int length) {
    int i = from;
    while (i < length && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static boolean hasOpenQuote(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '/' && line.startsWith("//", i)) {
        return false;
      } else if (c == '/' && line.startsWith("/*", i)) {
        int close = line.indexOf("*/", i + 2);
        if (close < 0) {
          return false;
        }
        i = close + 1;
      }
    }
    return quote != 0;
  }

  /// Comments from a line that begins with one mark to a line that begins with another.
  private void maskBetween(String open, String close, boolean anyWord) {
    for (int n = 0; n < lines.size(); n++) {
      String line = line(n);
      if (!line.startsWith(open)
          || (anyWord && (line.length() < 2 || !Character.isLetter(line.charAt(1))))) {
        continue;
      }
      int last = n;
      while (last < lines.size() && !line(last).startsWith(close)) {
        last++;
      }
      int to = last < lines.size() ? lines.get(last)[1] : text.length();
      text.blank(lines.get(n)[0], to);
      n = last;
    }
  }

  private void maskAfter(String mark) {
    for (int n = 0; n < lines.size(); n++) {
      if (line(n).strip().equals(mark)) {
        text.blank(lines.get(n)[0], text.length());
        return;
      }
    }
  }

  private void maskHeredocs(Pattern opening) {
    for (int n = 0; n < lines.size(); n++) {
      String line = line(n);
      if (!line.contains("<<")) {
        continue;
      }
      Matcher matcher = opening.matcher(line);
      int body = n + 1;
      while (matcher.find()) {
        String word = matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
        int close = closing(word, body);
        // Without its end it is a shift, or half a here-document: both are read as they stand.
        if (close < 0) {
          continue;
        }
        int start = lines.get(n)[0];
        text.blank(start + matcher.start(), start + matcher.end());
        if (close > body) {
          text.literal(lines.get(body)[0], lines.get(close - 1)[1]);
        }
        int[] end = lines.get(close);
        int indent = line(close).length() - line(close).stripLeading().length();
        text.blank(end[0], Math.min(end[1], end[0] + indent + word.length()));
        body = close + 1;
      }
      // The line that ends one may open the next.
      n = Math.max(n, body - 2);
    }
  }

  /// The line that a here-document's word ends it on, or -1. Lines are looked up, not searched: a
  /// text may open a great many here-documents that never end.
  private int closing(String word, int from) {
    if (closings.isEmpty()) {
      for (int n = 0; n < lines.size(); n++) {
        String line = line(n).strip();
        closings.computeIfAbsent(line, _ -> new TreeSet<>()).add(n);
        int end = 0;
        while (end < line.length() && !goesOn(line.charAt(end))) {
          end++;
        }
        if (end < line.length()) {
          closings.computeIfAbsent(line.substring(0, end), _ -> new TreeSet<>()).add(n);
        }
      }
    }
    Integer line = closings.getOrDefault(word, NO_LINES).ceiling(from);
    return line == null ? -1 : line;
  }

  /// Whether what stands there belongs no more to the word that ends a here-document: PHP goes on
  /// with the expression, a command that holds one is closed.
  private boolean goesOn(char c) {
    return inPhp ? c != '_' && !Character.isLetterOrDigit(c) : ";,)]".indexOf(c) >= 0;
  }

  /// What stands outside `<?php` and `?>`. A text without any mark is a piece of PHP.
  private void maskPages() {
    int open = text.indexOf("<?", 0);
    int close = text.indexOf("?>", 0);
    if (open < 0 && close < 0) {
      return;
    }
    int at = 0;
    if (open >= 0 && (close < 0 || open < close)) {
      at = afterOpening(open);
      text.blank(0, at);
    }
    while (at < text.length()) {
      int end = endOfPhp(at);
      if (end < 0) {
        return;
      }
      int next = text.indexOf("<?", end);
      int to = next < 0 ? text.length() : afterOpening(next);
      text.blank(end, to);
      at = to;
    }
  }

  private int afterOpening(int open) {
    int at = open + 2;
    if (text.startsWith("php", at)) {
      return at + 3;
    }
    return text.startsWith("=", at) ? at + 1 : at;
  }

  /// Where `?>` ends the code from a place on, strings and comments in between left alone; -1 where
  /// nothing does.
  private int endOfPhp(int from) {
    char[] units = text.units();
    int length = text.length();
    char quote = 0;
    for (int i = from; i < length; i++) {
      char c = units[i];
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '?' && text.startsWith("?>", i)) {
        return i;
      } else if (c == '/' && text.startsWith("/*", i)) {
        int close = text.indexOf("*/", i + 2);
        if (close < 0) {
          return -1;
        }
        i = close + 1;
      } else if (c == '#' ? !text.startsWith("#[", i) : text.startsWith("//", i)) {
        while (i + 1 < length
            && units[i + 1] != '\n'
            && units[i + 1] != '\r'
            && !text.startsWith("?>", i + 1)) {
          i++;
        }
      }
    }
    return -1;
  }

  /// Free form: `&` at the end of a line joins it with the next one that is no comment.
  private void joinAmpersands() {
    for (int n = 0; n + 1 < lines.size(); n++) {
      int mark = continuation(line(n));
      if (mark < 0) {
        continue;
      }
      int next = n + 1;
      while (next < lines.size() && isBlankOrComment(line(next))) {
        next++;
      }
      if (next == lines.size()) {
        return;
      }
      int to = lines.get(next)[0];
      String following = line(next);
      int first = following.length() - following.stripLeading().length();
      if (first < following.length() && following.charAt(first) == '&') {
        to += first + 1;
      }
      text.join(lines.get(n)[0] + mark, to);
      n = next - 1;
    }
  }

  private static boolean isBlankOrComment(String line) {
    String stripped = line.stripLeading();
    return stripped.isEmpty() || stripped.charAt(0) == '!';
  }

  /// Where the ampersand that continues a line stands, or -1.
  private static int continuation(String line) {
    char quote = 0;
    int mark = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '!') {
        break;
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
      if (c == '&') {
        mark = i;
      } else if (c != ' ' && c != '\t') {
        mark = -1;
      }
    }
    return mark;
  }

  /// Fixed form: comments by their first column, continued lines by their sixth, sequence numbers
  /// behind the 72nd.
  private void readColumns() {
    int previousEnd = -1;
    for (int[] bounds : lines) {
      String line = text.text(bounds[0], bounds[1]);
      if (line.isBlank()) {
        continue;
      }
      if ("c*!d#".indexOf(line.charAt(0)) >= 0 && !isStatement(line)) {
        if (line.charAt(0) != '#') {
          text.blank(bounds[0], bounds[1]);
        }
        continue;
      }
      if (line.length() > 72
          && line.length() <= 80
          && SEQUENCE_NUMBER.matcher(line.substring(72).strip()).matches()) {
        text.blank(bounds[0] + 72, bounds[1]);
      }
      if (previousEnd >= 0
          && line.length() > 5
          && line.substring(0, 5).isBlank()
          && line.charAt(5) != ' '
          && line.charAt(5) != '0'
          && line.indexOf('\t') < 0) {
        text.join(previousEnd, bounds[0] + 6);
      } else if (previousEnd >= 0 && isTabContinuation(line)) {
        text.join(previousEnd, bounds[0] + 2);
      }
      previousEnd = bounds[1];
    }
  }

  /// Free form under a fixed-form name: `call` in column 1.
  private static boolean isStatement(String line) {
    String word = line.toLowerCase(Locale.ROOT);
    return word.startsWith("call ") || word.startsWith("do ") || word.startsWith("data ");
  }

  private static boolean isTabContinuation(String line) {
    return line.length() > 2
        && line.charAt(0) == '\t'
        && line.charAt(1) >= '1'
        && line.charAt(1) <= '9';
  }

  /// `%{` and `%}` on lines of their own; they nest.
  private void maskNestedBlocks() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int n = 0; n < lines.size(); n++) {
      int[] bounds = lines.get(n);
      if (bounds[1] - bounds[0] > 200) {
        continue;
      }
      String line = line(n).strip();
      if (line.equals("%{") || line.equals("#{")) {
        open.push(bounds[0]);
      } else if ((line.equals("%}") || line.equals("#}")) && !open.isEmpty()) {
        int start = open.pop();
        if (open.isEmpty()) {
          text.blank(start, bounds[1]);
        }
      }
    }
    if (!open.isEmpty()) {
      text.blank(open.getLast(), text.length());
    }
  }

  /// `...` joins a line with the next; what stands behind it is a comment.
  private void joinEllipses() {
    for (int n = 0; n + 1 < lines.size(); n++) {
      String line = line(n);
      int mark = line.indexOf("...");
      if (mark < 0) {
        continue;
      }
      int comment = line.indexOf('%');
      boolean quoted = line.substring(0, mark).chars().filter(c -> c == '"').count() % 2 == 1;
      if ((comment < 0 || comment > mark) && !quoted) {
        text.join(lines.get(n)[0] + mark, end(n));
      }
    }
  }
}
