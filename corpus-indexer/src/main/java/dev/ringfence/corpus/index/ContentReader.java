package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.util.Optional;

/// Reads contents of an index on disk as a store takes them. One a thread.
///
/// Features of functions are worked out again from the text, since an index knows them by feature
/// alone.
public final class ContentReader {
  private final CorpusIndex index;
  private final boolean functions;
  private final Fingerprinter fingerprinter = new Fingerprinter();
  private final FeatureReader features = new FeatureReader();

  /// A reader.
  public ContentReader(CorpusIndex index) {
    this.index = index;
    this.functions = hasFunctions(index);
  }

  /// Whether the features of functions can be read: some are words in strings, for which it takes
  /// the text.
  public static boolean hasFunctions(CorpusIndex index) {
    if (!index.hasFunctions()) {
      return false;
    }
    for (int blob : index.blobs()) {
      if (!index.hasText(blob)) {
        return false;
      }
    }
    return true;
  }

  /// Reads a content.
  public IndexRecords.StoredContent read(int blob) throws IOException {
    StoredTokens tokens = index.tokens(blob);
    Language language = Language.ofNumber(tokens.language());
    return new IndexRecords.StoredContent(
        index.contentKey(blob),
        language,
        IndexedContent.of(tokens),
        functions ? Optional.of(functions(blob, language, tokens)) : Optional.empty(),
        index.storedText(blob));
  }

  private FunctionTerms functions(int blob, Language language, StoredTokens tokens) {
    String text = SourceText.decode(index.textBytes(blob));
    Tokens read = fingerprinter.tokenize(new SourceText(text, language, "content " + blob));
    return FunctionTerms.of(features, tokens.withPlacesOf(read), text);
  }
}
