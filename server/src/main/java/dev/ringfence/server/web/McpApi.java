package dev.ringfence.server.web;

import dev.ringfence.attest.mcp.McpTools;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.server.http.Call;
import dev.ringfence.server.http.HttpFault;
import dev.ringfence.server.http.Router;
import dev.ringfence.server.settings.ServerSettings;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The Model Context Protocol over streamable HTTP: each message is a request of its own, and its
/// answer is JSON. There are no sessions, and no stream from the server, since these tools have
/// nothing to say unasked; `GET` and `DELETE` are answered with 405, as the protocol has it.
public final class McpApi {
  private static final String PATH = "/mcp";

  private final McpJsonMapper json = McpJsonDefaults.getMapper();
  private final Transport transport = new Transport();

  /// The protocol's library has one message at a time come in here.
  private static final class Transport implements McpStatelessServerTransport {
    @Nullable McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler set) {
      handler = set;
    }

    McpStatelessServerHandler handler() {
      McpStatelessServerHandler set = handler;
      if (set == null) {
        throw new IllegalStateException("no protocol over this transport");
      }
      return set;
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }

  /// The tools over a server's index and a repository.
  public McpApi(Backend backend, Path repository) {
    ServerSettings settings = backend.settings();
    var _ =
        McpServer.sync(transport)
            .serverInfo("ringfence", Build.version())
            .instructions(McpTools.INSTRUCTIONS)
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .requestTimeout(settings.limits().time())
            // A request has a thread of its own already.
            .immediateExecution(true)
            .tools(
                new McpTools(
                        repository, scan -> Scans.scan(backend, scan::on), settings.clock().today())
                    .forRequests())
            .build();
  }

  /// Adds its route.
  public void addTo(Router router) {
    router.on("POST", PATH, this::answer);
  }

  private void answer(Call call) throws IOException {
    if (!call.mediaType().equals("application/json")) {
      throw new HttpFault(
          415,
          Diagnostic.of(
              "server/media-type",
              "this takes the Model Context Protocol, as application/json",
              "name this address as a streamable HTTP server in your coding tool"));
    }
    String version = call.header(HttpHeaders.PROTOCOL_VERSION);
    if (!version.isEmpty() && !transport.protocolVersions().contains(version)) {
      throw new HttpFault(
          400,
          Diagnostic.of(
              "mcp/version",
              "this server does not speak the protocol's version `" + version + "`",
              "use one of " + String.join(", ", transport.protocolVersions())));
    }
    McpSchema.JSONRPCMessage message;
    try {
      message =
          McpSchema.deserializeJsonRpcMessage(
              json, new String(call.body(), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      if (e instanceof HttpFault fault) {
        throw fault;
      }
      refuse(call, ErrorCodes.PARSE_ERROR, "this is no message of JSON-RPC 2.0");
      return;
    }
    switch (message) {
      case JSONRPCRequest request -> {
        JSONRPCResponse response =
            transport.handler().handleRequest(McpTransportContext.EMPTY, request).block();
        if (response == null) {
          throw new IllegalStateException("no answer to " + request.method());
        }
        call.answer(200, "application/json", json.writeValueAsBytes(response));
      }
      case JSONRPCNotification notification -> {
        transport.handler().handleNotification(McpTransportContext.EMPTY, notification).block();
        call.answer(202, "application/json", new byte[0]);
      }
      default ->
          refuse(
              call, ErrorCodes.INVALID_REQUEST, "this server asks nothing, so it takes no answer");
    }
  }

  private void refuse(Call call, int code, String message) throws IOException {
    // An answer to nobody in particular has no id, which the library's record does not take.
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("jsonrpc", McpSchema.JSONRPC_VERSION);
    error.put("id", null);
    error.put("error", Map.of("code", code, "message", message));
    call.answer(400, "application/json", json.writeValueAsBytes(error));
  }
}
