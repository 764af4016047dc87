package dev.ringfence.fingerprints.source;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells the language of code by its text alone: for code in files whose name says nothing. Each
/// line counts for the languages whose marks it bears.
public final class LanguageByText {
  /*
   * The marks are of whole lines, since a line is what a hunk shows at the least. A mark that several languages
   * share counts for each of them; those that one language has alone decide. The patterns are tried
   * on short lines only and hold no nested repetition.
   */
  private static final int MAX_LINE = 400;
  private static final int MAX_LINES = 2_000;

  /// How far ahead of the next one a language has to be.
  private static final double LEAD = 1.15;

  private static final int LEAST = 4;

  private record Mark(Language language, int weight, Pattern pattern) {
    Mark(Language language, int weight, String pattern) {
      this(language, weight, Pattern.compile(pattern));
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          new Mark(Language.PYTHON, 3, "^\\s*(?:async )?def \\w+\\(.*"),
          new Mark(
              Language.PYTHON,
              3,
              "^\\s*(?:elif |except\\b|with |for \\w[\\w, ()]* in ).*:\\s*(?:#.*)?$"),
          new Mark(
              Language.PYTHON,
              2,
              "^\\s*(?:if|while|class|else|try|finally)\\b[^{;]*:\\s*(?:#.*)?$"),
          new Mark(
              Language.PYTHON,
              3,
              "^\\s*(?:from [\\w.]+ import |import \\w+(?:\\.\\w+)*(?: as \\w+)?\\s*$)"),
          new Mark(Language.PYTHON, 2, "\\bself\\.|\\b(?:None|True|False)\\b"),
          new Mark(
              Language.PYTHON,
              1,
              "^\\s*(?:return\\b|raise |[\\w.\\[\\], ]+ [-+*/]?= )[^;{]*[^;{,]$"),
          new Mark(Language.C, 2, "^\\s*#\\s*(?:include\\b|define\\b|ifn?def\\b|endif\\b|if\\b)"),
          new Mark(
              Language.C,
              2,
              "^\\s*(?:static |const |extern |unsigned |register |inline )*(?:int|void|char|double|float|size_t|long|short|struct \\w+|unsigned|\\w+_t)\\b[ *]+\\w+"),
          new Mark(Language.C, 2, "\\w->\\w|\\bsizeof\\b|\\bNULL\\b|\\bmalloc ?\\("),
          new Mark(Language.C, 1, "[;{]\\s*(?:/\\*.*|//.*)?$|^\\s*\\}"),
          new Mark(
              Language.CPP,
              4,
              "\\bstd::|^\\s*template ?<|^\\s*namespace\\b|^\\s*(?:public|private|protected):|\\b(?:nullptr|static_cast|const auto)\\b|\\w::\\w"),
          new Mark(
              Language.JAVA,
              3,
              "^\\s*(?:public|private|protected)\\s+(?:static |final |abstract |synchronized )*[\\w<>\\[\\], ]+[({;=]"),
          new Mark(
              Language.JAVA,
              4,
              "^\\s*import (?:static )?(?:java|javax|org|com)\\.[\\w.*]+;|^\\s*package [\\w.]+;|^\\s*@Override\\b"),
          new Mark(Language.JAVA, 1, "[;{]\\s*(?:/\\*.*|//.*)?$|^\\s*\\}"),
          new Mark(
              Language.CSHARP,
              4,
              "^\\s*using [A-Z][\\w.]+;|\\bnamespace [A-Z]|\\{ get; |\\bforeach \\(var "),
          new Mark(
              Language.JAVASCRIPT, 3, "\\bfunction\\b ?\\*?\\w* ?\\(|=> ?[\\w({\\[]|[!=]==(?!=)"),
          new Mark(
              Language.JAVASCRIPT,
              3,
              "^\\s*(?:export )?(?:const|let|var) [\\w{\\[].*=|\\b(?:undefined|require\\(|console\\.log|document\\.|this\\.)"),
          new Mark(Language.JAVASCRIPT, 1, "[;{]\\s*(?:/\\*.*|//.*)?$|^\\s*\\}"),
          new Mark(
              Language.SHELL,
              3,
              "^\\s*(?:fi|done|esac|then|do)\\s*(?:[;#|>].*)?$|;\\s*(?:then|do)\\s*$|^\\s*elif \\["),
          new Mark(
              Language.SHELL,
              3,
              "^\\s*(?:if|while|until) (?:!? ?\\[\\[? |test )|^\\s*[A-Za-z_]\\w*=(?:[\"'$`]|\\S*$)|\\$\\{?\\w+[}\"/ ]|\\$\\("),
          new Mark(
              Language.SHELL,
              2,
              "^\\s*(?:echo|export|local|set|exit|cd|mkdir|rm|cp|mv|sed|grep|sudo|printf|case) "),
          new Mark(
              Language.FORTRAN,
              4,
              "(?i)^\\s*(?:end ?(?:if|do|subroutine|function|program|module)|(?:recursive |pure |elemental )*subroutine \\w+|implicit none|call \\w+ ?\\()"),
          new Mark(
              Language.FORTRAN,
              3,
              "(?i)^\\s*(?:integer|real|double precision|logical|complex|character)\\b.*(?:::|[\\w)]\\s*$)|\\.(?:and|or|not|eq|ne|lt|gt|le|ge)\\.|^\\s*do (?:\\d+ )?\\w+ ?= ?"),
          new Mark(
              Language.RUST,
              4,
              "\\bfn \\w+.*\\(|\\blet mut \\b|^\\s*(?:pub |impl\\b|use \\w+::)|-> (?:Self|Option|Result|Vec|&|[iuf]\\d)|\\bmatch \\w+ \\{"),
          new Mark(Language.GO, 4, "^\\s*func [\\w(]|\\w := |^\\s*package \\w+$|\\berr != nil\\b"),
          new Mark(
              Language.RUBY,
              3,
              "^\\s*(?:def [\\w.?!]+|end|elsif .*|require ['\"].*|attr_\\w+ .*|module \\w+)\\s*(?:\\(.*\\))?$|\\bdo \\|\\w|@\\w+ (?:\\|\\|)?= "),
          new Mark(
              Language.PERL,
              4,
              "^\\s*(?:my|our|local) [$@%(]|^\\s*sub \\w+|^\\s*use (?:strict|warnings)|\\$\\w+->[\\[{]|=~ ?[ms/]|\\$_\\b|@_\\b"),
          new Mark(Language.PERL, 1, "[$@%]\\w+ ?=|\\$\\w+[\\[{]"),
          new Mark(
              Language.PHP,
              4,
              "<\\?php|\\$this->|^\\s*(?:public |private |protected |static )*function \\w+\\(.*\\$|\\$\\w+->\\w|\\barray\\(|\\becho \\$"),
          new Mark(Language.PHP, 1, "\\$\\w+.*;\\s*$"),
          new Mark(Language.R, 4, "[\\w.\\])] ?<- |\\bfunction\\(.*\\) ?\\{?$|\\blibrary\\(\\w"),
          new Mark(
              Language.JULIA,
              3,
              "^\\s*(?:function \\w+[!]?\\(.*\\)|using [A-Z]\\w*|end)\\s*$|::[A-Z]\\w+[,)]|\\.[-+*/]?= "),
          new Mark(
              Language.MATLAB,
              4,
              "^\\s*function (?:\\[?[\\w, ]+\\]? ?= ?)?\\w+ ?\\(|^\\s*(?:endfunction|endif|endfor|endwhile)|\\.[*/^]|\\)' ?[*;]|~="),
          new Mark(Language.MATLAB, 1, "^\\s*[\\w(),: ]+ = .*;\\s*$|^\\s*end\\s*$"),
          new Mark(
              Language.LUA,
              3,
              "^\\s*local \\w[\\w, ]*=|^\\s*(?:local )?function [\\w.:]+\\(|\\bthen\\s*$|~=|\\.\\. |^\\s*end[,)]?\\s*$"),
          new Mark(
              Language.HASKELL,
              4,
              "^\\w+'? ?:: .*|^\\s*(?:where|data [A-Z]|instance |import qualified )|\\bdo$| <- .*[^;]$"),
          new Mark(
              Language.OCAML,
              4,
              "^\\s*let (?:rec )?\\w+.* =\\s*$|\\bin\\s*$|^\\s*\\| .* -> |;;\\s*$|\\bfun \\w+ ->"),
          new Mark(
              Language.KOTLIN,
              4,
              "\\bfun \\w+\\(.*\\).*[{=]|^\\s*(?:val|var) \\w+(?:: \\w+)? = [^;]*$"),
          new Mark(
              Language.SCALA,
              4,
              "^\\s*(?:override )?def \\w+.*\\).*= ?\\{?$|^\\s*(?:case class|object) [A-Z]"),
          new Mark(
              Language.SWIFT, 4, "\\bfunc \\w+\\(.*\\).*\\{|\\bguard let |\\bif let \\w+ = .*\\{"),
          new Mark(
              Language.OBJECTIVE_C,
              5,
              "^\\s*@(?:interface|implementation|end|property)\\b|^[-+] ?\\(\\w+|\\[\\w+ \\w+[:\\]]"));

  private LanguageByText() {}

  /// Whether a text bears any mark of a language or its kin.
  public static boolean hasMarks(String text, Language language) {
    return points(text).keySet().stream().anyMatch(language::isKin);
  }

  private static Map<Language, Integer> points(String text) {
    Map<Language, Integer> points = new EnumMap<>(Language.class);
    int lines = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (lines >= MAX_LINES) {
        break;
      }
      if (line.isBlank() || line.length() > MAX_LINE) {
        continue;
      }
      lines++;
      for (Mark mark : MARKS) {
        if (mark.pattern().matcher(line).find()) {
          points.merge(mark.language(), mark.weight(), Integer::sum);
        }
      }
    }
    // C++ is C and more.
    points.computeIfPresent(
        Language.CPP, (language, own) -> own + points.getOrDefault(Language.C, 0));
    return points;
  }

  /// The language that a text looks like; empty where no language stands out. Says nothing of
  /// whether the text is code.
  public static Optional<Language> of(String text) {
    Map<Language, Integer> points = points(text);
    Optional<Map.Entry<Language, Integer>> best =
        points.entrySet().stream().max(Map.Entry.comparingByValue());
    if (best.isEmpty() || best.get().getValue() < LEAST) {
      return Optional.empty();
    }
    Language language = best.get().getKey();
    int next =
        points.entrySet().stream()
            .filter(other -> !other.getKey().isKin(language))
            .mapToInt(Map.Entry::getValue)
            .max()
            .orElse(0);
    return best.get().getValue() >= LEAD * next ? Optional.of(language) : Optional.empty();
  }
}
