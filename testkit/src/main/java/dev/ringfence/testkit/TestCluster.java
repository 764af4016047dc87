package dev.ringfence.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A cluster of real nodes on loopback, each a process of its own that can be killed. The nodes'
/// program is fetched by the build of `cluster/nodes`.
public final class TestCluster implements AutoCloseable {
  private static final int START_SECONDS = 120;
  private static @Nullable TestCluster shared;

  private final Path folder;
  private final String heap;
  private final List<String> settings;
  private final List<Node> nodes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private record Node(String name, Process process, int httpPort, int transportPort) {}

  private TestCluster(Path folder, String heap, List<String> settings) {
    this.folder = folder;
    this.heap = heap;
    this.settings = settings;
  }

  /// One node that all tests of a process share, or as many as the property
  /// `ringfence.cluster.nodes` says.
  public static synchronized TestCluster shared() throws IOException {
    TestCluster known = shared;
    if (known == null) {
      TestCluster started = start(Integer.getInteger("ringfence.cluster.nodes", 1));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      shared = started;
      return started;
    }
    return known;
  }

  /// Starts a cluster with little memory a node.
  public static TestCluster start(int nodes, String... settings) throws IOException {
    return start(nodes, "384m", List.of(settings));
  }

  /// Starts a cluster.
  ///
  /// @param heap of each node, as Java takes it
  /// @param settings of each node, `key=value`
  public static TestCluster start(int nodes, String heap, List<String> settings)
      throws IOException {
    TestCluster cluster =
        new TestCluster(Files.createTempDirectory("ringfence-cluster-"), heap, settings);
    try {
      for (int i = 0; i < nodes; i++) {
        cluster.addNode();
      }
      cluster.ask("GET", "/_cluster/health?wait_for_nodes=" + nodes + "&timeout=60s");
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /// Where the program of the nodes is.
  private static Path program() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path nodes = at.resolve("cluster/nodes");
      if (Files.isDirectory(nodes.resolve("target/lib"))) {
        return nodes;
      }
    }
    throw new IllegalStateException(
        "the nodes of a test cluster are not there: run `mvn -pl cluster/nodes generate-resources`");
  }

  /// Starts one more node; returns its place in the list.
  public int addNode() throws IOException {
    nodes.add(startNode("node-" + (nodes.size() + 1), nodes, List.of()));
    return nodes.size() - 1;
  }

  /// Ends a node in an orderly way.
  public void stop(int node) throws IOException {
    Process process = nodes.get(node).process();
    process.getOutputStream().close();
    await(process);
  }

  /// Starts a node again that was ended, with its data and under its addresses.
  public void restart(int node) throws IOException {
    Node ended = nodes.get(node);
    List<Node> others = nodes.stream().filter(each -> each.process().isAlive()).toList();
    nodes.set(
        node,
        startNode(
            ended.name(),
            others,
            List.of("http.port=" + ended.httpPort(), "transport.port=" + ended.transportPort())));
  }

  /// Lets a node hang, as one that is starved does, or go on.
  ///
  /// @param signal `STOP` or `CONT`
  public void signal(int node, String signal) throws IOException {
    await(
        new ProcessBuilder("kill", "-" + signal, String.valueOf(nodes.get(node).process().pid()))
            .start());
  }

  private static void await(Process process) {
    try {
      process.waitFor(START_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Node startNode(String name, List<Node> others, List<String> more) throws IOException {
    Path program = program();
    String seeds =
        others.isEmpty()
            ? "-"
            : String.join(
                ",", others.stream().map(each -> "127.0.0.1:" + each.transportPort()).toList());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(program.resolve("target/lib") + "/*");
    command.add(program.resolve("src/TestNode.java").toString());
    command.add(String.valueOf(folder.getFileName()));
    command.add(name);
    command.add(folder.resolve(name).toString());
    command.add("node-1");
    command.add(seeds);
    command.addAll(settings);
    command.addAll(more);
    Path log = folder.resolve(name + ".log");
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("ready") && words.length == 3) {
        Thread.ofVirtual().start(() -> drain(out));
        return new Node(name, process, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      }
    }
    process.destroyForcibly();
    throw new IOException(name + " did not start: " + Files.readString(log));
  }

  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // What a node says later is in nobody's way.
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  /// The address of an index, by way of all nodes.
  public String index(String name) {
    return "opensearch://"
        + String.join(",", nodes.stream().map(node -> "127.0.0.1:" + node.httpPort()).toList())
        + "/"
        + name;
  }

  /// The HTTP port of a node.
  public int port(int node) {
    return nodes.get(node).httpPort();
  }

  /// Kills a node, as a power cut does.
  public void kill(int node) {
    Process process = nodes.get(node).process();
    process.destroyForcibly();
    await(process);
  }

  /// Asks the first node that lives.
  ///
  /// @return the body of its answer
  public String ask(String method, String path) throws IOException {
    return ask(method, path, "");
  }

  /// Asks the first node that lives.
  ///
  /// @param body JSON; empty for none
  public String ask(String method, String path, String body) throws IOException {
    Node node = nodes.stream().filter(each -> each.process().isAlive()).findFirst().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(node -> node.process().destroyForcibly());
    for (int i = 0; i < nodes.size(); i++) {
      kill(i);
    }
    http.close();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // A temporary folder; what is left of it is not worth a failed test.
    }
  }
}
