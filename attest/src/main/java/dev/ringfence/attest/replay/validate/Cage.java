package dev.ringfence.attest.replay.validate;

import dev.ringfence.attest.replay.tree.Workspace;
import dev.ringfence.corpus.process.CapturedOutput;
import dev.ringfence.corpus.process.LimitedProcess;
import dev.ringfence.scanner.policy.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Runs commands on trees that hold code of a model: with a time limit, little memory, little
/// output, an environment of their own, and no network where the system can do without.
///
/// It is a fence against accidents, not a prison: a command reads what its user can read.
public final class Cage {
  private static final int KEPT_LINES = 20;
  private static final int KEPT_CHARACTERS = 2_000;
  private static final Duration TRIAL = Duration.ofSeconds(10);
  private static final Duration KILL = Duration.ofSeconds(5);

  /* Brings the loopback device up, which tests with servers need, and becomes the command. */
  private static final String INSIDE = "ip link set lo up 2>/dev/null; exec \"$@\"";

  private static final List<List<String>> WITHOUT_NETWORK =
      List.of(
          List.of("unshare", "--map-current-user", "--keep-caps", "--net", "--"),
          List.of("unshare", "--map-root-user", "--net", "--"));

  private final Function<String, Optional<String>> environment;
  private final boolean network;
  private final Optional<List<String>> withoutNetwork;
  private final boolean limits;
  private final boolean groups;
  private final Map<LimitedProcess, Boolean> running = new ConcurrentHashMap<>();

  /// @param environment the environment of this process
  /// @param network whether commands may use it
  public Cage(Function<String, Optional<String>> environment, boolean network) {
    this.environment = environment;
    this.network = network;
    this.withoutNetwork =
        network
            ? Optional.empty()
            : WITHOUT_NETWORK.stream()
                .filter(prefix -> ends(join(prefix, List.of("true")), TRIAL))
                .findFirst();
    this.limits = ends(List.of("prlimit", "--data=1000000000", "--", "true"), TRIAL);
    this.groups = ends(List.of("setsid", "--wait", "true"), TRIAL);
  }

  /// What holds and what does not, for a reader.
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (network) {
      notes.add("validation commands may use the network: the policy says so");
    } else if (withoutNetwork.isEmpty()) {
      notes.add(
          "validation commands could use the network: this system allows no network namespace"
              + " (`unshare --net`)");
    } else {
      notes.add("validation commands had no network but the loopback device (a network namespace)");
    }
    if (!limits) {
      notes.add("the memory of validation commands was not limited: `prlimit` is not there");
    }
    return notes;
  }

  private static List<String> join(List<String> a, List<String> b) {
    List<String> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /// Whether a command ends well in time.
  private static boolean ends(List<String> command, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try (LimitedProcess process = LimitedProcess.start(builder, limit)) {
      process.sendNothing();
      return process.await() && process.status() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs a command on a tree.
  public Outcome run(ReplaySettings.Validation command, Path root)
      throws IOException, InterruptedException {
    for (Path stale : JUnitXml.find(root, command.junit())) {
      Files.delete(stale);
    }
    List<String> notes = new ArrayList<>();
    ProcessBuilder builder = new ProcessBuilder(words(command)).directory(root.toFile());
    builder.redirectErrorStream(true);
    Path home = Files.createTempDirectory(root.getParent(), "home-");
    environment(builder.environment(), command, home);
    long start = System.nanoTime();
    LimitedProcess process;
    try {
      process = LimitedProcess.start(builder, command.limits().time(), this::endOthers);
    } catch (IOException e) {
      return new Outcome(
          Outcome.End.NOT_RUN,
          Optional.empty(),
          Map.of(),
          OptionalDouble.empty(),
          0,
          List.of("cannot run `" + command.argv().getFirst() + "`: " + e.getMessage()),
          "");
    }
    running.put(process, true);
    try {
      process.sendNothing();
      CapturedOutput output = process.output(command.limits().outputKb() * 1024L, process::end);
      boolean inTime = process.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      String text = output.text();
      Outcome.End how =
          output.isCut()
              ? Outcome.End.OUTPUT
              : !inTime
                  ? Outcome.End.TIME
                  : process.status() == 0 ? Outcome.End.PASSED : Outcome.End.FAILED;
      Map<String, Outcome.TestState> tests =
          JUnitXml.read(root, JUnitXml.find(root, command.junit()), notes);
      if (!command.junit().isEmpty() && tests.isEmpty()) {
        notes.add("no JUnit XML at " + String.join(", ", command.junit()));
      }
      return new Outcome(
          how,
          how == Outcome.End.PASSED || how == Outcome.End.FAILED
              ? Optional.of(process.status())
              : Optional.empty(),
          tests,
          command.benchmark().map(each -> figure(each, text)).orElse(OptionalDouble.empty()),
          seconds,
          notes,
          tail(text));
    } finally {
      process.close();
      running.remove(process);
      Workspace.delete(home);
    }
  }

  /// Ends whatever runs.
  public void stop() {
    running.keySet().forEach(LimitedProcess::end);
  }

  private List<String> words(ReplaySettings.Validation command) {
    List<String> words = new ArrayList<>();
    if (groups) {
      words.addAll(List.of("setsid", "--wait"));
    }
    if (withoutNetwork.isPresent()) {
      words.addAll(withoutNetwork.get());
      words.addAll(List.of("sh", "-c", INSIDE, "sh"));
    }
    if (limits && command.limits().memoryMb() > 0) {
      words.addAll(
          List.of(
              "prlimit", "--core=0", "--data=" + (command.limits().memoryMb() * (1L << 20)), "--"));
    }
    words.addAll(command.argv());
    return words;
  }

  private void environment(
      Map<String, String> target, ReplaySettings.Validation command, Path home) {
    target.clear();
    for (String name : List.of("PATH", "JAVA_HOME", "LANG")) {
      environment.apply(name).ifPresent(value -> target.put(name, value));
    }
    target.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    target.put("LC_ALL", "C.UTF-8");
    target.put("HOME", home.toString());
    target.put("TMPDIR", home.toString());
    target.put("CI", "true");
    target.put("RINGFENCE_REPLAY", "1");
    for (String name : command.passEnv()) {
      environment.apply(name).ifPresent(value -> target.put(name, value));
    }
  }

  /// Ends what a process started. What has left the tree of processes is still in the group, also
  /// when the process itself has ended.
  private void endOthers(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    if (groups) {
      boolean _ = ends(List.of("kill", "-KILL", "--", "-" + process.pid()), KILL);
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /// The median of all figures in an output.
  private static OptionalDouble figure(ReplaySettings.Benchmark benchmark, String text) {
    List<Double> figures = new ArrayList<>();
    var matcher = benchmark.metric().matcher(text);
    while (matcher.find()) {
      try {
        double figure = Double.parseDouble(String.valueOf(matcher.group(1)));
        if (Double.isFinite(figure)) {
          figures.add(figure);
        }
      } catch (NumberFormatException noNumber) {
        // Another may be.
      }
    }
    figures.sort(null);
    int n = figures.size();
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((figures.get((n - 1) / 2) + figures.get(n / 2)) / 2);
  }

  private static String tail(String text) {
    List<String> lines = text.lines().toList();
    String last =
        String.join("\n", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
    return last.substring(Math.max(0, last.length() - KEPT_CHARACTERS));
  }
}
