package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An index of ours, behind the name that people use.
///
/// @param client that asks
/// @param index the index behind the alias
/// @param marker what it says of itself
/// @param sequence where the marker stands in the order of writes, with `term`: it is replaced only
///   if it still stands there
/// @param term the term of the primary that wrote it
record MarkedIndex(ClusterClient client, String index, Marker marker, long sequence, long term) {
  /// The index of an address. That there is none, or one of somebody else, is a fault.
  static MarkedIndex find(ClusterClient client) throws IOException {
    return findIfThere(client)
        .orElseThrow(() ->
            RingfenceException.incomplete(
                Diagnostic.of(
                        "index/not-found",
                        "the cluster has no index `"
                            + client.address().name()
                            + "`; nothing was checked",
                        "make one with `ringfence index import PACK "
                            + client.address().text()
                            + "` or `index add`")
                    .at(client.address().where())));
  }

  /// The index of an address; empty where nothing has its name.
  static Optional<MarkedIndex> findIfThere(ClusterClient client) throws IOException {
    ClusterClient.Answer answer = client.get("/" + client.address().name());
    if (answer.status() == 404) {
      return Optional.empty();
    }
    JsonNode named = client.expect(answer);
    List<String> indexes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : named.properties()) {
      indexes.add(each.getKey());
      if (each.getValue().path("mappings").path("_meta").path("ringfence").isMissingNode()) {
        throw foreign(client, "another program made it");
      }
    }
    if (indexes.size() != 1) {
      throw foreign(client, "it is an alias of " + indexes.size() + " indexes");
    }
    return Optional.of(
        at(client, indexes.getFirst()).orElseThrow(() -> foreign(client, "it has no marker")));
  }

  /// An index by its own name; empty where it has no marker.
  static Optional<MarkedIndex> at(ClusterClient client, String index) throws IOException {
    ClusterClient.Answer answer =
        client.get("/" + index + "/_doc/" + Layout.MARKER + "?stored_fields=" + Layout.MODEL);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    JsonNode document = client.expect(answer);
    Marker marker;
    try {
      marker =
          ClusterClient.JSON.readValue(
              Base64.getDecoder()
                  .decode(document.path("fields").path(Layout.MODEL).path(0).asString("")),
              Marker.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw foreign(client, "its marker cannot be read");
    }
    if (marker.layout() != Layout.VERSION || !IndexRecords.isReadable(marker.format())) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "index/format-mismatch",
                  "the index has layout "
                      + marker.layout()
                      + " and format "
                      + marker.format()
                      + ", this version reads "
                      + Layout.VERSION
                      + " and "
                      + IndexRecords.format()
                      + "; nothing was checked",
                  "import it again with this version, under another name while others still use it")
              .at(client.address().text()));
    }
    return Optional.of(
        new MarkedIndex(
            client,
            index,
            marker,
            document.path("_seq_no").asLong(),
            document.path("_primary_term").asLong()));
  }

  private static RingfenceException foreign(ClusterClient client, String why) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/foreign",
                "not a Ringfence index: " + why + "; nothing was checked",
                "name another index; nothing is written to this one")
            .at(client.address().text()));
  }

  /// Puts another marker in place of this one, visible at once.
  ///
  /// @return the index with it; empty where someone else was faster
  Optional<MarkedIndex> replace(Marker next) throws IOException {
    ClusterClient.Answer answer =
        client.send(
            "PUT",
            "/"
                + index
                + "/_doc/"
                + Layout.MARKER
                + "?refresh=true&if_seq_no="
                + sequence
                + "&if_primary_term="
                + term,
            Layout.marker(next));
    if (answer.status() == 409) {
      return Optional.empty();
    }
    JsonNode written = client.expect(answer);
    return Optional.of(
        new MarkedIndex(
            client,
            index,
            next,
            written.path("_seq_no").asLong(),
            written.path("_primary_term").asLong()));
  }

  /// What to say while it is being written.
  Diagnostic beingWritten() {
    Marker.Writer writer = marker.writers().values().iterator().next();
    return Diagnostic.of(
            "index/being-written",
            "the index is being written: "
                + writer.what()
                + " by "
                + writer.who()
                + " since "
                + writer.since()
                + "; nothing was checked",
            "wait for it to end; if it was cut short, run the same command again, which goes on where"
                + " it stopped")
        .at(client.address().text());
  }
}
