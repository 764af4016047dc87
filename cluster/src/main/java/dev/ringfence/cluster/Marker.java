package dev.ringfence.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an index on a cluster says of itself: one document, which is replaced as a whole, by
/// whoever saw its last state.
///
/// @param layout of documents, [Layout#VERSION]
/// @param format of tokens and fingerprints, as of an index on disk
/// @param generation counts the states
/// @param digest the logical digest of its works
/// @param serials the works that count, by their numbers
/// @param lastSerial the highest number that a work has or had, or that is set aside for one
/// @param contents how many contents it holds
/// @param files how many files it holds
/// @param functions the version of the features of functions, where all contents have them; else 0
/// @param model the documents of the token model, part after part, whose counts add up
/// @param written when it became as it is
/// @param writers who is writing it: while there are any, it is not whole
record Marker(
    int layout,
    String format,
    long generation,
    String digest,
    List<Long> serials,
    long lastSerial,
    long contents,
    long files,
    int functions,
    List<Part> model,
    String written,
    Map<String, Writer> writers) {
  /// A part of the token model.
  ///
  /// @param documents the documents that it is cut into, in order
  /// @param sha256 of its bytes, hex
  record Part(List<String> documents, String sha256) {
    Part {
      documents = List.copyOf(documents);
    }
  }

  /// Who writes.
  ///
  /// @param who host and process
  /// @param since when it began
  /// @param what it does
  /// @param firstSerial the first number set aside for its works
  /// @param alone whether nobody else may write meanwhile, since it takes works out
  /// @param plan what it takes out, once that is known: the documents of a list, and the token
  ///   model that comes of it
  record Writer(
      String who,
      String since,
      String what,
      long firstSerial,
      boolean alone,
      Optional<Plan> plan) {}

  /// What a writer takes out: written down first, since half of it gone does not tell the rest.
  ///
  /// @param orphans the documents that hold the ids of contents that go
  /// @param model the model that is left
  record Plan(Part orphans, Part model) {}

  Marker {
    serials = List.copyOf(serials);
    model = List.copyOf(model);
    writers = Map.copyOf(writers);
  }

  boolean isWhole() {
    return writers.isEmpty();
  }

  /// The next state, with one more writer.
  Marker with(String id, Writer writer, long last, String now) {
    Map<String, Writer> more = new TreeMap<>(writers);
    more.put(id, writer);
    return new Marker(
        layout,
        format,
        generation + 1,
        digest,
        serials,
        last,
        contents,
        files,
        functions,
        model,
        now,
        more);
  }

  /// The next state, with other works and without the writer that brought them.
  Marker done(
      String id,
      String newDigest,
      List<Long> newSerials,
      List<Part> newModel,
      long newContents,
      long newFiles,
      int newFunctions,
      String now) {
    Map<String, Writer> others = new TreeMap<>(writers);
    others.remove(id);
    List<Long> sorted = new ArrayList<>(newSerials);
    sorted.sort(null);
    return new Marker(
        layout,
        format,
        generation + 1,
        newDigest,
        sorted,
        sorted.isEmpty() ? lastSerial : Math.max(lastSerial, sorted.getLast()),
        newContents,
        newFiles,
        newFunctions,
        newModel,
        now,
        others);
  }
}
