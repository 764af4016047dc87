package dev.ringfence.cli;

import dev.ringfence.attest.mcp.McpTools;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.scan.Build;
import dev.ringfence.scanner.scan.ScanEngine;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ringfence mcp`: tools for coding tools, over standard input and output.
@Command(
    name = "mcp",
    description = {
      "Serve the Model Context Protocol on standard input and output: policy_explain, check_hunk,"
          + " attest_init, provenance_record.",
      "",
      "The index is opened when check_hunk is first called, and kept."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence mcp corpus --repo .")
public final class McpCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "INDEX",
      description =
          "The index: its folder, or its address on a cluster (default: RINGFENCE_INDEX, or the user's settings).")
  @Nullable Path index;

  @Option(names = "--repo", paramLabel = "DIR", description = "The git repository (default: here).")
  Path repository = Path.of(".");

  /// The command.
  public McpCommand() {}

  /// The index that is named, or that is meant where none is.
  static Path indexOf(@Nullable Path named) throws IOException {
    if (named != null) {
      return named;
    }
    return Settings.index()
        .orElseThrow(() ->
            RingfenceException.usage(
                Diagnostic.of(
                    "index/none",
                    "no index is named; nothing was checked",
                    "name its folder, or set RINGFENCE_INDEX")));
  }

  @Override
  public Integer call() throws IOException {
    // What the protocol does not say must not reach its stream.
    CountDownLatch ended = new CountDownLatch(1);
    try (Index opened = new Index()) {
      McpSyncServer server =
          McpServer.sync(
                  new StdioServerTransportProvider(
                      McpJsonDefaults.getMapper(), new Watched(System.in, ended), System.out))
              .serverInfo("ringfence", Build.version())
              .instructions(McpTools.INSTRUCTIONS)
              .capabilities(ServerCapabilities.builder().tools(false).build())
              .tools(
                  new McpTools(repository, scan -> scan.on(opened.engine()), Engines::today)
                      .forSessions())
              .build();
      ended.await();
      server.closeGracefully();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /// The engine, opened when it is first asked for.
  private final class Index implements AutoCloseable {
    private @Nullable ScanEngine engine;

    synchronized ScanEngine engine() throws IOException {
      ScanEngine open = engine;
      if (open == null) {
        open = Engines.open(indexOf(index));
        engine = open;
      }
      return open;
    }

    @Override
    public synchronized void close() throws IOException {
      if (engine != null) {
        engine.close();
      }
    }
  }

  /// Tells when its end is reached: the client has gone.
  private static final class Watched extends FilterInputStream {
    private final CountDownLatch ended;

    Watched(InputStream in, CountDownLatch ended) {
      super(in);
      this.ended = ended;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read < 0) {
        ended.countDown();
      }
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read < 0) {
        ended.countDown();
      }
      return read;
    }
  }
}
