package dev.ringfence.server.web;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.report.SarifRenderer;
import dev.ringfence.scanner.report.SearchReceipt;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.page.Links;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.server.scan.ScanDesk;
import dev.ringfence.server.scan.Submission;
import dev.ringfence.server.settings.LocalAccess;
import dev.ringfence.server.store.ReportStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The API for programs, as `openapi.yaml` describes it.
public final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String JSON_TYPE = "application/json";

  private final Backend backend;
  private final AtomicBoolean stopping;
  private final byte[] description = StaticFiles.read("openapi.yaml");

  /// The API of a server.
  ///
  /// @param stopping whether the server takes no more work
  public Api(Backend backend, AtomicBoolean stopping) {
    this.backend = backend;
    this.stopping = stopping;
  }

  /// Adds its routes.
  public void addTo(Router router) {
    router
        .on("POST", "/api/v1/scan", this::scan)
        .on("GET", "/api/v1/reports/{digest}", this::report)
        .on("GET", "/api/v1/reports/{digest}/receipt", this::receipt)
        .on("GET", "/api/v1/index", this::index)
        .on("POST", "/api/v1/index/reload", this::reload)
        .on("POST", "/api/v1/local/{command}", this::local)
        .on("GET", "/api/v1/health", Api::health)
        .on("GET", "/api/v1/ready", this::ready)
        .on(
            "GET",
            "/api/v1/openapi.yaml",
            call -> call.answer(200, "application/yaml", description))
        .on(
            "GET",
            "/metrics",
            call ->
                call.answer(
                    200, "text/plain; version=0.0.4; charset=utf-8", backend.metrics().text()));
  }

  private static void json(Call call, int status, JsonNode node) {
    call.answer(status, JSON_TYPE, JSON.writeValueAsBytes(node));
  }

  /// Answers with a fault, as RFC 9457 has it.
  public static void fault(Call call, int status, Diagnostic fault) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", "https://ringfence.dev/faults/" + fault.category());
    node.put("title", fault.message());
    node.put("status", status);
    node.put("category", fault.category());
    fault.location().ifPresent(place -> node.put("location", place));
    if (!fault.notes().isEmpty()) {
      ArrayNode notes = node.putArray("notes");
      fault.notes().forEach(notes::add);
    }
    fault.help().ifPresent(help -> node.put("detail", help));
    call.answer(status, "application/problem+json", JSON.writeValueAsBytes(node));
  }

  private static HttpFault invalid(String message) {
    return new HttpFault(400, Diagnostic.of("server/request", message, "see /api/v1/openapi.yaml"));
  }

  private static Submission submission(Call call) throws IOException {
    byte[] body = call.body();
    String path = call.query("path");
    return switch (call.mediaType()) {
      case JSON_TYPE -> submission(body);
      case "text/x-patch", "text/x-diff" ->
          new Submission.Patch(path.isEmpty() ? "patch" : path, body);
      case "text/plain", "application/octet-stream" ->
          new Submission.Code(
              path.isEmpty() ? Submission.UNNAMED : path, body, optional(call.query("language")));
      default ->
          throw new HttpFault(
              415,
              Diagnostic.of(
                  "server/media-type",
                  "this takes application/json, text/x-patch or text/plain",
                  "say what you send in `Content-Type`"));
    };
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Submission submission(byte[] body) {
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (JacksonException e) {
      throw invalid("the body is no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw invalid("the body is no JSON object");
    }
    long kinds = java.util.stream.Stream.of("code", "patch", "range").filter(node::has).count();
    if (kinds != 1) {
      throw invalid("the body needs one of `code`, `patch` and `range`");
    }
    String path = string(node, "path");
    if (node.has("code")) {
      return new Submission.Code(
          path.isEmpty() ? Submission.UNNAMED : path,
          string(node, "code").getBytes(StandardCharsets.UTF_8),
          optional(string(node, "language")));
    }
    if (node.has("patch")) {
      return new Submission.Patch(
          path.isEmpty() ? "patch" : path, string(node, "patch").getBytes(StandardCharsets.UTF_8));
    }
    return new Submission.Commits(string(node, "range"));
  }

  private static String string(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isString()) {
      throw invalid("`" + name + "` is no string");
    }
    return value.asString("");
  }

  private void scan(Call call) throws IOException {
    Submission submission = submission(call);
    ScanReport report = Scans.scan(backend, submission, ScanDesk.Watcher.NONE);
    call.with("Ringfence-Status", report.status())
        .with("Ringfence-Exit-Status", String.valueOf(report.exitStatus().code()));
    if (call.query("store").equals("true")) {
      String digest = backend.store().keep(report, submission);
      call.with("Location", Links.report(digest)).with("Ringfence-Report", digest);
    }
    String accept = call.header("Accept");
    if (accept.contains("text/markdown")) {
      text(call, "text/markdown; charset=utf-8", new MarkdownRenderer().render(report));
    } else if (accept.contains("application/sarif+json")) {
      text(call, "application/sarif+json", new SarifRenderer().render(report));
    } else {
      text(call, JSON_TYPE, ReportJson.write(report));
    }
  }

  private static void text(Call call, String type, String text) {
    call.answer(200, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private ScanReport kept(Call call) throws IOException {
    return backend
        .store()
        .find(call.path("digest"))
        .map(ReportStore.Kept::report)
        .orElseThrow(() -> HttpFault.notFound("there is no report of this name"));
  }

  private void report(Call call) throws IOException {
    text(call, JSON_TYPE, ReportJson.write(kept(call)));
  }

  private void receipt(Call call) throws IOException {
    text(call, JSON_TYPE, SearchReceipt.of(kept(call)));
  }

  private void index(Call call) throws IOException {
    try (LiveIndex.Lease lease = backend.index().lease()) {
      json(call, 200, described(lease));
    }
  }

  private static ObjectNode described(LiveIndex.Lease lease) {
    WorkIndex index = lease.index();
    ObjectNode node = JSON.createObjectNode();
    node.put("digest", lease.engine().index().digest());
    node.put("parameters", lease.engine().index().parameters());
    node.put("tokens", lease.engine().index().tokens());
    node.put("guarantee_exact_tokens", lease.engine().index().guaranteeExactTokens());
    node.put("guarantee_renamed_tokens", lease.engine().index().guaranteeRenamedTokens());
    node.put("threshold_bits", lease.engine().parameters().threshold());
    ArrayNode works = node.putArray("works");
    for (Work work : index.works()) {
      ObjectNode each = works.addObject();
      each.put("id", work.id());
      each.put("role", work.role().id());
      work.provenance().date().ifPresent(date -> each.put("date", date));
      work.contents().mainLicense().ifPresent(license -> each.put("license", license));
      each.put("files", work.contents().files());
      each.put("tokens", work.contents().tokens());
      each.put("digest", "sha256:" + work.digest());
    }
    return node;
  }

  private void reload(Call call) throws IOException {
    boolean reloaded = backend.index().reload();
    if (reloaded) {
      backend.metrics().reloaded();
    }
    try (LiveIndex.Lease lease = backend.index().lease()) {
      ObjectNode node = JSON.createObjectNode();
      node.put("reloaded", reloaded);
      node.put("digest", lease.engine().index().digest());
      json(call, 200, node);
    }
  }

  /// Not in `openapi.yaml`: it is for commands of this build alone.
  private void local(Call call) throws IOException {
    LocalAccess access = backend.settings().local().orElse(null);
    if (access == null) {
      throw HttpFault.notFound("there is nothing at this address");
    }
    if (!MessageDigest.isEqual(
        call.header("Ringfence-Local").getBytes(StandardCharsets.UTF_8),
        access.key().getBytes(StandardCharsets.UTF_8))) {
      throw new HttpFault(
          403,
          Diagnostic.of(
              "server/local-key",
              "this is for commands of the user who started the server",
              "use /api/v1/scan"));
    }
    LocalAccess.Command command = access.commands().get(call.path("command"));
    if (command == null) {
      throw HttpFault.notFound("this server runs no such command");
    }
    call.answer(200, JSON_TYPE, backend.desk().run(command, call.body()));
  }

  private static void health(Call call) {
    ObjectNode node = JSON.createObjectNode();
    node.put("status", "up");
    node.put("version", Build.version());
    json(call, 200, node);
  }

  private void ready(Call call) {
    boolean full = backend.desk().waiting() >= Math.max(1, backend.settings().limits().waiting());
    ObjectNode node = JSON.createObjectNode();
    node.put("status", stopping.get() ? "stopping" : full ? "busy" : "ready");
    node.put("running", backend.desk().running());
    node.put("waiting", backend.desk().waiting());
    json(call, stopping.get() || full ? 503 : 200, node);
  }
}
