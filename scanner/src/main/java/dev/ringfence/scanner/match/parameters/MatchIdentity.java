package dev.ringfence.scanner.match.parameters;

import java.util.List;

/// Which numbers and models a scan matches by. Digests are `sha256:` and hex.
///
/// @param parameters the digest of the numbers, one `name = value` a line, by name
/// @param idioms the digest of the idiom model
/// @param phrases the digest of the phrase model
/// @param replaced what is not what was shipped, each with the file in its place
public record MatchIdentity(
    String parameters, String idioms, String phrases, List<String> replaced) {
  public MatchIdentity {
    replaced = List.copyOf(replaced);
  }
}
