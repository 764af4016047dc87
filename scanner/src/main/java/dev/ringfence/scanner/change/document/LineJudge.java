package dev.ringfence.scanner.change.document;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells code from prose and data, a line at a time, in any language. Linear in the line.
final class LineJudge {
  /*
   * Code shows in how words and marks stand together: calls, assignments of more than a literal, operators, heads of
   * blocks, statement ends. Prose shows in words side by side; keywords, of which many are English,
   * do not count there. Data (a key with a value, rows of literals, a list of names) has marks
   * too, but none that only code has.
   */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract and as assert async auto await begin bool boolean break byte call case catch char character class"
                  + " complex const constexpr continue declare def default defer del delete do done double"
                  + " elif else elsif elseif end endif enddo esac except export extends extern false fi"
                  + " final finally float fn for foreach from fun func function global goto if impl"
                  + " implements import in inline instanceof int integer interface is lambda let local"
                  + " logical long loop match mod module mut mutable my namespace new nil none not null"
                  + " of operator or our override package pass precision private procedure program"
                  + " protected pub public raise real register repeat require return rescue self short"
                  + " signed sizeof static struct sub subroutine super switch template then this throw"
                  + " throws trait true try type typedef typename union unless unsigned until use using"
                  + " val var virtual void volatile when where while with yield cdef cpdef elemental"
                  + " pure recursive intent implicit parameter dimension allocatable")
              .split(" ", -1));

  private static final Pattern HEAD =
      Pattern.compile(
          "^(?:\\}\\s*)?(?:async |export |public |private |static |else |pub |local )*(?:def|class|if|for|while|elif|elsif|elseif|else|try|except|catch|finally|with|switch|do|struct|function|func|fn|sub|subroutine|module|match|case|foreach|until|unless|impl|enum|union|namespace|begin|loop)\\b.*(?:[:{(,\\\\]|\\bthen|\\bdo|=>|->)$"
              + "|^(?:if|for|while|switch|foreach|else if|elseif|elif|until|unless|catch) ?\\(.*\\)$"
              + "|^(?:if|while|elif|until) (?:! )?\\[\\[? .*\\]");
  private static final Pattern END =
      Pattern.compile(
          "^(?i:end|fi|done|esac|else|then|do|begin|endif|enddo|endfor|endwhile|endfunction|end ?(?:if|do|while|for|function|subroutine|module|program|select)(?: \\w+)?)[;)]*$");
  private static final Pattern IMPORT =
      Pattern.compile(
          "^#\\s*(?:include ?[<\"]|define \\w+|ifn?def \\w+|if .*|elif .*|endif|else|undef \\w+|pragma .*)"
              + "|^from [\\w.]+ c?import .*|^c?import [\\w.{}*,]+(?: as \\w+| from \\S+)?;?$|^using [\\w:. =]+;$|^package [\\w.]+;?$|^use [\\w:]+.*;$|^require\\(.*\\);?$|^@\\w+(?:\\(.*\\))?$");
  private static final Pattern JUMP =
      Pattern.compile(
          "^(?:return|raise|throw|yield|break|continue|goto|exit|pass|stop|cycle|next)\\b");
  private static final Pattern DATA =
      Pattern.compile(
          "^[\\w.$@%/\"'-]+(?: [\\w.-]+)?\\s*[:=]>?\\s*(?:[\\w.+/%#\"'\\[\\]{}-]+(?:\\s*,\\s*[\\w.+\"'/-]+)*)?[,;]?$");
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "[\\w\\])}\"'] ?(?:[-+*/%&|^.:]|<<|>>|\\*\\*|//)?=(?![=~]) ?\\S|[\\w.\\])] ?<- ");
  private static final Pattern CALL = Pattern.compile("[\\w>\\])] ?\\(");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\w->\\w|\\w::\\w|&&|\\|\\||[!=<>]=|\\+\\+|<<|>>|\\w ?[-+*/%] ?\\w|\\w\\[[^\\]]*\\w|\\$\\w|\\$[{(]|=>|\\.(?:and|or|not|eq|ne|lt|gt|le|ge)\\.|<-|->|\\w\\.\\w+\\(");
  private static final Pattern COMMAND = Pattern.compile("\\\\[a-zA-Z@]{2,}");

  private LineJudge() {}

  /// What a line looks like, blanks around it left out.
  static LineKind judge(String text) {
    String line = withoutStrings(text.strip());
    if (line.isEmpty()) {
      return LineKind.BLANK;
    }
    int words = 0;
    int pairs = 0;
    int letters = 0;
    int marks = 0;
    boolean previousName = false;
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (Character.isLetter(c) || c == '_' || c == '$') {
        int end = at + 1;
        while (end < line.length() && isWordUnit(line.charAt(end))) {
          end++;
        }
        boolean keyword = KEYWORDS.contains(line.substring(at, end).toLowerCase(Locale.ROOT));
        words++;
        letters += end - at;
        pairs += previousName && !keyword ? 1 : 0;
        previousName = !keyword;
        at = end;
        continue;
      }
      if (!Character.isWhitespace(c)) {
        previousName = false;
        marks += c >= '0' && c <= '9' ? 0 : 1;
      }
      at++;
    }
    if (IMPORT.matcher(line).find() && pairs <= 1) {
      return LineKind.CODE;
    }
    if (END.matcher(line).matches()) {
      return LineKind.CODE;
    }
    if (words == 0 || marks == 0) {
      return words > 0 && pairs > 0 && marks == 0
          ? pairs > 1 ? LineKind.PROSE : LineKind.OTHER
          : words == 0 ? LineKind.EITHER : LineKind.OTHER;
    }
    char last = line.charAt(line.length() - 1);
    boolean endsStatement = last == ';' || last == '{' || last == '}';
    int allowed = endsStatement || last == ')' || last == ',' || last == '(' ? 1 : 0;
    // A declaration of several things, each with its type.
    int commas = (int) line.chars().filter(c -> c == ',' || c == '*').count();
    if (endsStatement || line.indexOf('(') > 0) {
      allowed += commas;
    }
    if (COMMAND.matcher(line).find() || pairs > allowed || letters > 14 * marks) {
      return pairs > 1 || pairs > allowed ? LineKind.PROSE : LineKind.OTHER;
    }
    if (HEAD.matcher(line).find()) {
      return LineKind.CODE;
    }
    if (DATA.matcher(line).matches()) {
      return LineKind.EITHER;
    }
    boolean assignment = ASSIGNMENT.matcher(line).find();
    boolean call = CALL.matcher(line).find();
    boolean operator = OPERATOR.matcher(line).find();
    if (endsStatement
        && (assignment || call || operator || pairs == 1 || JUMP.matcher(line).find())) {
      return LineKind.CODE;
    }
    // A sentence that ends here names a call or two, and computes nothing.
    if (last == '.' || last == '?' || last == '!') {
      return LineKind.OTHER;
    }
    if (JUMP.matcher(line).find() && (marks > 1 || words == 1)) {
      return LineKind.CODE;
    }
    if (assignment && (call || operator || words > 1)) {
      return LineKind.CODE;
    }
    if (call && (last == ')' || last == ',' || last == '(' || last == ':' || operator)) {
      return words > 1 || operator ? LineKind.CODE : LineKind.EITHER;
    }
    if (operator && pairs == 0 && marks * 3 >= words) {
      return marks >= 2 ? LineKind.CODE : LineKind.EITHER;
    }
    return pairs == 0 ? LineKind.EITHER : LineKind.OTHER;
  }

  private static boolean isWordUnit(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  /// The line with its strings emptied and what follows a comment's mark left out.
  static String withoutStrings(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int at = 0;
    // A quote that nothing closes is tried once, or a line of them would take forever.
    String dead = "";
    while (at < line.length()) {
      char c = line.charAt(at);
      if ((c == '"' || c == '\'' || c == '`')
          && dead.indexOf(c) < 0
          && !(c == '\'' && at > 0 && Character.isLetter(line.charAt(at - 1)))) {
        int close = closing(line, at);
        if (close > at) {
          out.append("\"\"");
          at = close + 1;
          continue;
        }
        dead += c;
      }
      boolean blankBefore = at > 0 && Character.isWhitespace(line.charAt(at - 1));
      boolean comment =
          (line.startsWith("//", at) && (at == 0 || blankBefore || line.charAt(at - 1) == ';'))
              || (c == '#' && blankBefore && line.startsWith("# ", at));
      if (comment) {
        break;
      }
      if (line.startsWith("/*", at)) {
        int close = line.indexOf("*/", at + 2);
        if (close < 0) {
          break;
        }
        at = close + 2;
        continue;
      }
      out.append(c);
      at++;
    }
    return out.toString().strip();
  }

  /// The quote that ends a string; -1 where there is none.
  private static int closing(String line, int start) {
    char quote = line.charAt(start);
    for (int at = start + 1; at < line.length(); at++) {
      if (line.charAt(at) == '\\') {
        at++;
      } else if (line.charAt(at) == quote) {
        return at;
      }
    }
    return -1;
  }
}
