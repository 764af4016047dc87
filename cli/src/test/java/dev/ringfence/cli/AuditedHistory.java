package dev.ringfence.cli;

import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A history with planted copies, and what is true of each. The copies are of methods of a work
/// that is indexed as published on 2025-01-01.
final class AuditedHistory {
  static final String ORIGIN_DATE = "2025-01-01";

  private static final LocalDate START = LocalDate.of(2024, 11, 1);

  final Path root;
  final TestRepository repository;

  /// Commits, by what they do.
  final Map<String, String> commits = new LinkedHashMap<>();

  private int day;

  private AuditedHistory(Path root) throws IOException {
    this.root = root;
    this.repository = new TestRepository(root);
  }

  /// Lines of a file of the work, both included, from 1.
  static String lines(String file, int first, int last) throws IOException {
    List<String> all = Files.readAllLines(TestWorks.WEAVER.resolve("match/" + file));
    return String.join("\n", all.subList(first - 1, Math.min(all.size(), last))) + "\n";
  }

  static String type(String name, String body) {
    return "package app;\n\nclass " + name + " {\n" + body + "}\n";
  }

  /// Code that is nobody's but this test's.
  static String own(String name, int seed) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      body.append("  int step").append(seed).append(i).append("(int fig) {\n    return fig * ");
      body.append(31 * seed + i).append(" + ").append(7 * i).append(";\n  }\n");
    }
    return type(name, body.toString());
  }

  private String commit(String what, String message, String author) throws IOException {
    repository.git("config", "user.name", author);
    String id = repository.commit(START.plusDays(day), message);
    day += 20;
    commits.put(what, id);
    return id;
  }

  /// A copy of `Chains` of the work with other names and layout.
  static String renamedChains() throws IOException {
    return lines("Chains.java", 40, 110)
        .replaceAll("\\bchain\\b", "strand")
        .replaceAll("\\bregion\\b", "zone")
        .replaceAll("\\bbest\\b", "top")
        .replaceAll("\\bdiagonal\\b", "slant");
  }

  static AuditedHistory make(Path root) throws IOException {
    AuditedHistory made = new AuditedHistory(root);
    made.write();
    return made;
  }

  private void write() throws IOException {
    repository.write("README.md", "a project\n").write("src/app/Main.java", own("Main", 1));
    commit("start", "start", "Ada");
    // Before the origin was published.
    repository.write("src/app/Early.java", type("Early", lines("NameDefinitions.java", 60, 130)));
    commit("early", "early: names", "Ada");
    day = 120;
    repository.write("src/app/Alpha.java", type("Alpha", lines("BandedAligner.java", 120, 200)));
    commit(
        "alpha", "alpha: align\n\nCo-Authored-By: Claude Opus 4.6 <noreply@anthropic.com>", "Bob");
    repository.write("src/app/Beta.java", type("Beta", renamedChains()));
    commit("beta", "beta: chains", "Bob");
    repository.git("tag", "v1.0");
    repository.git("checkout", "--quiet", "-b", "side");
    repository.write("src/app/Gamma.java", type("Gamma", lines("FragmentSum.java", 90, 170)));
    commit("gamma", "gamma: sums", "Cyd");
    repository.git("checkout", "--quiet", "main");
    repository.write("src/app/Other.java", own("Other", 2));
    commit("other", "other", "Ada");
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side");
    repository.write(
        "src/app/Main.java",
        own("Main", 1)
            .replace("class Main {\n", "class Main {\n" + lines("MatchSelector.java", 100, 170)));
    commit("merge", "Merge branch 'side'", "Dan");
    // A branch of two commits, squashed.
    repository.git("checkout", "--quiet", "-b", "feature");
    repository.write("src/app/Delta.java", type("Delta", lines("EvidenceWeigher.java", 60, 110)));
    commit("delta-1", "delta: half", "Eve");
    repository.write("src/app/Delta.java", type("Delta", lines("EvidenceWeigher.java", 60, 160)));
    commit("delta-2", "delta: whole", "Eve");
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--squash", "feature");
    commit("delta", "delta (#12)", "Eve");
    repository.git("branch", "--quiet", "-D", "feature");
    repository.git("tag", "v2.0");
    Files.createDirectories(root.resolve("lib/core"));
    repository.git("mv", "src/app/Alpha.java", "lib/core/Aligner.java");
    repository.write(
        "src/app/User.java",
        "package app;\n\nimport app.Aligner;\n\nclass User {\n  Aligner aligner;\n}\n");
    commit("move", "move alpha", "Ada");
    // New layout: indented by tabs, short lines joined.
    String laidOut =
        type("Aligner", lines("BandedAligner.java", 120, 200))
            .replaceAll("(?m)^(  )+", "\t")
            .replaceAll(";\n\t+(int|double|float) ", "; $1 ");
    repository.write("lib/core/Aligner.java", laidOut);
    commit("layout", "reformat", "Ada");
    // Half of it goes.
    List<String> beta = Files.readAllLines(root.resolve("src/app/Beta.java"));
    repository.write("src/app/Beta.java", String.join("\n", beta.subList(0, 3 + 36)) + "\n}\n");
    commit("half", "beta: shorter", "Ada");
    Files.delete(root.resolve("src/app/Gamma.java"));
    commit("gone", "drop gamma", "Ada");
    repository.git("tag", "v3.0");
  }
}
