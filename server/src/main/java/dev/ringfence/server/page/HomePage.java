package dev.ringfence.server.page;

import dev.ringfence.scanner.result.SearchedIndex;
import java.util.List;

/// The page to check something.
///
/// @param index what is searched
/// @param languages the ids of the languages that are read
/// @param latest the reports that were kept last
/// @param repository the name of the repository; empty for none
/// @param commits its latest commits
public record HomePage(
    SearchedIndex index,
    List<String> languages,
    List<KeptReport> latest,
    String repository,
    List<Commit> commits) {
  public HomePage {
    languages = List.copyOf(languages);
    latest = List.copyOf(latest);
    commits = List.copyOf(commits);
  }

  /// A report that can be looked at again.
  ///
  /// @param address where it is
  /// @param tone the tone of its verdict
  /// @param title its verdict
  /// @param about what was scanned
  public record KeptReport(String address, String tone, String title, String about) {}

  /// A commit.
  ///
  /// @param id its id
  /// @param day its day
  /// @param author who wrote it
  /// @param subject its first line
  public record Commit(String id, String day, String author, String subject) {
    /// The beginning of its id.
    public String shortId() {
      return id.substring(0, Math.min(10, id.length()));
    }
  }

  /// Whether commits can be picked.
  public boolean hasRepository() {
    return !repository.isEmpty();
  }

  /// The beginning of the index's digest.
  public String digest() {
    return index.digest().substring(0, Math.min(23, index.digest().length())) + "…";
  }
}
