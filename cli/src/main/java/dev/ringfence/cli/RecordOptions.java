package dev.ringfence.cli;

import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which records are meant.
final class RecordOptions {
  @Parameters(arity = "0..*", paramLabel = "ID", description = "Records (default: all).")
  List<String> ids = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "REVISION",
      description = "The commit whose records and files count (default: HEAD).")
  String revision = "HEAD";

  @Option(names = "--repo", paramLabel = "DIR", description = "The git repository (default: here).")
  Path repository = Path.of(".");

  RecordOptions() {}

  /// The records that are named, or all. None at all is a fault: nobody may take it for a pass.
  List<ProvenanceRecord> of(ProvenanceStore.Contents contents) {
    List<ProvenanceRecord> found = new ArrayList<>();
    for (String id : ids) {
      List<ProvenanceRecord> named =
          contents.records().stream().filter(record -> record.id().equals(id)).toList();
      if (named.isEmpty()) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "provenance/not-found",
                "there is no record `" + id + "` at " + revision,
                "`ringfence provenance show` lists them"));
      }
      found.addAll(named);
    }
    if (ids.isEmpty()) {
      found.addAll(contents.records());
    }
    if (found.isEmpty() && contents.faults().isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "provenance/none",
              "there are no records at " + revision + ", neither in the tree nor in notes",
              "commit the folder `"
                  + ProvenanceStore.FOLDER
                  + "`, or fetch refs/notes/ai-provenance"));
    }
    return found;
  }
}
