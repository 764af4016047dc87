package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/// How a project wants the use of AI to be said, in pull requests and in commit messages.
///
/// @param headings the headings under which pull requests say it, the one that drafts use first
/// @param nonePhrases what says that there was none, beside what is understood anyway
/// @param untickedMeansNone whether a section of boxes none of which is ticked says that there was
///   none
/// @param trailers whether commits that AI helped with need a trailer, may have one, or must not
/// @param keys the trailers that say it
/// @param extraMarkers further signs of AI in a message, beside [AiMarks]'
public record Disclosure(
    List<String> headings,
    List<String> nonePhrases,
    boolean untickedMeansNone,
    Trailers trailers,
    List<String> keys,
    List<Pattern> extraMarkers) {
  /// Without a policy: trailers are welcome.
  public static final Disclosure DEFAULT =
      new Disclosure(
          List.of("AI Disclosure"),
          List.of("No AI tools used"),
          false,
          Trailers.OPTIONAL,
          List.of("Assisted-by", "Generated-by"),
          List.of());

  public Disclosure {
    headings = List.copyOf(headings);
    nonePhrases = List.copyOf(nonePhrases);
    keys = List.copyOf(keys);
    extraMarkers = List.copyOf(extraMarkers);
  }

  /// What a policy says about trailers.
  public enum Trailers {
    /// A commit that AI helped with needs one.
    REQUIRED,
    /// It may have one.
    OPTIONAL,
    /// No message may speak of AI in a trailer.
    FORBIDDEN;

    /// Its name in a policy.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether a trailer's key is one of the policy's.
  public boolean names(String key) {
    return keys.stream().anyMatch(known -> known.equalsIgnoreCase(key));
  }
}
