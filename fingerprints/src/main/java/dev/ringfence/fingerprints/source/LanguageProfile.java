package dev.ringfence.fingerprints.source;

import java.util.List;
import java.util.Set;

/// What readers of code have to know of a language beside its grammar: one for each, declared in
/// [LanguageProfiles]. What a value means is up to who reads it; no reader asks which language it
/// has before it, but what its profile says. Immutable.
///
/// @param names what people and programs call it
/// @param kin the language that stands for this one and its kin, as C does for C++
/// @param characters what its lexer makes of letter case, escapes and characters beyond ASCII
/// @param masks what no regular lexer can read and is masked before, in this order
/// @param comments how comments and documentation are marked
/// @param imports how other code is named
/// @param statements how statements are written and end
/// @param functions how functions are told
public record LanguageProfile(
    Names names,
    Language kin,
    Characters characters,
    List<Mask> masks,
    Comments comments,
    Imports imports,
    Statements statements,
    Functions functions) {

  /// A copy that cannot change.
  public LanguageProfile {
    masks = List.copyOf(masks);
  }

  /// What people and programs call a language, in lower case, beside its id and its suffixes.
  ///
  /// @param modes what mode lines of editors call it, and its interpreters
  /// @param files whole names of files that are in it
  /// @param others what else it is called where code stands inside of other text
  public record Names(Set<String> modes, Set<String> files, Set<String> others) {
    /// A copy that cannot change.
    public Names {
      modes = Set.copyOf(modes);
      files = Set.copyOf(files);
      others = Set.copyOf(others);
    }
  }

  /// What a lexer makes of single characters.
  ///
  /// @param nameCase whether `X` and `x` are two names
  /// @param escapes where the escape of a letter is that letter
  /// @param separators what U+2028 and U+2029 are
  /// @param traits what else
  public record Characters(
      NameCase nameCase, Escapes escapes, Separators separators, Set<CharacterTrait> traits) {
    /// A copy that cannot change.
    public Characters {
      traits = Set.copyOf(traits);
    }

    /// Whether something holds of the characters.
    public boolean has(CharacterTrait trait) {
      return traits.contains(trait);
    }
  }

  /// Whether letter case tells names apart.
  public enum NameCase {
    /// `X` and `x` are two names.
    COUNTS,
    /// They are one.
    IGNORED
  }

  /// Where escapes of Unicode stand for the character itself, outside of strings.
  public enum Escapes {
    /// Nowhere else.
    STRINGS_ONLY,
    /// In names.
    NAMES,
    /// Everywhere, before tokens are made.
    EVERYWHERE
  }

  /// What the separators of lines and paragraphs of Unicode are.
  public enum Separators {
    /// Blanks.
    BLANKS,
    /// Ends of lines, as is NEL.
    LINE_ENDS,
    /// What the grammar says.
    LEXED
  }

  /// What holds of the characters of some languages.
  public enum CharacterTrait {
    /// All that is not ASCII is a letter, white space too.
    LETTERS_BEYOND_ASCII,
    /// A form feed ends a line.
    FORM_FEED_ENDS,
    /// A Control-Z ends a line.
    CONTROL_Z_ENDS
  }

  /// What is masked before a lexer runs.
  public enum Mask {
    /// All letters are made small.
    LETTER_CASE,
    /// Prose between `#if 0` and its end.
    DISABLED_PROSE,
    /// `R"delimiter(...)delimiter"` of C++.
    DELIMITED_STRINGS,
    /// Text between the tags of JSX.
    ELEMENT_TEXT,
    /// Regular expressions on which something is called.
    CALLED_REGEXES,
    /// `=begin` to `=end`.
    BEGIN_END,
    /// Documentation of Perl, `=pod` to `=cut`.
    POD,
    /// All behind `__END__`.
    AFTER_END,
    /// All behind `__DATA__`.
    AFTER_DATA,
    /// Pictures of Perl's `format`.
    FORMATS,
    /// Here-documents of Ruby.
    RUBY_HEREDOCS,
    /// Here-documents of Perl.
    PERL_HEREDOCS,
    /// Here-documents of shells.
    SHELL_HEREDOCS,
    /// Here-documents of PHP.
    PHP_HEREDOCS,
    /// The page around PHP.
    PAGES,
    /// `r"---(...)---"` of R.
    DASHED_STRINGS,
    /// Lines that `&` joins.
    AMPERSANDS,
    /// The columns of fixed-form Fortran.
    COLUMNS,
    /// `%{` to `%}` of MATLAB.
    NESTED_BLOCKS,
    /// Lines that `...` joins.
    ELLIPSES
  }

  /// How comments and documentation are marked.
  ///
  /// @param marks what stands before the text of a comment on its line
  /// @param documentation where documentation is kept
  /// @param openings the pairs of marks in which a piece of a file may begin, as comments and
  ///   strings of several lines have them
  public record Comments(Marks marks, Documentation documentation, List<Delimiters> openings) {
    /// A copy that cannot change.
    public Comments {
      openings = List.copyOf(openings);
    }
  }

  /// What stands before the text of a comment on its line.
  public enum Marks {
    /// `//`, or the star in a block.
    SLASHES,
    /// `#`.
    HASHES,
    /// `--`.
    DASHES,
    /// Others: `!`, `%`, `(*`.
    OTHERS
  }

  /// Where documentation is kept.
  public enum Documentation {
    /// In comments.
    COMMENTS,
    /// In strings that stand alone.
    STRINGS,
    /// In strings that stand alone, that of a function behind its head.
    STRINGS_IN_BODIES
  }

  /// A pair of marks.
  ///
  /// @param open the first
  /// @param close the second
  public record Delimiters(String open, String close) {}

  /// How other code is named.
  ///
  /// @param end how an import statement ends; none of it counts as code
  /// @param words the words that begin one, or the clause that names a file's own package
  /// @param notBefore what behind such a word says that it begins none
  /// @param continuations keywords, at the beginning of a line, that go on with one
  /// @param form how files are found by what imports say
  /// @param importable suffixes of the files that imports name, whose case counts
  /// @param sources suffixes of the files behind those, where they are not the same
  public record Imports(
      ImportEnd end,
      Set<String> words,
      Set<String> notBefore,
      Set<String> continuations,
      ImportForm form,
      List<String> importable,
      List<String> sources) {
    /// A copy that cannot change, of what makes sense.
    public Imports {
      words = Set.copyOf(words);
      notBefore = Set.copyOf(notBefore);
      continuations = Set.copyOf(continuations);
      importable = List.copyOf(importable);
      sources = List.copyOf(sources);
      if ((end == ImportEnd.NONE) != words.isEmpty()) {
        throw new IllegalArgumentException("an import statement has words and an end, or neither");
      }
      if ((form == ImportForm.NOT_READ) != (importable.isEmpty() && sources.isEmpty())) {
        throw new IllegalArgumentException("imports that are followed lead to files");
      }
    }
  }

  /// How an import statement ends.
  public enum ImportEnd {
    /// There is none, or it is code like any other.
    NONE,
    /// By a semicolon.
    SEMICOLON,
    /// By the end of a line outside brackets.
    LINE
  }

  /// How files are found by what imports say.
  public enum ImportForm {
    /// Not at all: imports are not followed.
    NOT_READ,
    /// By a path, as of a header.
    INCLUDES,
    /// By the name of a module, which is its path with dots.
    MODULES,
    /// By the name of a module, and of headers of C.
    MODULES_AND_HEADERS,
    /// By a package that files name, and the name of a class.
    PACKAGES
  }

  /// How statements are written.
  ///
  /// @param layout how they end
  /// @param blocks what holds the statements under a condition or a loop
  /// @param dereference what `(*p).x` is written as
  /// @param traits what else
  public record Statements(
      Language.Layout layout, Blocks blocks, Dereference dereference, Set<StatementTrait> traits) {
    /// A copy that cannot change.
    public Statements {
      traits = Set.copyOf(traits);
    }

    /// Whether something holds of the statements.
    public boolean has(StatementTrait trait) {
      return traits.contains(trait);
    }
  }

  /// What holds the statements under a condition or a loop.
  public enum Blocks {
    /// Braces.
    BRACED,
    /// Indentation.
    INDENTED,
    /// Words, such as `end`.
    WORDED,
    /// It is not known.
    UNKNOWN
  }

  /// What the member of a pointer's target is written as.
  public enum Dereference {
    /// As it stands.
    AS_WRITTEN,
    /// `p->x`.
    ARROW,
    /// `p.x`.
    DOT
  }

  /// What holds of the statements and expressions of some languages.
  public enum StatementTrait {
    /// A brace may open statements, not only a list or a map.
    BRACES_OPEN_BLOCKS,
    /// What stands before a block is a call that takes it, not the head of a function.
    BLOCKS_ARE_ARGUMENTS,
    /// The brackets around a condition are a part of its statement.
    BRACKETED_CONDITIONS,
    /// A type may stand before a declared name.
    TYPES_FIRST,
    /// A type may stand behind a declared name and a colon.
    TYPES_BEHIND_COLONS,
    /// Each declaration has a type, before the name.
    DECLARATORS,
    /// Declarations of C, a type before a name, may stand among the statements.
    C_DECLARATIONS,
    /// `(T) x` is a cast.
    CASTS,
    /// `a ? b : c` is a choice.
    TERNARY,
    /// `x?` stands behind an expression, whatever follows.
    POSTFIX_QUESTION,
    /// `a if c else b` is a choice, `a not in b` a comparison.
    CHOICE_BY_WORDS,
    /// `->` makes a function.
    ARROW_FUNCTIONS,
    /// `|a| b` is a function.
    BAR_FUNCTIONS,
    /// Lines that begin with `#` are for a preprocessor.
    DIRECTIVES,
    /// `do` begins a loop that counts.
    COUNTED_DO
  }

  /// How functions are told.
  ///
  /// @param family by what
  /// @param lead the word that begins one, where `end` ends it
  /// @param openers the words that `end` ends, the lead among them
  /// @param traits what else
  public record Functions(
      Family family, String lead, Set<String> openers, Set<FunctionTrait> traits) {
    /// A copy that cannot change, of what makes sense.
    public Functions {
      openers = Set.copyOf(openers);
      traits = Set.copyOf(traits);
      if ((family == Family.END_WORDS) == lead.isEmpty()
          || lead.isEmpty() == openers.contains(lead)) {
        throw new IllegalArgumentException("what `end` ends has a lead and openers");
      }
    }

    /// Whether something holds of the functions.
    public boolean has(FunctionTrait trait) {
      return traits.contains(trait);
    }
  }

  /// By what functions are told.
  public enum Family {
    /// Bodies in braces.
    BRACES,
    /// Bodies by indentation.
    INDENTATION,
    /// Bodies up to an `end`.
    END_WORDS,
    /// Program units of Fortran.
    PROGRAM_UNITS,
    /// By what begins in the first column.
    FIRST_COLUMN,
    /// They are not.
    UNTOLD
  }

  /// What holds of the functions of some languages.
  public enum FunctionTrait {
    /// Each function with a name has a word before it, such as `fn`.
    LEADS,
    /// Methods may stand on any line, without a word before them.
    BARE_METHODS,
    /// A receiver in brackets stands before the name.
    RECEIVERS,
    /// Heads of methods begin with `-` or `+`, names are parts of selectors.
    SELECTORS,
    /// The initialisers of a constructor may have braces.
    INITIALISERS,
    /// Names in strings may open a brace.
    BRACES_IN_STRINGS,
    /// The `end` of a function may be missing.
    OPTIONAL_END,
    /// Results stand before the name, with `=`.
    RESULTS_FIRST,
    /// `self.` may stand before the name.
    SELF_BEFORE_NAME,
    /// Openers behind a statement do not open, but `do` does behind a call.
    MODIFIERS,
    /// In brackets, `end` is an index.
    END_IN_INDEX,
    /// Only what `let` or `and` binds is a function.
    LET_BOUND,
    /// A long function may be a module of closures.
    CLOSURE_MODULES,
    /// Calls may name parameters.
    NAMED_ARGUMENTS,
    /// A name that begins with `_` is not for others.
    UNDERSCORES_HIDE,
    /// What is for others says `pub`.
    PUB_SHOWS,
    /// What is for others begins with a capital.
    CAPITALS_SHOW
  }
}
