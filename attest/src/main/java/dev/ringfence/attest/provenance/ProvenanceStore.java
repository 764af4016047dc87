package dev.ringfence.attest.provenance;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The records of a repository: in the tree, and mirrored in notes.
public final class ProvenanceStore {
  /// Where records are kept.
  public static final String FOLDER = ".provenance";

  /// The end of a record's name.
  public static final String SUFFIX = ".intoto.jsonl";

  /// The notes that mirror records.
  public static final String NOTES = "refs/notes/ai-provenance";

  private static final int MAX_BYTES = 64 << 20;

  /// What a revision has.
  ///
  /// @param records the records
  /// @param faults what could not be read
  /// @param kept the other files of the folder, by path
  public record Contents(
      List<ProvenanceRecord> records, List<String> faults, Map<String, byte[]> kept) {
    public Contents {
      records = List.copyOf(records);
      faults = List.copyOf(faults);
      kept = Map.copyOf(kept);
    }
  }

  private ProvenanceStore() {}

  /// The records of a commit, and those that its notes mirror and the tree has not.
  public static Contents read(GitChanges git, String revision) throws IOException {
    List<ProvenanceRecord> records = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Map<String, byte[]> kept = new LinkedHashMap<>();
    for (Map.Entry<String, String> blob : git.snapshot(revision).blobs().entrySet()) {
      String path = blob.getKey();
      if (!path.startsWith(FOLDER + "/")) {
        continue;
      }
      if (path.endsWith(SUFFIX)) {
        Optional<String> text = git.blob(blob.getValue(), MAX_BYTES);
        if (text.isPresent()) {
          records.addAll(ProvenanceRecord.read(path, text.get(), faults));
        } else {
          faults.add(path + ": not in this clone, or larger than 64 MB");
        }
      } else {
        git.bytes(blob.getValue(), MAX_BYTES).ifPresent(bytes -> kept.put(path, bytes));
      }
    }
    for (ProvenanceRecord record : notes(git, faults)) {
      if (records.stream().noneMatch(known -> known.statement().equals(record.statement()))) {
        records.add(record);
      }
    }
    return new Contents(records, faults, kept);
  }

  private static List<ProvenanceRecord> notes(GitChanges git, List<String> faults)
      throws IOException {
    List<ProvenanceRecord> records = new ArrayList<>();
    String list =
        new GitCommand(git.directory()).text(List.of("notes", "--ref=" + NOTES, "list")).orElse("");
    for (String line : list.split("\n", -1)) {
      String[] pair = line.split(" ", 2);
      if (pair.length == 2) {
        Optional<String> note = git.blob(pair[0], MAX_BYTES);
        if (note.isPresent()) {
          records.addAll(ProvenanceRecord.read("note of " + pair[1].strip(), note.get(), faults));
        }
      }
    }
    return records;
  }

  /// Mirrors a record in the notes of a commit, and has rebases and amends take it along.
  public static void mirror(GitChanges git, String commit, String record) throws IOException {
    GitCommand command = new GitCommand(git.directory());
    Optional<String> added =
        command.run(
            List.of("notes", "--ref=" + NOTES, "append", "--file=-", commit),
            record + "\n",
            output -> "");
    if (added.isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "provenance/notes",
              "git could not write the note of " + commit,
              "set user.name and user.email for git; the record itself is written"));
    }
    command.text(
        List.of("config", "--local", "notes.ai-provenance.mergeStrategy", "cat_sort_uniq"));
    String rewritten =
        command.text(List.of("config", "--local", "--get-all", "notes.rewriteRef")).orElse("");
    if (!rewritten.contains(NOTES)) {
      command.text(List.of("config", "--local", "--add", "notes.rewriteRef", NOTES));
    }
  }
}
