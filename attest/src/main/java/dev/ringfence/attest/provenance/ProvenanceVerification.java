package dev.ringfence.attest.provenance;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/// Holds records against a repository: that they are whole, that kept prompts are what they were,
/// which commit brought the change in, and where its lines stand now.
public final class ProvenanceVerification {
  /// What became of one record.
  ///
  /// @param record the record
  /// @param signature what its signature is worth
  /// @param faults what does not hold
  /// @param commit the commit that brought the change in, by patch id
  /// @param places where its lines stand
  public record Outcome(
      ProvenanceRecord record,
      Signature signature,
      List<String> faults,
      Optional<String> commit,
      List<Place> places) {
    public Outcome {
      faults = List.copyOf(faults);
      places = List.copyOf(places);
    }

    /// How many of its lines stand at the revision.
    public int found() {
      return places.stream().mapToInt(Place::found).sum();
    }

    /// Whether the record holds: it is whole and its change is, or was, in the history.
    public boolean holds() {
      return faults.isEmpty();
    }
  }

  /// What a signature is worth.
  public enum Signature {
    /// There is none.
    NONE,
    /// There is one, and no key to hold it against.
    NOT_CHECKED,
    /// It is of the key.
    VALID,
    /// It is not.
    INVALID
  }

  /// Where a run of lines stands.
  ///
  /// @param was where it stood when it was recorded
  /// @param state `intact`, `moved`, `changed` or `gone`
  /// @param path the file that holds it
  /// @param lines its lines there
  /// @param found how many of its lines stand
  /// @param of how many it had
  public record Place(
      ProvenanceRecord.Range was,
      String state,
      String path,
      Optional<LineRange> lines,
      int found,
      int of) {}

  private ProvenanceVerification() {}

  /// Verifies records at a commit.
  ///
  /// @param key the key that signatures are held against
  public static List<Outcome> verify(
      GitChanges git,
      String revision,
      ProvenanceStore.Contents contents,
      List<ProvenanceRecord> records,
      Optional<PublicKey> key)
      throws IOException {
    Whereabouts whereabouts = Whereabouts.of(git, revision, records);
    List<Outcome> outcomes = new ArrayList<>();
    for (ProvenanceRecord record : records) {
      List<String> faults = new ArrayList<>();
      Signature signature = signature(record, key);
      if (signature == Signature.INVALID) {
        faults.add("the signature is not of this key");
      } else if (signature == Signature.NONE && key.isPresent()) {
        faults.add("there is no signature, and a key was given");
      }
      prompts(record, contents, faults);
      List<Place> places = new ArrayList<>();
      for (ProvenanceRecord.RecordedFile file : record.files()) {
        for (Map.Entry<ProvenanceRecord.Run, Whereabouts.Place> each :
            whereabouts.of(file).entrySet()) {
          Whereabouts.Place place = each.getValue();
          ProvenanceRecord.Run run = each.getKey();
          if (!isWhole(run)) {
            faults.add(
                "the digest of " + file.path() + ":" + run.lines().firstLine() + " is wrong");
          }
          places.add(
              new Place(
                  new ProvenanceRecord.Range(file.path(), run.lines()),
                  place.state().name().toLowerCase(java.util.Locale.ROOT),
                  place.path(),
                  place.lines(),
                  place.found(),
                  place.of()));
        }
      }
      Optional<String> commit = commit(git, revision, record);
      int found = places.stream().mapToInt(Place::found).sum();
      if (commit.isEmpty() && found == 0 && record.lineCount() > 0) {
        faults.add("no commit of the history has this change, and none of its lines stands");
      }
      outcomes.add(new Outcome(record, signature, faults, commit, places));
    }
    return outcomes;
  }

  private static boolean isWhole(ProvenanceRecord.Run run) {
    List<LineDigests.Line> lines = new ArrayList<>();
    run.lineDigests().forEach(digest -> lines.add(new LineDigests.Line(1, digest)));
    return LineDigests.ofRun(lines).equals(run.digest());
  }

  private static Signature signature(ProvenanceRecord record, Optional<PublicKey> key) {
    if (record.envelope().isEmpty()) {
      return Signature.NONE;
    }
    if (key.isEmpty()) {
      return Signature.NOT_CHECKED;
    }
    return Dsse.verify(record.envelope().get(), key.get()) ? Signature.VALID : Signature.INVALID;
  }

  private static void prompts(
      ProvenanceRecord record, ProvenanceStore.Contents contents, List<String> faults) {
    for (ProvenanceRecord.Prompts prompts : record.prompts()) {
      if (prompts.path().isEmpty()) {
        continue;
      }
      byte[] kept = contents.kept().get(prompts.path());
      if (kept == null) {
        faults.add("the prompts at " + prompts.path() + " are gone");
      } else if (!DigestUtils.sha256Hex(kept).equals(prompts.sha256())) {
        faults.add("the prompts at " + prompts.path() + " were changed");
      }
    }
  }

  /// The commit that brought a change in: with the same patch id, whatever it is called and
  /// wherever it stands.
  public static Optional<String> commit(GitChanges git, String revision, ProvenanceRecord record)
      throws IOException {
    Optional<String> base = Optional.empty();
    try {
      base =
          git.isCommit(record.baseCommit()) ? Optional.of(record.baseCommit()) : Optional.empty();
    } catch (RingfenceException notInThisClone) {
      // The whole history is looked through.
    }
    Map<String, String> history = PatchIds.ofHistory(git, revision, base, record.paths());
    return record.patchIds().stream()
        .flatMap(id -> Optional.ofNullable(history.get(id)).stream())
        .findFirst();
  }
}
