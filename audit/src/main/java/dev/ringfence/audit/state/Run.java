package dev.ringfence.audit.state;

import java.util.List;
import java.util.Optional;

/// What the last run of an audit was asked for, and of what.
///
/// @param scan the number of its scan in the state
/// @param repository the name of the repository's folder
/// @param head the commit that was asked what became of the findings, hex
/// @param headTime when it was committed, in seconds since 1970
/// @param refs the branches and tags whose commits count, each with its commit
/// @param since the first day that counts
/// @param until the last day
/// @param paths patterns of the files that count; none for all
/// @param author a part of the authors' names that count
/// @param ring findings count from this ring inwards
/// @param aiOnly whether only commits with signs of AI were scanned
/// @param policyAsOf `commit` or `now`
/// @param day the day of the run
/// @param marks the digest of the table of signs
public record Run(
    long scan,
    String repository,
    String head,
    long headTime,
    List<Tip> refs,
    Optional<String> since,
    Optional<String> until,
    List<String> paths,
    Optional<String> author,
    Optional<String> ring,
    boolean aiOnly,
    String policyAsOf,
    String day,
    String marks) {
  public Run {
    refs = List.copyOf(refs);
    paths = List.copyOf(paths);
  }

  /// A branch or tag.
  public record Tip(String name, String commit) {}
}
