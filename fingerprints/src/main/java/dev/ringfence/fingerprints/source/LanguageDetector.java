package dev.ringfence.fingerprints.source;

import dev.ringfence.fingerprints.source.LanguageProfile.Names;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells the language of a file by what says most: a mode line, the suffix of its name with a look
/// at the text where several languages share it, its name, its first line. Other text that may be
/// code is [Language#GENERIC]; prose and data are no language.
public final class LanguageDetector {
  /// How far down a text is looked at.
  private static final int PROBE = 16_000;

  private static final int MODE_LINES = 5;

  private static final Pattern EMACS_MODE =
      Pattern.compile("-\\*-(?:.*?\\bmode:)?[ \\t]*([A-Za-z0-9+#]+)[ \\t]*(?:;.*)?-\\*-");
  private static final Pattern VIM_MODE =
      Pattern.compile("\\b(?:vim?|ex):.*\\b(?:ft|filetype|syntax)=([A-Za-z0-9+#]+)");
  private static final Pattern INTERPRETER =
      Pattern.compile(
          "^#![ \\t]*\\S*?(?:env[ \\t]+(?:-\\S+[ \\t]+)*)?([A-Za-z]+)[0-9.]*(?:[ \\t].*)?$");

  private static final Map<String, Language> MODES = byName(Names::modes);
  private static final Map<String, Language> NAMES = byName(Names::files);

  /// Suffixes of prose, markup, data and what programs write; never code to compare.
  private static final Set<String> NO_CODE =
      Set.of(
          ("adoc asc ascii asciidoc atom bib bmp cfg changes conf crt css csv dat data dbk desktop diff doc docbook"
                  + " dtd editorconfig entitlements eot expected eps err faq flake8 geojson gif gitattributes"
                  + " gitignore gitmodules golden graphml gz html htm xhtml ico ics in inf info ini ipynb jar"
                  + " jpg jpeg json json5 jsonl key less license lock log mailmap man map markdown md mdx"
                  + " mo musl nfo org out patch pdf pem plist png po pod pot properties ps rst rtf sass scss"
                  + " sha256 sln snap spec srt storyboard strings sum svg tex texi texinfo textile tif tiff"
                  + " toml tsbuildinfo tsv ttf txt wiki woff woff2 xbm xcf xcworkspacedata xib xlf xliff xml"
                  + " xpm xsd xsl xslt yaml yml zip 1 2 3 4 5 6 7 8 9 csproj vcxproj filters props targets"
                  + " symbols install dirs docs manpages links lintian-overrides postinst prerm watch")
              .split(" ", -1));

  /// Suffixes of languages without a lexer of their own.
  private static final Set<String> OTHER_CODE =
      Set.of(
          ("a68 abap ada adb ads agda apl applescript as asm au3 awk bas bat bsl clj cljc cljs cls cmd cob"
                  + " cobol coffee cpy cr csx d dart dpr el elm erl ex exs fnl frm fs fsi fsx"
                  + " gd glsl gradle groovy hcl hlsl hx idr inc j2 jsp kql lean lhs lisp lsp m4 mk ml4"
                  + " mll mly metal nim nix nb odin pas pde pike pp pro ps1 psm1 purs pwn py3 qml r6"
                  + " raku rkt rex rexx s sas scd scm sed sml sol sql st svelte sv svh tcl tk"
                  + " v vala vb vba vbs vert frag vhd vhdl vim vue wat xq xquery y yy l ll zig")
              .split(" ", -1));

  private static final Pattern CPP_WORDS =
      Pattern.compile(
          "(?m)^[ \\t]*(?:template[ \\t]*<|namespace\\b|using[ \\t]+(?:namespace|std)\\b"
              + "|(?:public|private|protected)[ \\t]*:|class[ \\t]+\\w[^;]*$)"
              + "|\\bstd::|\\bvirtual[ \\t]|\\boperator[ \\t]*[=+<(\\[]|#[ \\t]*include[ \\t]*<[a-z_]+>");
  private static final Pattern OBJECTIVE_C =
      Pattern.compile(
          "(?m)^[ \\t]*(?:@(?:interface|implementation|protocol|import|class|end)\\b|#[ \\t]*(?:import|include)\\b)");
  private static final Pattern OBJECTIVE_C_HEADER =
      Pattern.compile("(?m)^[ \\t]*@(?:interface|protocol|class|import|end)\\b");
  private static final Pattern PERL_WORDS =
      Pattern.compile(
          "(?m)^[ \\t]*(?:use|my|our|sub|package|print|require)[ \\t]+[$@%\\w'\"]|^=\\w+|[$@]\\w+[ \\t]*=");
  private static final Pattern PROLOG =
      Pattern.compile("(?m)^[ \\t]*:-|^[a-z]\\w*(?:\\(.*\\))?[ \\t]*:-");
  private static final Pattern LISP =
      Pattern.compile(
          "(?m)^[ \\t]*\\((?:defun|defmacro|defpackage|in-package|defvar|setf?q?|let)\\b");
  private static final Pattern FORTH = Pattern.compile("(?m)^: \\S");

  private static final Map<String, Language> OTHER_NAMES = byName(Names::others);

  /// The language that is called so where code stands inside of other text: after a fence of
  /// Markdown, in a notebook, as the type of a script. Empty for a name that is none.
  public static Optional<Language> ofName(String name) {
    String asked = name.toLowerCase(Locale.ROOT);
    if (asked.isEmpty() || asked.equals(Language.GENERIC.id())) {
      return Optional.empty();
    }
    Language found = MODES.get(asked);
    return Optional.ofNullable(found == null ? OTHER_NAMES.get(asked) : found)
        .or(() -> Language.ofId(asked))
        .or(() -> asked.matches("[a-z0-9+]+") ? Language.ofPath("." + asked) : Optional.empty());
  }

  private LanguageDetector() {}

  private static Map<String, Language> byName(Function<Names, Set<String>> kind) {
    Map<String, Language> languages = new HashMap<>();
    for (Language language : Language.values()) {
      for (String name : kind.apply(language.profile().names())) {
        Language other = languages.put(name, language);
        if (other != null) {
          throw new IllegalStateException(other + " and " + language + " are called " + name);
        }
      }
    }
    return Map.copyOf(languages);
  }

  /// The language of a file; empty for prose, data and markup.
  ///
  /// @param path its path, of which the last name counts
  /// @param text its text or a part of it; may be empty
  public static Optional<Language> detect(String path, String text) {
    String probe =
        text.substring(text.startsWith("\uFEFF") ? 1 : 0, Math.min(text.length(), PROBE));
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Optional<Language> bySuffix = Language.ofPath(path);
    if (bySuffix.isPresent() && isMarkup(name, probe)) {
      return Optional.empty();
    }
    Optional<Language> byMode = byModeLine(text);
    if (byMode.isPresent()) {
      return byMode;
    }
    if (bySuffix.isPresent()) {
      return Optional.of(byText(bySuffix.get(), name, probe));
    }
    Optional<Language> byInterpreter = byInterpreter(probe);
    if (byInterpreter.isPresent()) {
      return byInterpreter;
    }
    Language byName = NAMES.get(name);
    if (byName != null) {
      return Optional.of(byName);
    }
    int dot = name.lastIndexOf('.');
    if (dot < 0 || NO_CODE.contains(name.substring(dot + 1)) || probe.startsWith("<?xml")) {
      return Optional.empty();
    }
    if (probe.startsWith("<?php")) {
      return Optional.of(Language.PHP);
    }
    return Optional.of(Language.GENERIC);
  }

  /// Whether the name of a file alone says that it is code.
  public static boolean namesCode(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return Language.ofPath(path).isPresent()
        || NAMES.containsKey(name)
        || OTHER_CODE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /// Translations of Qt end in `.ts` too.
  private static boolean isMarkup(String name, String text) {
    return name.endsWith(".ts") && (text.startsWith("<?xml") || text.startsWith("<!DOCTYPE TS"));
  }

  private static Language byText(Language suffix, String name, String text) {
    if (name.endsWith(".h")) {
      if (text.indexOf('@') >= 0 && OBJECTIVE_C_HEADER.matcher(text).find()) {
        return Language.OBJECTIVE_C;
      }
      return CPP_WORDS.matcher(text).find() ? Language.CPP : Language.C;
    }
    return switch (suffix) {
      case MATLAB -> {
        if (text.stripLeading().startsWith("(*")) {
          yield Language.GENERIC;
        }
        yield OBJECTIVE_C.matcher(text).find() ? Language.OBJECTIVE_C : suffix;
      }
      case PERL -> {
        boolean perl = byInterpreter(text).isPresent() || PERL_WORDS.matcher(text).find();
        yield !perl && (PROLOG.matcher(text).find() || name.endsWith(".t"))
            ? Language.GENERIC
            : suffix;
      }
      case R -> text.stripLeading().startsWith("REBOL") ? Language.GENERIC : suffix;
      case OPENCL -> LISP.matcher(text).find() ? Language.GENERIC : suffix;
      case FORTRAN_FIXED -> FORTH.matcher(text).find() ? Language.GENERIC : suffix;
      default -> suffix;
    };
  }

  private static Optional<Language> byInterpreter(String text) {
    int end = text.indexOf('\n');
    Matcher matcher = INTERPRETER.matcher((end < 0 ? text : text.substring(0, end)).strip());
    return matcher.matches()
        ? Optional.ofNullable(MODES.get(matcher.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /// Emacs looks at the first two lines, Vim at the first and last five.
  private static Optional<Language> byModeLine(String text) {
    int from = 0;
    for (int line = 0; line < MODE_LINES && from <= text.length(); line++) {
      int end = endOfLine(text, from);
      Optional<Language> found = ofModeLine(text.substring(from, end), line < 2);
      if (found.isPresent()) {
        return found;
      }
      from = end + 1;
    }
    int last = lastLines(text);
    while (last <= text.length()) {
      int end = endOfLine(text, last);
      Optional<Language> found =
          last < from ? Optional.empty() : ofModeLine(text.substring(last, end), false);
      if (found.isPresent()) {
        return found;
      }
      last = end + 1;
    }
    return Optional.empty();
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /// Where the last lines begin; an end of line at the end of the text begins none.
  private static int lastLines(String text) {
    int at = text.endsWith("\n") ? text.length() - 1 : text.length();
    for (int line = 0; line < MODE_LINES && at >= 0; line++) {
      at = text.lastIndexOf('\n', at - 1);
    }
    return at + 1;
  }

  private static Optional<Language> ofModeLine(String line, boolean emacs) {
    // A line so long holds data.
    String probe = line.substring(0, Math.min(line.length(), PROBE));
    if (!probe.contains("-*-") && !probe.contains("=")) {
      return Optional.empty();
    }
    Matcher mode = EMACS_MODE.matcher(probe);
    if (!emacs || !mode.find()) {
      mode = VIM_MODE.matcher(probe);
    }
    return mode.reset().find()
        ? Optional.ofNullable(MODES.get(mode.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
