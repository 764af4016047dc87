package dev.ringfence.fingerprints.token.table;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Masker;
import dev.ringfence.fingerprints.token.Normaliser;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TextUnits;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tokenizer that runs compiled tables, and the interpreted lexer for a language without one.
/// One a thread; the tables are shared.
public final class TableTokenizer implements Tokenizer {
  private static final Map<Language, Optional<LexerTable>> TABLES = new EnumMap<>(Language.class);

  private final Supplier<Tokenizer> interpreterMaker;
  private @Nullable Tokenizer interpreter;
  private final TableLexer lexer = new TableLexer();
  private final RawTokens raw = new RawTokens();
  private final Normaliser normaliser = new Normaliser();
  private final TextUnits units = new TextUnits();

  /// A tokenizer for all languages.
  ///
  /// @param interpreter makes the tokenizer for languages whose grammar is not compiled
  public TableTokenizer(Supplier<Tokenizer> interpreter) {
    this.interpreterMaker = interpreter;
  }

  /// The table of a language; empty where none was built.
  public static synchronized Optional<LexerTable> table(Language language) {
    return TABLES.computeIfAbsent(language, TableTokenizer::load);
  }

  private static Optional<LexerTable> load(Language language) {
    try (InputStream in = TableTokenizer.class.getResourceAsStream(language.id() + ".table")) {
      return in == null ? Optional.empty() : Optional.of(LexerTable.load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Tokens tokenize(SourceText source) {
    Optional<LexerTable> table = table(source.language());
    if (table.isEmpty()) {
      return interpreter().tokenize(source);
    }
    units.read(source.language(), source.text());
    Masker.mask(source.language(), units);
    lexer.lex(table.get(), units, raw);
    return normaliser.normalise(source.language(), units, raw);
  }

  @Override
  public RawTokens lex(SourceText source) {
    Optional<LexerTable> table = table(source.language());
    if (table.isEmpty()) {
      return interpreter().lex(source);
    }
    units.read(source.language(), source.text());
    Masker.mask(source.language(), units);
    lexer.lex(table.get(), units, raw);
    raw.toSource(units);
    return raw;
  }

  private Tokenizer interpreter() {
    if (interpreter == null) {
      interpreter = interpreterMaker.get();
    }
    return interpreter;
  }
}
