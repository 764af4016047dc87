package dev.ringfence.audit;

import dev.ringfence.audit.history.CommitGraph;
import dev.ringfence.audit.history.MissingObjects;
import dev.ringfence.audit.marks.AiMarkTable;
import dev.ringfence.audit.marks.CommitMarks;
import dev.ringfence.audit.marks.RepositoryMarks;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.Run;
import dev.ringfence.audit.state.ScanDescription;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.RepositoryFinder;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// Audits a history: walks what was not walked, scans what was not scanned, and finds out what
/// became of the findings. All of it is kept in a folder, step by step, so that a run that was
/// ended at any moment is gone on with by the next.
public final class Audit {
  private final AuditRequest request;
  private final JudgementOptions options;
  private final ScanEngine engine;
  private final AuditProgress progress;

  /// An audit.
  ///
  /// @param engine searches the index; stays open
  public Audit(
      AuditRequest request, JudgementOptions options, ScanEngine engine, AuditProgress progress) {
    this.request = request;
    this.options = options;
    this.engine = engine;
    this.progress = progress;
  }

  /// Runs it; what comes of it is in the folder, for [AuditReport] to read.
  public void run(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (FolderLock _ = FolderLock.take(folder);
        Repository repository = RepositoryFinder.open(request.repository());
        GitChanges git = GitChanges.open(request.repository());
        AuditState state = AuditState.open(folder)) {
      run(repository, git, state);
      state.settle();
    }
  }

  private void run(Repository repository, GitChanges git, AuditState state) throws IOException {
    List<Run.Tip> tips = tips(repository);
    String head = request.refs().isEmpty() ? tips.getFirst().commit() : head(repository, tips);
    Judges judges = Judges.of(git, head, options, request.policyAsOf());
    AiMarkTable table = AiMarkTable.with(judges.now().policy().ai().disclosure());
    if (!state.value("marks").orElse(table.digest()).equals(table.digest())) {
      state.forgetMarks();
    }
    state.keep("marks", table.digest());
    CommitGraph graph =
        CommitGraph.read(
            repository,
            tips.stream().map(tip -> ObjectId.fromString(tip.commit())).toList(),
            selection());
    state.plan(graph);
    sayWhatIsOdd(repository, state);
    new HistoryWalk(repository, state, new CommitMarks(table)).run(graph, progress);
    state.besides(RepositoryMarks.read(repository, table, state.checkpoints(), state::bringers));
    long scan = state.scan(scanKey(git, head, judges), FindingJson.write(description(judges)));
    state.keep("run", FindingJson.write(ran(repository, tips, head, scan, table)));
    new HistoryScan(repository, state, HunkScanner.of(engine), judges, request, scan).run(progress);
    new HistoryAnswers(repository, new StateView(state, scan), head).run(progress);
  }

  // ---- which commits ----

  private List<Run.Tip> tips(Repository repository) throws IOException {
    List<Run.Tip> tips = new ArrayList<>();
    if (request.refs().contains(AuditRequest.ALL)) {
      try (RevWalk walk = new RevWalk(repository)) {
        for (Ref ref : repository.getRefDatabase().getRefs()) {
          boolean counts =
              ref.getName().startsWith(Constants.R_HEADS)
                  || ref.getName().startsWith(Constants.R_TAGS)
                  || ref.getName().startsWith(Constants.R_REMOTES);
          if (counts
              && !ref.isSymbolic()
              && ref.getObjectId() != null
              && peeled(walk, ref.getObjectId()) instanceof RevCommit commit) {
            tips.add(new Run.Tip(ref.getName(), commit.name()));
          }
        }
      }
      if (tips.isEmpty()) {
        throw nothing(repository);
      }
      return tips;
    }
    for (String name : request.refs().isEmpty() ? List.of(Constants.HEAD) : request.refs()) {
      tips.add(new Run.Tip(name, commit(repository, name)));
    }
    return tips;
  }

  private static @Nullable RevObject peeled(RevWalk walk, ObjectId id) {
    try {
      return walk.peel(walk.parseAny(id));
    } catch (IOException | RuntimeException lost) {
      return null;
    }
  }

  private static String commit(Repository repository, String name) throws IOException {
    try {
      ObjectId id = repository.resolve(name + "^{commit}");
      if (id != null) {
        return id.name();
      }
    } catch (RevisionSyntaxException | IncorrectObjectTypeException | MissingObjectException e) {
      // Told below.
    }
    if (name.equals(Constants.HEAD)) {
      throw nothing(repository);
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "audit/unknown-ref",
            "no commit named `" + name + "` in " + repository.getDirectory(),
            "check the name, or fetch it"));
  }

  private static RingfenceException nothing(Repository repository) {
    return RingfenceException.usage(
        Diagnostic.of(
            "audit/no-commit",
            "the repository has no commit yet; nothing was checked: " + repository.getDirectory(),
            "name a branch with --ref"));
  }

  /// The commit that is asked what became of the findings: HEAD where all branches count.
  private String head(Repository repository, List<Run.Tip> tips) throws IOException {
    ObjectId head =
        request.refs().contains(AuditRequest.ALL)
            ? repository.resolve(Constants.HEAD + "^{commit}")
            : null;
    return head == null ? tips.getFirst().commit() : head.name();
  }

  private Predicate<RevCommit> selection() {
    Optional<String> author = request.author().map(name -> name.toLowerCase(Locale.ROOT));
    return commit -> {
      LocalDate day =
          LocalDate.ofInstant(Instant.ofEpochSecond(commit.getCommitTime()), ZoneOffset.UTC);
      if ((request.since().isPresent() && day.isBefore(request.since().get()))
          || (request.until().isPresent() && day.isAfter(request.until().get()))) {
        return false;
      }
      if (author.isEmpty()) {
        return true;
      }
      var person = commit.getAuthorIdent();
      return person != null
          && (person.getName() + " <" + person.getEmailAddress() + ">")
              .toLowerCase(Locale.ROOT)
              .contains(author.get());
    };
  }

  private static void sayWhatIsOdd(Repository repository, AuditState state) throws IOException {
    if (MissingObjects.isShallow(repository)) {
      state.fault(
          "this clone is shallow: the history before its first commits was not checked; fetch it"
              + " with `git fetch --unshallow`",
          true);
    }
    if (MissingObjects.isPartial(repository)) {
      state.fault("this clone is partial: what is not in it is named, and was not checked", false);
    }
    if (!repository.getRefDatabase().getRefsByPrefix("refs/replace/").isEmpty()) {
      state.fault(
          "the repository has replace refs: the commits were read as they were made, and not as"
              + " they are replaced",
          false);
    }
    if (Files.exists(repository.getCommonDirectory().toPath().resolve("info/grafts"))) {
      state.fault(
          "the repository has grafts: the commits were read with the parents they were made with",
          false);
    }
  }

  // ---- what it depends on ----

  private String scanKey(GitChanges git, String head, Judges judges) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(engine.tool().fullVersion());
    parts.add(engine.tool().matching().toString());
    parts.add(engine.index().digest());
    parts.add("paths " + request.paths());
    if (judges.ofEach()) {
      parts.add("policy of each commit, fail on " + options.failOn());
    } else {
      Judgement now = judges.now();
      // Waivers hold until a day; only when one expires is the day of any matter.
      parts.add(
          new Judgement(
                  now.policy(),
                  now.waiverFile(),
                  now.baseline(),
                  now.failOn(),
                  now.blast(),
                  LocalDate.EPOCH)
              .digest());
      for (Waiver waiver : now.policy().enforcement().waivers()) {
        parts.add("expired " + waiver.hasExpired(options.today()));
      }
      parts.add(git.filesNamed(head, ".gitattributes").toString());
    }
    return DigestUtils.sha256Hex(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  private ScanDescription description(Judges judges) {
    Judgement now = judges.now();
    boolean one = !judges.ofEach();
    return new ScanDescription(
        engine.tool(),
        engine.index(),
        engine.parameters().threshold(),
        one ? now.policy().source().file() : Optional.empty(),
        one ? now.policy().source().digest() : Optional.empty(),
        now.policy().zoning().defaultRing().id(),
        now.policy().enforcement().waivers().size(),
        options.failOn().map(Severity::id),
        one ? now.policy().source().warnings() : List.of());
  }

  private Run ran(
      Repository repository, List<Run.Tip> tips, String head, long scan, AiMarkTable table)
      throws IOException {
    Path folder = request.repository().toAbsolutePath().normalize();
    Path name = folder.getFileName();
    long time;
    try (RevWalk walk = new RevWalk(repository)) {
      time = walk.parseCommit(ObjectId.fromString(head)).getCommitTime();
    }
    return new Run(
        scan,
        name == null ? folder.toString() : name.toString(),
        head,
        time,
        tips,
        request.since().map(LocalDate::toString),
        request.until().map(LocalDate::toString),
        request.paths(),
        request.author(),
        request.ring().map(ring -> ring.id()),
        request.aiOnly(),
        request.policyAsOf().name().toLowerCase(Locale.ROOT),
        options.today().toString(),
        table.digest());
  }
}
