package dev.ringfence.server.web;

import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.report.BlastMap;
import dev.ringfence.scanner.report.BlastRenderer;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.server.page.HomePage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// The repository of a server: its latest commits, its policy, and its map, which is drawn once a
/// commit and kept.
final class RepositoryMap {
  private static final int SUBJECT = 120;

  private final Path folder;
  private @Nullable String drawnAt;
  private @Nullable CompletableFuture<String> map;

  RepositoryMap(Path folder) {
    this.folder = folder;
  }

  String name() throws IOException {
    return String.valueOf(ChangeResolver.root(folder).toAbsolutePath().normalize().getFileName());
  }

  ZonePolicy policy() throws IOException {
    return ChangeResolver.policy(Optional.of(ChangeResolver.root(folder)), PolicyChoice.FOUND);
  }

  /// The latest commits, the last first; none where there is no commit yet.
  List<HomePage.Commit> commits(int most) throws IOException {
    List<HomePage.Commit> commits = new ArrayList<>();
    try (GitChanges git = GitChanges.open(folder);
        Repository repository =
            new FileRepositoryBuilder().setGitDir(git.directory().toFile()).build();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return commits;
      }
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit : walk) {
        if (commits.size() == most) {
          break;
        }
        String subject = commit.getShortMessage();
        commits.add(
            new HomePage.Commit(
                commit.name(),
                Instant.ofEpochSecond(commit.getCommitTime())
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString(),
                Shown.text(commit.getAuthorIdent().getName()),
                Shown.text(
                    subject.length() > SUBJECT ? subject.substring(0, SUBJECT) + "…" : subject)));
      }
    }
    return commits;
  }

  /// The map of the commit that is checked out; empty while it is drawn. What went wrong is thrown.
  Optional<String> map() throws IOException {
    String head;
    try (GitChanges git = GitChanges.open(folder)) {
      head = git.judgeOfUncommitted().orElse("");
    }
    CompletableFuture<String> current;
    synchronized (this) {
      if (map == null || !head.equals(drawnAt)) {
        drawnAt = head;
        map = new CompletableFuture<>();
        CompletableFuture<String> started = map;
        Thread.ofPlatform()
            .daemon()
            .name("map")
            .start(() -> {
              try {
                started.complete(draw());
              } catch (IOException | RuntimeException | Error fault) {
                started.completeExceptionally(fault);
              }
            });
      }
      current = map;
    }
    if (!current.isDone()) {
      return Optional.empty();
    }
    if (current.state() == Future.State.SUCCESS) {
      return Optional.of(current.resultNow());
    }
    throw new IOException(current.exceptionNow().getMessage(), current.exceptionNow());
  }

  private String draw() throws IOException {
    ZonePolicy policy = policy();
    try (GitChanges git = GitChanges.open(folder);
        BlastCalculator calculator =
            BlastCalculator.withoutBlame(git, Constants.HEAD, policy, Coverage.read(List.of()))) {
      List<BlastMap.Tile> tiles = new ArrayList<>();
      for (String path : calculator.sources()) {
        tiles.add(
            new BlastMap.Tile(
                new BlastRenderer.Place(calculator.of(path), policy.place(path)),
                calculator.lines(path)));
      }
      String history =
          calculator
              .history()
              .map(known ->
                  String.format(
                      Locale.ROOT,
                      "History: %d commits in %.1f years.",
                      known.size(),
                      known.years()))
              .orElse("No history to go by: lifespan and rollback are unknown.");
      return BlastMap.render(
          "Blast radius of " + name(), List.of(history), tiles, policy.blastRadius());
    }
  }
}
