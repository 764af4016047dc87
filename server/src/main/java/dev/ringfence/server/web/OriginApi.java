package dev.ringfence.server.web;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.index.OriginWire;
import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.scan.LiveIndex;
import java.io.IOException;

/// The index itself, for scans that run elsewhere: they send hashes and numbers of contents, and
/// get what the index holds of them. What is scanned stays where it is.
public final class OriginApi {
  /// The media type of questions and answers.
  public static final String TYPE = "application/vnd.ringfence.origin";

  private final Backend backend;

  /// The index of a server.
  public OriginApi(Backend backend) {
    this.backend = backend;
  }

  /// Adds its routes.
  public void addTo(Router router) {
    router
        .on("GET", "/api/v1/origin", this::about)
        .on("POST", "/api/v1/origin/{state}/{operation}", this::ask);
  }

  private void about(Call call) throws IOException {
    try (LiveIndex.Lease lease = backend.index().lease()) {
      call.answer(
          200, "application/json", OriginWire.About.of(lease.index(), lease.state()).encode());
    }
  }

  private void ask(Call call) throws IOException {
    if (!call.mediaType().equals(TYPE)) {
      throw new HttpFault(
          415,
          Diagnostic.of(
              "server/media-type", "this takes " + TYPE, "name the server as the index of a scan"));
    }
    OriginWire.Operation operation =
        OriginWire.Operation.of(call.path("operation"))
            .orElseThrow(() -> HttpFault.notFound("an index cannot be asked this"));
    byte[] question = call.body();
    try (LiveIndex.Lease lease =
        backend
            .index()
            .lease(call.path("state"))
            .orElseThrow(() ->
                new HttpFault(
                    409,
                    Diagnostic.of(
                        "index/replaced",
                        "the index was replaced twice since this scan began",
                        "run the scan again")))) {
      call.answer(200, TYPE, OriginWire.answer(lease.index(), operation, question));
    } catch (OriginWire.InvalidQuestionException e) {
      throw new HttpFault(
          400,
          Diagnostic.of(
              "server/request", "this is no question: " + e.getMessage(), "see docs/server.md"));
    }
  }
}
