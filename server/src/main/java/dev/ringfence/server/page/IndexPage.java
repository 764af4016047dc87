package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.Work;
import java.util.List;

/// The works of an index.
///
/// @param digest its digest
/// @param works its works
public record IndexPage(String digest, List<WorkRow> works) {
  public IndexPage {
    works = List.copyOf(works);
  }

  /// A work.
  ///
  /// @param id name and version
  /// @param address its page
  /// @param role why it is there
  /// @param date when it was published
  /// @param license the license of most of its files
  /// @param files how many files
  /// @param lines how many lines
  /// @param tokens how many tokens
  public record WorkRow(
      String id,
      String address,
      String role,
      String date,
      String license,
      int files,
      long lines,
      long tokens) {}

  /// The page of some works.
  public static IndexPage of(String digest, List<Work> works) {
    return new IndexPage(
        "sha256:" + digest,
        works.stream()
            .map(work ->
                new WorkRow(
                    VisibleText.line(work.id()),
                    Links.work(work.id()),
                    work.role().id(),
                    VisibleText.line(work.provenance().date().orElse("not known")),
                    VisibleText.line(work.contents().mainLicense().orElse("not stated")),
                    work.contents().files(),
                    work.contents().lines(),
                    work.contents().tokens()))
            .toList());
  }

  /// All files.
  public long files() {
    return works.stream().mapToLong(WorkRow::files).sum();
  }

  /// All tokens.
  public long tokens() {
    return works.stream().mapToLong(WorkRow::tokens).sum();
  }
}
