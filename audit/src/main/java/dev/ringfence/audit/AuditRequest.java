package dev.ringfence.audit;

import dev.ringfence.corpus.glob.Glob;
import dev.ringfence.scanner.policy.Ring;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is audited.
///
/// @param repository the repository
/// @param refs the branches and tags whose commits count; none for HEAD alone, `--all` for all
/// @param since the first day that counts, by when a commit was committed, in UTC
/// @param until the last day
/// @param paths patterns of the files that count; none for all
/// @param author a part of the name or address of the authors that count, in any case
/// @param ring findings count from this ring inwards
/// @param aiOnly whether only commits with signs of AI are scanned
/// @param policyAsOf whose policy judges
public record AuditRequest(
    Path repository,
    List<String> refs,
    Optional<LocalDate> since,
    Optional<LocalDate> until,
    List<String> paths,
    Optional<String> author,
    Optional<Ring> ring,
    boolean aiOnly,
    PolicyAsOf policyAsOf) {
  /// All refs.
  public static final String ALL = "--all";

  public AuditRequest {
    refs = List.copyOf(refs);
    paths = List.copyOf(paths);
  }

  /// The whole history of HEAD, judged by today's policy.
  public static AuditRequest of(Path repository) {
    return new AuditRequest(
        repository,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        PolicyAsOf.NOW);
  }

  /// Whose policy judges what a commit adds.
  public enum PolicyAsOf {
    /// The commit's own tree's.
    COMMIT,
    /// Today's: that of HEAD.
    NOW
  }

  /// Whether a file counts.
  boolean takes(String path) {
    return paths.isEmpty()
        || paths.stream()
            .anyMatch(pattern ->
                Glob.gitignore(pattern, !pattern.contains("/")).matches(path)
                    || path.startsWith(pattern.replaceFirst("/*$", "/")));
  }
}
