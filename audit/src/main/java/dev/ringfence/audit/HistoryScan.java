package dev.ringfence.audit;

import dev.ringfence.audit.history.AddedLines;
import dev.ringfence.audit.history.FileEdit;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.CommitRow;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.ScanState;
import dev.ringfence.audit.state.ScannedCommits;
import dev.ringfence.audit.state.Sighting;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import dev.ringfence.scanner.scan.Judgement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.lib.Repository;

/// Scans what the commits add that are not scanned yet, in their order, a step at a time. What a
/// step adds that an earlier one has added already is not scanned again; the steps' sizes make no
/// difference to what is found.
final class HistoryScan {
  /*
   * While a step is scanned, the files of the next commits are read and compared. The order in which
   * commits are looked at decides where a region counts as new, so that is done by one thread, and
   * what it decides is in the state before the next step begins.
   */
  private static final int STEP_COMMITS = 64;
  private static final int STEP_LINES = 20_000;
  private static final int AHEAD = 2 * STEP_COMMITS;
  private static final int DIGEST_BYTES = 16;

  private final Repository repository;
  private final AuditState state;
  private final HunkScanner scanner;
  private final Judges judges;
  private final AuditRequest request;
  private final ScanState scans;

  HistoryScan(
      Repository repository,
      AuditState state,
      HunkScanner scanner,
      Judges judges,
      AuditRequest request,
      long scan) {
    this.repository = repository;
    this.state = state;
    this.scanner = scanner;
    this.judges = judges;
    this.request = request;
    this.scans = new ScanState(state, scan);
  }

  /// A file as a commit changes it.
  ///
  /// @param content the digest of its content where it lies
  private record ReadFile(FileChange change, byte[] content, List<byte[]> regions) {}

  /// A commit that was read.
  private record ReadCommit(CommitRow row, Judgement judgement, List<ReadFile> files) {
    int lines() {
      return files.stream()
          .flatMap(file -> file.change().hunks().stream())
          .mapToInt(Hunk::addedLines)
          .sum();
    }
  }

  /// What is scanned at once.
  private static final class Step {
    final List<CommitRow> commits = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    final List<Judgement> judgements = new ArrayList<>();
    final List<byte[]> contents = new ArrayList<>();
    final List<ScannedCommits.Region> regions = new ArrayList<>();
    final Set<ByteBuffer> newContents = new HashSet<>();
    final Set<ByteBuffer> newRegions = new HashSet<>();
    int known;
    int lines;
  }

  void run(AuditProgress progress) throws IOException {
    int open = scans.toScan(request.aiOnly());
    if (open == 0) {
      return;
    }
    progress.begin(AuditProgress.Stage.SCAN, open);
    try (Workers<AddedLines> workers = new Workers<>("read", () -> new AddedLines(repository))) {
      for (List<CommitRow> page = scans.nextToScan(request.aiOnly());
          !page.isEmpty();
          page = scans.nextToScan(request.aiOnly())) {
        run(page, workers, progress);
      }
    }
  }

  private void run(List<CommitRow> page, Workers<AddedLines> workers, AuditProgress progress)
      throws IOException {
    Deque<Future<ReadCommit>> ahead = new ArrayDeque<>();
    int next = 0;
    Step step = new Step();
    for (int at = 0; at < page.size(); at++) {
      while (next < page.size() && ahead.size() < AHEAD) {
        ahead.add(start(page.get(next++), workers));
      }
      add(Workers.result(ahead.remove()), step);
      if (step.commits.size() == STEP_COMMITS || step.lines > STEP_LINES || at + 1 == page.size()) {
        int hunks = finish(step);
        progress.advance(step.commits.size(), hunks);
        step = new Step();
      }
    }
  }

  private Future<ReadCommit> start(CommitRow commit, Workers<AddedLines> workers)
      throws IOException {
    List<FileEdit> edits = state.edits(commit);
    Judgement judgement = judges.of(commit.hash());
    List<byte[]> contents = edits.stream().map(edit -> content(judgement, edit)).toList();
    List<Boolean> known = scans.knownContents(contents);
    return workers.start(
        commit,
        (reader, row) -> {
          List<ReadFile> files = new ArrayList<>();
          for (int e = 0; e < edits.size(); e++) {
            FileEdit edit = edits.get(e);
            if (known.get(e)
                || edit.kind() == FileEdit.Kind.DELETED
                || !(request.takes(edit.path())
                    || edit.oldPath().map(request::takes).orElse(false))) {
              continue;
            }
            FileChange change = reader.of(edit);
            List<byte[]> regions =
                change.hunks().stream().map(hunk -> region(judgement, change, hunk)).toList();
            files.add(new ReadFile(change, contents.get(e), regions));
          }
          return new ReadCommit(row, judgement, files);
        });
  }

  /// What a content is known by: its blob, and where it lies, since that decides how it is judged
  /// and read.
  private byte[] content(Judgement judgement, FileEdit edit) {
    return digest(place(judgement, edit.path()) + "\n" + edit.blob());
  }

  private String place(Judgement judgement, String path) {
    ZonePolicy.Placement placement = judgement.policy().place(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (request.policyAsOf() == AuditRequest.PolicyAsOf.COMMIT ? judgement.digest() : "")
        + "\n"
        + placement.ring().id()
        + "\n"
        + placement.ignoredBy().orElse("")
        + "\n"
        + name.substring(name.indexOf('.') + 1);
  }

  private byte[] region(Judgement judgement, FileChange change, Hunk hunk) {
    StringBuilder text = new StringBuilder(place(judgement, change.path()));
    for (int i = 0; i < hunk.lines().size(); i++) {
      String line = hunk.lines().get(i);
      text.append(hunk.added().get(i) ? "\n+" : "\n ");
      for (int c = 0; c < line.length(); c++) {
        if (!Character.isWhitespace(line.charAt(c))) {
          text.append(line.charAt(c));
        }
      }
    }
    return digest(text.toString());
  }

  private static byte[] digest(String text) {
    return Arrays.copyOf(DigestUtils.sha256(text.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
  }

  /// Adds a commit to a step, less what was scanned before.
  private void add(ReadCommit commit, Step step) throws IOException {
    step.commits.add(commit.row());
    step.lines += commit.lines();
    List<FileChange> files = new ArrayList<>();
    // Once more: the commits before it may have been scanned since it was read.
    List<Boolean> knownContents =
        scans.knownContents(commit.files().stream().map(ReadFile::content).toList());
    for (int f = 0; f < commit.files().size(); f++) {
      ReadFile file = commit.files().get(f);
      FileChange change = file.change();
      if (knownContents.get(f)) {
        continue;
      }
      if (!step.newContents.add(ByteBuffer.wrap(file.content()))) {
        continue;
      }
      if (change.unread().isEmpty()) {
        step.contents.add(file.content());
      }
      List<Boolean> known = scans.knownRegions(file.regions());
      List<Hunk> fresh = new ArrayList<>();
      for (int h = 0; h < change.hunks().size(); h++) {
        Hunk hunk = change.hunks().get(h);
        byte[] region = file.regions().get(h);
        if (hunk.addedLines() == 0) {
          continue;
        }
        step.regions.add(
            new ScannedCommits.Region(
                commit.row(),
                region,
                change.path(),
                hunk.firstLine(),
                hunk.lines().size(),
                hunk.addedLines()));
        boolean added = step.newRegions.add(ByteBuffer.wrap(region));
        if (known.get(h) || !added) {
          step.known++;
        } else {
          fresh.add(hunk);
        }
      }
      if (!fresh.isEmpty() || !change.unread().isEmpty() || change.oldPath().isPresent()) {
        files.add(
            new FileChange(
                change.path(),
                change.oldPath(),
                change.kind(),
                fresh,
                change.newText(),
                change.unread()));
      }
    }
    if (!files.isEmpty()) {
      step.changes.add(new Change(commit.row().hash(), files, List.of()));
      step.judgements.add(commit.judgement());
    }
  }

  /// Scans a step and keeps what comes of it; returns how many hunks were scanned.
  @SuppressWarnings("ReferenceEquality") // one judgement for all changes that share it
  private int finish(Step step) throws IOException {
    Map<String, CommitRow> rows = new HashMap<>();
    step.commits.forEach(row -> rows.put(row.hash(), row));
    List<ScannedCommits.Unread> unread = new ArrayList<>();
    List<Sighting> sightings = new ArrayList<>();
    int hunks = 0;
    int lines = 0;
    int tooShort = 0;
    for (int from = 0; from < step.changes.size(); ) {
      Judgement judgement = step.judgements.get(from);
      int end = from;
      while (end < step.changes.size() && step.judgements.get(end) == judgement) {
        end++;
      }
      ScanReport report = scanner.scan(step.changes.subList(from, end), judgement);
      hunks += report.scanned().hunks();
      lines += report.scanned().addedLines();
      tooShort += report.tooShort().size();
      for (Unchecked part : report.unchecked()) {
        unread.add(
            new ScannedCommits.Unread(
                row(rows, part.change()), part.path(), part.reason(), part.incomplete()));
      }
      for (ReportedFinding finding : report.findings()) {
        sightings.add(sighting(rows, finding));
      }
      from = end;
    }
    scans.scanned(
        new ScannedCommits(
            step.commits,
            step.contents,
            step.regions,
            unread,
            sightings,
            new ScannedCommits.Counts(hunks, step.known, lines, tooShort)));
    return hunks;
  }

  private static CommitRow row(Map<String, CommitRow> rows, String label) {
    CommitRow row = rows.get(label);
    if (row == null) {
      throw new IllegalStateException("no commit of this step: " + label);
    }
    return row;
  }

  private static Sighting sighting(Map<String, CommitRow> rows, ReportedFinding finding) {
    Place place = finding.place();
    List<Lines> lines = place.hunk().lines();
    return new Sighting(
        row(rows, place.hunk().change()),
        finding.id(),
        finding.path(),
        lines.getFirst().first(),
        lines.getLast().last(),
        finding.severity().id(),
        finding.score(),
        finding.fails(),
        finding.zone().ring().id(),
        finding.origin().license().category().label(),
        finding.origin().license().expression().orElse(""),
        finding.origin().work(),
        finding.origin().path(),
        FindingJson.write(finding));
  }
}
