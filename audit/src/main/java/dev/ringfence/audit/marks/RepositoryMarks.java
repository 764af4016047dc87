package dev.ringfence.audit.marks;

import dev.ringfence.audit.history.MissingObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.Note;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signs of AI that lie beside the commits: notes, records in files, checkpoints, branches. They
/// can come and go without a new commit, and are read anew by each run.
public final class RepositoryMarks {
  private static final String GIT_AI = "refs/notes/ai";
  private static final String WHOGITIT = "refs/notes/whogitit";
  private static final String TRACES = ".agent-trace/traces.jsonl";
  private static final List<String> CHECKPOINTS =
      List.of("refs/heads/entire/checkpoints/v1", "refs/remotes/origin/entire/checkpoints/v1");
  private static final int MAX_NOTE = 8 << 20;

  /// More commits than this on one branch are no longer an agent's.
  private static final int MAX_BRANCH = 2000;

  private final Repository repository;
  private final CommitMarks names;
  private final Map<String, List<AiMark>> marks = new TreeMap<>();
  private final Map<String, List<AiLines>> lines = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  private RepositoryMarks(Repository repository, CommitMarks names) {
    this.repository = repository;
    this.names = names;
  }

  /// Finds the commits that brought contents in.
  @FunctionalInterface
  public interface Bringers {
    /// The first commit that gave a file such a content, by git's id of the content; contents that
    /// no commit of the history brought in are left out.
    Map<String, String> of(Set<String> blobs) throws IOException;
  }

  /// Reads them.
  ///
  /// @param checkpoints the Entire checkpoints that commits name, by commit
  public static RepositoryMarks read(
      Repository repository, AiMarkTable table, Map<String, String> checkpoints, Bringers bringers)
      throws IOException {
    RepositoryMarks found = new RepositoryMarks(repository, new CommitMarks(table));
    try (ObjectReader objects = repository.newObjectReader()) {
      found.gitAi(objects);
      found.whogitit(objects);
      found.traces();
      found.entire(checkpoints);
      found.branches();
      found.provenance(objects, bringers);
    }
    return found;
  }

  /// The marks, by commit.
  public Map<String, List<AiMark>> marks() {
    return marks;
  }

  /// The lines that tools are recorded to have written, by commit.
  public Map<String, List<AiLines>> lines() {
    return lines;
  }

  /// What could not be read of them.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private void add(String commit, AiMark mark) {
    marks.computeIfAbsent(commit, _ -> new ArrayList<>()).add(mark);
  }

  private interface NoteReader {
    void read(String commit, String text);
  }

  private void eachNote(ObjectReader objects, String name, NoteReader reader) throws IOException {
    Ref ref = repository.exactRef(name);
    if (ref == null || ref.getObjectId() == null) {
      return;
    }
    try (RevWalk walk = new RevWalk(objects)) {
      NoteMap map = NoteMap.read(objects, walk.parseCommit(ref.getObjectId()));
      for (Note note : map) {
        try {
          byte[] text = objects.open(note.getData(), Constants.OBJ_BLOB).getCachedBytes(MAX_NOTE);
          reader.read(note.name(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException unreadable) {
          notes.add(
              name + " of " + note.name() + ": " + MissingObjects.why(repository, unreadable));
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      notes.add(name + ": " + MissingObjects.why(repository, unreadable));
    }
  }

  private void gitAi(ObjectReader objects) throws IOException {
    eachNote(
        objects,
        GIT_AI,
        (commit, text) -> {
          GitAiNote.Reading reading = GitAiNote.parse(text);
          reading.fault().ifPresent(fault -> notes.add(GIT_AI + " of " + commit + ": " + fault));
          for (String tool : reading.tools()) {
            add(
                commit,
                new AiMark("git-ai", tool, 95, "Git AI standard 3.0.0", GIT_AI + ": " + tool));
          }
          lines.computeIfAbsent(commit, _ -> new ArrayList<>()).addAll(reading.lines());
        });
  }

  private void whogitit(ObjectReader objects) throws IOException {
    eachNote(
        objects,
        WHOGITIT,
        (commit, _) ->
            add(commit, new AiMark("whogitit", "", 80, "whogitit notes", "a note at " + WHOGITIT)));
  }

  private void traces() throws IOException {
    ObjectId head = repository.resolve("HEAD^{tree}");
    Optional<String> text = head == null ? Optional.empty() : text(head, TRACES);
    if (text.isEmpty()) {
      return;
    }
    AgentTrace.Reading reading = AgentTrace.parse(text.get());
    if (reading.unread() > 0) {
      notes.add(TRACES + ": " + reading.unread() + " records name no revision or are no JSON");
    }
    reading
        .lines()
        .forEach((commit, some) -> {
          Set<String> tools = new LinkedHashSet<>();
          some.forEach(each -> tools.add(each.tool()));
          for (String tool : tools) {
            add(
                commit,
                new AiMark("agent-trace", tool, 90, "Agent Trace 0.1", TRACES + ": " + tool));
          }
          lines.computeIfAbsent(commit, _ -> new ArrayList<>()).addAll(some);
        });
  }

  /// Records of provenance name contents, so they hold for whatever commit brought these in: that
  /// of a merge, or of a squash that knows nothing of the branch it came from. Where a content was
  /// changed on the way, the commit that brought the record in answers for the files it changed.
  private void provenance(ObjectReader objects, Bringers bringers) throws IOException {
    ObjectId head = repository.resolve("HEAD^{tree}");
    if (head == null) {
      return;
    }
    Map<String, List<ProvenanceStatement>> records = new TreeMap<>();
    Map<String, String> own = new TreeMap<>();
    Set<String> blobs = new LinkedHashSet<>();
    try (TreeWalk folder = TreeWalk.forPath(objects, ProvenanceStatement.FOLDER, head)) {
      if (folder == null || !folder.isSubtree()) {
        return;
      }
      folder.enterSubtree();
      while (folder.next()) {
        String path = folder.getPathString();
        if (!folder.isSubtree() && path.endsWith(ProvenanceStatement.SUFFIX)) {
          Optional<String> text = text(head, path);
          if (text.isPresent()) {
            records.put(path, ProvenanceStatement.parse(path, text.get(), notes));
            own.put(path, folder.getObjectId(0).name());
          }
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      notes.add(ProvenanceStatement.FOLDER + ": " + MissingObjects.why(repository, unreadable));
    }
    records.values().forEach(all -> all.forEach(each -> blobs.addAll(each.blobs().values())));
    blobs.addAll(own.values());
    if (records.isEmpty()) {
      return;
    }
    Map<String, String> commits = bringers.of(blobs);
    records.forEach((path, all) -> {
      for (ProvenanceStatement each : all) {
        provenance(path, each, commits, commits.get(own.get(path)));
      }
    });
  }

  private void provenance(
      String path,
      ProvenanceStatement record,
      Map<String, String> commits,
      @Nullable String recorded) {
    Map<String, Set<String>> tools = new TreeMap<>();
    for (AiLines some : record.lines()) {
      String exact = commits.get(record.blobs().getOrDefault(some.path(), ""));
      String commit = exact == null ? recorded : exact;
      if (commit != null) {
        tools.computeIfAbsent(commit, _ -> new LinkedHashSet<>()).add(some.tool());
        if (exact != null) {
          lines.computeIfAbsent(commit, _ -> new ArrayList<>()).add(some);
        }
      }
    }
    tools.forEach((commit, names) ->
        names.forEach(tool ->
            add(
                commit,
                new AiMark(
                    "provenance", tool, 95, "provenance record, in-toto", path + ": " + tool))));
  }

  private Optional<String> text(ObjectId tree, String path) {
    try (TreeWalk found = TreeWalk.forPath(repository, path, tree)) {
      return found == null
          ? Optional.empty()
          : Optional.of(
              new String(
                  repository
                      .open(found.getObjectId(0), Constants.OBJ_BLOB)
                      .getCachedBytes(MAX_NOTE),
                  StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException unreadable) {
      notes.add(path + ": " + MissingObjects.why(repository, unreadable));
      return Optional.empty();
    }
  }

  private void entire(Map<String, String> checkpoints) throws IOException {
    for (String name : CHECKPOINTS) {
      ObjectId tree = repository.resolve(name + "^{tree}");
      if (tree == null) {
        continue;
      }
      checkpoints.forEach((commit, id) -> {
        String folder = id.substring(0, 2) + "/" + id.substring(2) + "/";
        text(tree, folder + "0/metadata.json")
            .or(() -> text(tree, folder + "1/metadata.json"))
            .ifPresent(metadata ->
                add(
                    commit,
                    new AiMark(
                        "entire-checkpoint",
                        agent(metadata),
                        95,
                        "entireio/cli checkpoints v1",
                        "prompt and transcript at " + name + ":" + folder)));
      });
      return;
    }
  }

  private static String agent(String metadata) {
    try {
      JsonNode json = JsonMapper.shared().readTree(metadata);
      return (json.path("agent").asString("Entire") + " " + json.path("model").asString(""))
          .strip();
    } catch (JacksonException broken) {
      return "Entire";
    }
  }

  /// The commits of agents' branches that no other branch or tag holds.
  private void branches() throws IOException {
    List<Ref> agents = new ArrayList<>();
    List<ObjectId> others = new ArrayList<>();
    for (Ref ref : repository.getRefDatabase().getRefs()) {
      if (ref.getObjectId() == null || ref.getName().startsWith("refs/notes/")) {
        continue;
      }
      boolean branch =
          ref.getName().startsWith("refs/heads/") || ref.getName().startsWith("refs/remotes/");
      if (branch && !ref.isSymbolic() && names.branch(ref.getName(), "").isPresent()) {
        agents.add(ref);
      } else {
        others.add(ref.getObjectId());
      }
    }
    for (Ref agent : agents) {
      Optional<AiMark> mark = names.branch(agent.getName(), "on the branch " + agent.getName());
      try {
        for (String commit : onlyOn(repository, List.of(agent.getObjectId()), others)) {
          mark.ifPresent(sign -> add(commit, sign));
        }
      } catch (IOException | RuntimeException unreadable) {
        notes.add(agent.getName() + ": " + MissingObjects.why(repository, unreadable));
      }
    }
  }

  /// The commits that a merge took from its other parents.
  public static List<String> merged(Repository repository, List<String> parents)
      throws IOException {
    List<ObjectId> taken = new ArrayList<>();
    parents.subList(1, parents.size()).forEach(parent -> taken.add(ObjectId.fromString(parent)));
    return onlyOn(repository, taken, List.of(ObjectId.fromString(parents.getFirst())));
  }

  private static List<String> onlyOn(
      Repository repository, List<ObjectId> tips, List<ObjectId> others) throws IOException {
    List<String> commits = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      for (ObjectId tip : tips) {
        walk.markStart(walk.parseCommit(tip));
      }
      for (ObjectId other : others) {
        if (walk.peel(walk.parseAny(other)) instanceof RevCommit commit) {
          walk.markUninteresting(commit);
        }
      }
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        commits.add(commit.name());
        if (commits.size() > MAX_BRANCH) {
          return List.of();
        }
      }
    }
    return commits;
  }
}
