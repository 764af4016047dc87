package dev.ringfence.fingerprints.token.antlr;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Masker;
import dev.ringfence.fingerprints.token.Normaliser;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TextUnits;
import dev.ringfence.fingerprints.token.TokenClass;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.fingerprints.token.antlr.gen.CLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CSharpLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CppLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CudaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CythonLexer;
import dev.ringfence.fingerprints.token.antlr.gen.FortranLexer;
import dev.ringfence.fingerprints.token.antlr.gen.GenericLexer;
import dev.ringfence.fingerprints.token.antlr.gen.GoLexer;
import dev.ringfence.fingerprints.token.antlr.gen.HaskellLexer;
import dev.ringfence.fingerprints.token.antlr.gen.JavaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.JavaScriptLexer;
import dev.ringfence.fingerprints.token.antlr.gen.JuliaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.KotlinLexer;
import dev.ringfence.fingerprints.token.antlr.gen.LuaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.MatlabLexer;
import dev.ringfence.fingerprints.token.antlr.gen.OCamlLexer;
import dev.ringfence.fingerprints.token.antlr.gen.ObjectiveCLexer;
import dev.ringfence.fingerprints.token.antlr.gen.OpenClLexer;
import dev.ringfence.fingerprints.token.antlr.gen.PerlLexer;
import dev.ringfence.fingerprints.token.antlr.gen.PhpLexer;
import dev.ringfence.fingerprints.token.antlr.gen.PythonLexer;
import dev.ringfence.fingerprints.token.antlr.gen.RLexer;
import dev.ringfence.fingerprints.token.antlr.gen.RubyLexer;
import dev.ringfence.fingerprints.token.antlr.gen.RustLexer;
import dev.ringfence.fingerprints.token.antlr.gen.ScalaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.ShellLexer;
import dev.ringfence.fingerprints.token.antlr.gen.SwiftLexer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;

/// The tokenizer that interprets the ANTLR grammars: the reference for any faster one. One a
/// thread.
public final class AntlrTokenizer implements Tokenizer {
  private static final Map<Language, Function<CharStream, Lexer>> LEXERS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Language.C, CLexer::new),
              Map.entry(Language.CPP, CppLexer::new),
              Map.entry(Language.PYTHON, PythonLexer::new),
              Map.entry(Language.CYTHON, CythonLexer::new),
              Map.entry(Language.JAVA, JavaLexer::new),
              Map.entry(Language.JAVASCRIPT, JavaScriptLexer::new),
              Map.entry(Language.RUST, RustLexer::new),
              Map.entry(Language.GO, GoLexer::new),
              Map.entry(Language.FORTRAN, FortranLexer::new),
              Map.entry(Language.FORTRAN_FIXED, FortranLexer::new),
              Map.entry(Language.CSHARP, CSharpLexer::new),
              Map.entry(Language.KOTLIN, KotlinLexer::new),
              Map.entry(Language.SCALA, ScalaLexer::new),
              Map.entry(Language.SWIFT, SwiftLexer::new),
              Map.entry(Language.RUBY, RubyLexer::new),
              Map.entry(Language.PHP, PhpLexer::new),
              Map.entry(Language.PERL, PerlLexer::new),
              Map.entry(Language.SHELL, ShellLexer::new),
              Map.entry(Language.R, RLexer::new),
              Map.entry(Language.JULIA, JuliaLexer::new),
              Map.entry(Language.MATLAB, MatlabLexer::new),
              Map.entry(Language.LUA, LuaLexer::new),
              Map.entry(Language.HASKELL, HaskellLexer::new),
              Map.entry(Language.OCAML, OCamlLexer::new),
              Map.entry(Language.CUDA, CudaLexer::new),
              Map.entry(Language.OPENCL, OpenClLexer::new),
              Map.entry(Language.GENERIC, GenericLexer::new),
              Map.entry(Language.OBJECTIVE_C, ObjectiveCLexer::new)));

  private final Map<Language, Lexer> lexers = new EnumMap<>(Language.class);
  private final Map<Language, byte[]> codes = new EnumMap<>(Language.class);
  private final RawTokens raw = new RawTokens();
  private final TextUnits units = new TextUnits();
  private final Normaliser normaliser = new Normaliser();

  /// A tokenizer for all languages.
  public AntlrTokenizer() {}

  @Override
  public Tokens tokenize(SourceText source) {
    return normaliser.normalise(source.language(), units, read(source));
  }

  @Override
  public RawTokens lex(SourceText source) {
    RawTokens tokens = read(source);
    tokens.toSource(units);
    return tokens;
  }

  private RawTokens read(SourceText source) {
    Language language = source.language();
    Lexer lexer = lexers.computeIfAbsent(language, AntlrTokenizer::newLexer);
    byte[] codeOf = codes.computeIfAbsent(language, _ -> codesOf(lexer.getVocabulary()));
    units.read(source.language(), source.text());
    Masker.mask(language, units);
    lexer.setInputStream(new Utf16CharStream(new String(units.units(), 0, units.length())));
    raw.clear();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      raw.add(
          TokenClass.ofCode(codeOf[token.getType()]),
          token.getStartIndex(),
          token.getStopIndex() + 1);
    }
    return raw;
  }

  static Lexer newLexer(Language language) {
    Function<CharStream, Lexer> constructor = LEXERS.get(language);
    if (constructor == null) {
      throw new IllegalStateException("no grammar for " + language);
    }
    Lexer lexer = constructor.apply(new Utf16CharStream(""));
    lexer.removeErrorListeners();
    return lexer;
  }

  /// The code of each token type of a grammar.
  static byte[] codesOf(Vocabulary vocabulary) {
    byte[] codeOf = new byte[vocabulary.getMaxTokenType() + 1];
    Arrays.fill(codeOf, TokenClass.UNKNOWN.code());
    for (int type = 1; type < codeOf.length; type++) {
      for (TokenClass tokenClass : TokenClass.values()) {
        if (tokenClass.name().equals(vocabulary.getSymbolicName(type))) {
          codeOf[type] = tokenClass.code();
        }
      }
    }
    return codeOf;
  }
}
