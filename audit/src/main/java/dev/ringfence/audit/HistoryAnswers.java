package dev.ringfence.audit;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.answer.AnswerFinder;
import dev.ringfence.audit.answer.Question;
import dev.ringfence.audit.answer.SnapshotReader;
import dev.ringfence.audit.state.FindingJson;
import dev.ringfence.audit.state.KeptAnswers;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.scanner.result.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.lib.Repository;

/// Asks what became of the findings, those whose answer is not kept already.
final class HistoryAnswers {
  /// Part of what an answer depends on: how it is found.
  private static final String FORMAT = "1";

  /// More names than this are no longer one file's.
  private static final int MAX_PATHS = 200;

  private final Repository repository;
  private final StateView view;
  private final String head;

  HistoryAnswers(Repository repository, StateView view, String head) {
    this.repository = repository;
    this.view = view;
    this.head = head;
  }

  void run(AuditProgress progress) throws IOException {
    List<AnswerFinder.Tag> tags = AnswerFinder.tags(repository);
    String ground =
        FORMAT
            + "\n"
            + head
            + "\n"
            + tags.stream()
                .map(tag -> tag.name() + " " + tag.commit())
                .collect(Collectors.joining("\n"));
    Map<String, StateView.Seen> first = new LinkedHashMap<>();
    for (StateView.Seen seen : view.seen()) {
      first.putIfAbsent(seen.finding(), seen);
    }
    Map<String, String> kept = view.answers().keys();
    List<Question> questions = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (StateView.Seen seen : first.values()) {
      String key =
          DigestUtils.sha256Hex(
              (ground + "\n" + seen.commit().hash() + "\n" + seen.path())
                  .getBytes(StandardCharsets.UTF_8));
      if (!key.equals(kept.get(seen.finding()))) {
        questions.add(question(seen));
        keys.add(key);
      }
    }
    Map<String, KeptAnswers.Kept> answers = new TreeMap<>();
    if (!questions.isEmpty()) {
      progress.begin(AuditProgress.Stage.ANSWER, questions.size());
      try (Workers<SnapshotReader> workers =
          new Workers<>("answer", () -> new SnapshotReader(repository))) {
        AnswerFinder finder =
            new AnswerFinder(
                head,
                tags,
                new AnswerFinder.Parallel() {
                  @Override
                  public <I, R> List<R> each(List<I> items, Task<I, R> task) throws IOException {
                    return workers.each(items, task::run);
                  }
                });
        List<AnswerFinder.Answered> found = finder.answer(questions);
        for (int q = 0; q < found.size(); q++) {
          answers.put(
              questions.get(q).finding(),
              new KeptAnswers.Kept(
                  keys.get(q), FindingJson.write(found.get(q).answer()), found.get(q).patch()));
        }
      }
    }
    view.answers().keep(answers, List.copyOf(first.keySet()));
    progress.advance(questions.size(), 0);
  }

  private Question question(StateView.Seen seen) throws IOException {
    List<Question.Spot> spots = new ArrayList<>();
    Set<String> paths = new LinkedHashSet<>();
    for (Place place : FindingJson.finding(view.json(seen)).places()) {
      spots.add(
          new Question.Spot(
              place.path(), place.hunk().lines(), view.before(seen.commit().row(), place.path())));
      paths.add(place.path());
    }
    List<Answer.Move> moves = new ArrayList<>();
    List<String> open = new ArrayList<>(paths);
    Map<String, Integer> since = new TreeMap<>();
    open.forEach(path -> since.put(path, seen.commit().position()));
    for (int at = 0; at < open.size() && paths.size() < MAX_PATHS; at++) {
      String path = open.get(at);
      for (StateView.Moved moved : view.movedFrom(path)) {
        if (moved.position() > since.getOrDefault(path, 0) && paths.add(moved.to())) {
          open.add(moved.to());
          since.put(moved.to(), moved.position());
          moves.add(new Answer.Move(moved.commit(), path, moved.to(), moved.copied()));
        }
      }
    }
    return new Question(seen.finding(), seen.commit().hash(), spots, List.copyOf(paths), moves);
  }
}
