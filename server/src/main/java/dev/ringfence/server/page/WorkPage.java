package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.SkipReason;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.corpus.license.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A work and some of its files.
///
/// @param id name and version
/// @param facts what is known of it
/// @param licenses its licenses
/// @param skipped what of it is not indexed, and why
/// @param notices the license texts that the index keeps
/// @param query what the files were filtered by
/// @param files the files of this page
/// @param first the number of the first of them, from 0
/// @param found how many there are in all
public record WorkPage(
    String id,
    List<Fact> facts,
    List<LicenseRow> licenses,
    List<LicenseRow> skipped,
    List<Notice> notices,
    String query,
    List<FileRow> files,
    int first,
    int found) {
  private static final int ROWS = 200;

  public WorkPage {
    facts = List.copyOf(facts);
    licenses = List.copyOf(licenses);
    skipped = List.copyOf(skipped);
    notices = List.copyOf(notices);
    files = List.copyOf(files);
  }

  /// A license, or another thing that files have in common.
  ///
  /// @param expression the license
  /// @param category its category
  /// @param tone its color
  /// @param files how many files
  public record LicenseRow(String expression, String category, String tone, int files) {}

  /// A license text.
  ///
  /// @param name its path in the work
  /// @param address where it is shown
  public record Notice(String name, String address) {}

  /// A file.
  ///
  /// @param path its path
  /// @param address its page
  /// @param language its language
  /// @param lines its lines
  /// @param license its license
  /// @param because what decided on the license
  /// @param contested whether other evidence disagrees
  public record FileRow(
      String path,
      String address,
      String language,
      String lines,
      String license,
      String because,
      boolean contested) {}

  /// The page of a work.
  ///
  /// @param query what path or license must hold
  /// @param first the first file that is shown
  public static WorkPage of(WorkIndex index, Work work, String query, int first)
      throws IOException {
    String wanted = query.toLowerCase(Locale.ROOT);
    List<CorpusFile> found = new ArrayList<>();
    Map<String, LicenseRow> licenses = new TreeMap<>();
    index.forEachFile(
        work,
        file -> {
          String license = file.license().expression().orElse("not stated");
          Category category = file.license().category();
          LicenseRow row =
              licenses.getOrDefault(
                  license,
                  new LicenseRow(
                      VisibleText.line(license), category.label(), EvidenceView.tone(category), 0));
          licenses.put(
              license,
              new LicenseRow(row.expression(), row.category(), row.tone(), row.files() + 1));
          if (file.path().toLowerCase(Locale.ROOT).contains(wanted)
              || license.toLowerCase(Locale.ROOT).contains(wanted)) {
            found.add(file);
          }
        });
    found.sort(Comparator.comparing(CorpusFile::path));
    int from = Math.clamp(first, 0, found.size());
    List<FileRow> rows =
        found.subList(from, Math.min(from + ROWS, found.size())).stream()
            .map(file -> row(work, file))
            .toList();
    return new WorkPage(
        VisibleText.line(work.id()),
        facts(work),
        licenses.values().stream()
            .sorted(Comparator.comparingInt(LicenseRow::files).reversed())
            .toList(),
        skipped(work),
        new TreeMap<>(work.provenance().notices())
            .entrySet().stream()
                .map(each ->
                    new Notice(
                        VisibleText.line(each.getKey()),
                        Links.work(work.id()) + "/notice/" + Links.part(each.getValue())))
                .toList(),
        query,
        rows,
        from,
        found.size());
  }

  private static FileRow row(Work work, CorpusFile file) {
    return new FileRow(
        VisibleText.line(file.path()),
        Links.file(work.id(), file.path()),
        file.language().id(),
        Words.number(file.lines()),
        VisibleText.line(file.license().expression().orElse("not stated")),
        file.license()
            .deciding()
            .map(EvidenceView::of)
            .map(each -> each.where() + ": " + each.method())
            .orElse("no evidence"),
        file.license().isContested());
  }

  private static List<Fact> facts(Work work) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Role", work.role().id()));
    facts.add(new Fact("Source", VisibleText.line(work.provenance().source())));
    facts.add(
        new Fact("Published", VisibleText.line(work.provenance().date().orElse("not known"))));
    work.purl().ifPresent(purl -> facts.add(new Fact("Package URL", VisibleText.line(purl))));
    work.provenance()
        .comment()
        .ifPresent(comment -> facts.add(new Fact("Comment", VisibleText.line(comment))));
    facts.add(
        new Fact(
            "Size",
            Words.count(work.contents().files(), "file")
                + ", "
                + Words.count(work.contents().lines(), "line")
                + ", "
                + Words.count(work.contents().tokens(), "token")));
    facts.add(new Fact("Digest", "sha256:" + work.digest()));
    return facts;
  }

  private static List<LicenseRow> skipped(Work work) {
    List<LicenseRow> rows = new ArrayList<>();
    for (SkipReason reason : SkipReason.values()) {
      int files = work.contents().skipped().getOrDefault(reason, 0);
      if (files > 0) {
        rows.add(new LicenseRow(reason.explanation(), "", "", files));
      }
    }
    return rows;
  }

  /// Which files are shown.
  public String shownText() {
    return found == 0
        ? "No file."
        : Words.number(first + 1L)
            + " to "
            + Words.number(first + (long) files.size())
            + " of "
            + Words.count(found, "file");
  }

  private String at(int row) {
    return "?q=" + Links.value(query) + "&from=" + row;
  }

  /// The page before; empty for none.
  public String previous() {
    return first > 0 ? at(Math.max(0, first - ROWS)) : "";
  }

  /// The page after; empty for none.
  public String next() {
    return first + files.size() < found ? at(first + ROWS) : "";
  }
}
