package dev.ringfence.fingerprints.token.antlr;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Normaliser;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TextUnits;
import dev.ringfence.fingerprints.token.TokenBuffer;
import dev.ringfence.fingerprints.token.TokenClass;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.antlr.gen.CLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CppLexer;
import dev.ringfence.fingerprints.token.antlr.gen.CythonLexer;
import dev.ringfence.fingerprints.token.antlr.gen.GoLexer;
import dev.ringfence.fingerprints.token.antlr.gen.JavaLexer;
import dev.ringfence.fingerprints.token.antlr.gen.JavaScriptLexer;
import dev.ringfence.fingerprints.token.antlr.gen.PythonLexer;
import dev.ringfence.fingerprints.token.antlr.gen.RustLexer;
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
          Map.of(
              Language.C, CLexer::new,
              Language.CPP, CppLexer::new,
              Language.PYTHON, PythonLexer::new,
              Language.CYTHON, CythonLexer::new,
              Language.JAVA, JavaLexer::new,
              Language.JAVASCRIPT, JavaScriptLexer::new,
              Language.RUST, RustLexer::new,
              Language.GO, GoLexer::new));

  private final Map<Language, Lexer> lexers = new EnumMap<>(Language.class);
  private final Map<Language, byte[]> codes = new EnumMap<>(Language.class);
  private final RawTokens raw = new RawTokens();
  private final TextUnits units = new TextUnits();
  private final Normaliser normaliser = new Normaliser();

  /// A tokenizer for all languages.
  public AntlrTokenizer() {}

  @Override
  public TokenBuffer tokenize(SourceText source) {
    units.read(source.text());
    return normaliser.normalise(source.language(), units, lex(source));
  }

  @Override
  public RawTokens lex(SourceText source) {
    Language language = source.language();
    Lexer lexer = lexers.computeIfAbsent(language, AntlrTokenizer::newLexer);
    byte[] codeOf = codes.computeIfAbsent(language, _ -> codesOf(lexer.getVocabulary()));
    lexer.setInputStream(new Utf16CharStream(source.text()));
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
