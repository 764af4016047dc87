package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.sync.CorpusDefinition;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence init`: what a repository needs to begin with.
@Command(
    name = "init",
    description = {
      "Set up a repository: a policy, the file that turns the check on in CI, and what index to use."
          + " Writes what is missing, never over what is there, and says what it did and what is left"
          + " to do."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence init",
      "  ringfence init ~/corpus --repo ../numpy --ci github",
      "  ringfence init --dry-run",
      "",
      "Exit status: 0 done, 2 usage or configuration, 3 the repository cannot be read."
    })
public final class InitCommand implements Callable<Integer> {
  private static final int MAX_BYTES = 1 << 20;
  private static final List<String> METADATA = List.of("pyproject.toml", "setup.py", "setup.cfg");

  /// Projects that have a preset of their own, by a file that only they have; for packages of
  /// Python the metadata must give the name too, since others carry copies of them.
  private static final Map<String, String> KNOWN =
      Map.of(
          "numpy", "numpy/__init__.py",
          "scipy", "scipy/__init__.py",
          "sympy", "sympy/__init__.py",
          "scikit-learn", "sklearn/__init__.py",
          "django", "django/__init__.py",
          "linux", "kernel/sched/core.c",
          "kubernetes", "cmd/kube-apiserver/apiserver.go");

  /// What CI a repository has, by what lies in it, and the file that turns the check on there.
  private enum Ci {
    GITHUB(".github", ".github/workflows/ringfence.yml"),
    GITLAB(".gitlab-ci.yml", ".gitlab/ringfence.yml"),
    PRE_COMMIT(".pre-commit-config.yaml", ".pre-commit-config.yaml"),
    NONE("", "");

    private final String mark;
    private final String file;

    Ci(String mark, String file) {
      this.mark = mark;
      this.file = file;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Ci of(String id) {
      for (Ci each : values()) {
        if (each.id().equals(id.toLowerCase(Locale.ROOT))) {
          return each;
        }
      }
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + id + "` is no CI that has a file",
              "use github, gitlab, pre-commit or none; docs/ci.md has the rest"));
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "0..1",
      paramLabel = "INDEX",
      description =
          "The index that will be used (default: RINGFENCE_INDEX, or the user's settings).")
  @Nullable Path named;

  @Option(names = "--repo", paramLabel = "DIR", description = "The repository (default: here).")
  Path repository = Path.of(".");

  @Option(
      names = "--ci",
      paramLabel = "NAME",
      description = "github, gitlab, pre-commit or none (default: by what the repository has).")
  @Nullable String ci;

  @Option(names = "--dry-run", description = "Say what would be done, and write nothing.")
  boolean dryRun;

  /// The command.
  public InitCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path root;
    Optional<String> preset;
    String proposal = "";
    try (GitChanges git = GitChanges.open(repository)) {
      root = git.workTree().orElse(repository).toAbsolutePath().normalize();
      GitChanges.Snapshot head = git.snapshot("HEAD");
      preset = preset(git, head);
    }
    // Looked for before the policy makes a folder that one would take for GitHub's.
    Ci chosen = ci == null ? present(root) : Ci.of(ci);
    Optional<String> present =
        PolicyFile.NAMES.stream().filter(name -> Files.exists(root.resolve(name))).findFirst();
    if (present.isPresent()) {
      out.println("policy   kept " + present.get());
    } else {
      String name = PolicyFile.NAMES.getFirst();
      if (preset.isPresent()) {
        proposal = ofPreset(preset.get());
      } else {
        proposal = PolicyInitCommand.propose(repository);
      }
      write(root.resolve(name), proposal);
      out.println("policy   " + did() + " " + name + ": " + how(preset));
    }
    policyIsSound(root, proposal);
    index(out);
    ci(root, chosen, out);
    out.println();
    out.println("next     read the policy and commit it: a change is judged by its base's");
    out.println("         ringfence guide --write      what contributors and their tools are told");
    out.println("         ringfence scan INDEX --diff main..HEAD");
    out.flush();
    return 0;
  }

  private static void policyIsSound(Path root, String proposal) throws IOException {
    if (!proposal.isEmpty()) {
      PolicyFile.parse(root.resolve(PolicyFile.NAMES.getFirst()).toString(), proposal);
    }
  }

  private static String how(Optional<String> preset) {
    return preset
        .map(name -> "this is " + name + ", so the preset `" + name + "`")
        .orElse("proposed from layout, imports and three years of changes");
  }

  private String did() {
    return dryRun ? "would write" : "wrote";
  }

  private void write(Path file, String text) throws IOException {
    if (!dryRun) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    }
  }

  /// The preset of this very project.
  private static Optional<String> preset(GitChanges git, GitChanges.Snapshot head)
      throws IOException {
    for (Map.Entry<String, String> known : KNOWN.entrySet()) {
      if (!head.blobs().containsKey(known.getValue())) {
        continue;
      }
      if (!known.getValue().endsWith(".py")) {
        return Optional.of(known.getKey());
      }
      Pattern name =
          Pattern.compile(
              "(?im)\\bname\\s*=\\s*[\"']?"
                  + Pattern.quote(known.getKey())
                  + "[\"']?\\s*(?:,.*)?$");
      for (String file : METADATA) {
        String blob = head.blobs().get(file);
        if (blob != null
            && git.blob(blob, MAX_BYTES).map(text -> name.matcher(text).find()).orElse(false)) {
          return Optional.of(known.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static String ofPreset(String name) {
    return """
    # Which part of the project matters how much, and what is asked of contributions there.
    # `ringfence policy explain PATH` tells the ring of a path; docs/policy.md describes the file.
    version = 1
    # What is written here comes after the preset's zones, or in place of its other values.
    preset = "%s"
    """
        .formatted(name);
  }

  private void index(PrintWriter out) throws IOException {
    Optional<Path> index = named == null ? Settings.index() : Optional.of(named);
    if (index.isPresent() && Engines.server(index.get()).isPresent()) {
      out.println("index    " + index.get() + ", of a server");
      return;
    }
    if (index.isPresent() && CorpusIndex.exists(index.get())) {
      try (CorpusIndex open = CorpusIndex.open(index.get())) {
        List<Work> works = open.works();
        long background = works.stream().filter(work -> work.role() == Role.BACKGROUND).count();
        out.println(
            "index    "
                + index.get()
                + ": "
                + (works.size() - background)
                + " copyleft and "
                + background
                + " background works");
        if (background == 0) {
          out.println(
              "         without background works more is reported than should be; add them:");
          out.println(
              "         ringfence index sync "
                  + index.get()
                  + " "
                  + CorpusDefinition.SHIPPED.getLast());
        }
      }
      return;
    }
    String folder = index.map(Path::toString).orElse("corpus");
    out.println("index    none yet; two works, or all that are shipped:");
    out.println("         ringfence index add " + folder + " debian:gsl debian:suitesparse");
    out.println("         (half a minute; all takes some ten, with 500 MB on disk)");
    out.println(
        "         ringfence index sync "
            + folder
            + " "
            + String.join(" \\\n           ", CorpusDefinition.SHIPPED));
    if (index.isEmpty()) {
      out.println("         and name it once: index = \"/path/to/corpus\" in " + Settings.file());
    }
  }

  private static Ci present(Path root) {
    for (Ci each : List.of(Ci.GITHUB, Ci.GITLAB, Ci.PRE_COMMIT)) {
      if (Files.exists(root.resolve(each.mark))) {
        return each;
      }
    }
    return Ci.NONE;
  }

  private void ci(Path root, Ci chosen, PrintWriter out) throws IOException {
    if (chosen == Ci.NONE) {
      out.println("ci       none; `--ci github`, `gitlab` or `pre-commit` writes its file");
      return;
    }
    Path file = root.resolve(chosen.file);
    String text = template(chosen);
    if (Files.exists(file)) {
      out.println("ci       kept " + chosen.file);
      if (chosen == Ci.PRE_COMMIT && !Files.readString(file).contains("id: ringfence")) {
        out.println("         add to it:");
        text.lines().skip(1).forEach(line -> out.println("         " + line));
      }
      return;
    }
    write(file, text);
    out.println("ci       " + did() + " " + chosen.file + "; fill in what is in CAPITALS");
    if (chosen == Ci.GITLAB) {
      out.println("         and include it: `include: .gitlab/ringfence.yml` in .gitlab-ci.yml");
    }
  }

  private static String template(Ci ci) throws IOException {
    String name = ci == Ci.GITLAB ? "init/ringfence.gitlab-ci.yml" : "init/" + ci.id() + ".yml";
    try (InputStream in = InitCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program lacks its template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
