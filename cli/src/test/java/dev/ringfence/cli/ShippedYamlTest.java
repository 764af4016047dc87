package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Every YAML that is shipped or documented loads, and says what its reader understands: the keys
/// are those that GitHub, GitLab and pre-commit document, and what it names exists.
class ShippedYamlTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// All YAML of the repository, by where it stands.
  private static Map<String, String> all() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT, 6)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = ROOT.relativize(file).toString();
        if (name.matches("(.*/)?(target|\\.git|src|results)/.*")) {
          continue;
        }
        if (name.matches(".*\\.ya?ml")) {
          found.put(name, Files.readString(file));
        } else if (name.endsWith(".md")) {
          Matcher block =
              Pattern.compile("(?ms)^( *)```ya?ml *\\n(.*?)^\\1``` *$")
                  .matcher(Files.readString(file));
          while (block.find()) {
            long line = file(file).substring(0, block.start()).lines().count() + 1;
            found.put(name + ":" + line, block.group(2));
          }
        }
      }
    }
    return found;
  }

  private static String file(Path path) throws IOException {
    return Files.readString(path);
  }

  private static JsonNode yaml(String name) throws IOException {
    return YAML.readTree(all().get(name));
  }

  @TestFactory
  Stream<DynamicTest> everyOneLoads() throws IOException {
    Map<String, String> all = all();
    assertTrue(all.keySet().contains("action.yml"), all::toString);
    assertTrue(all.keySet().contains(".pre-commit-hooks.yaml"), all::toString);
    assertTrue(all.keySet().contains("ci/gitlab/ringfence.gitlab-ci.yml"), all::toString);
    assertTrue(all.keySet().stream().anyMatch(name -> name.startsWith("docs/ci.md:")));
    return all.entrySet().stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.getKey(),
                () -> {
                  JsonNode root = YAML.readTree(each.getValue());
                  assertTrue(root.isObject() || root.isArray(), each.getKey());
                }));
  }

  private static Set<String> keys(JsonNode node) {
    return new TreeSet<>(node.propertyNames());
  }

  private static void assertKeys(JsonNode node, Set<String> required, Set<String> allowed) {
    Set<String> keys = keys(node);
    assertTrue(keys.containsAll(required), () -> required + " in " + keys);
    keys.removeAll(required);
    keys.removeAll(allowed);
    assertEquals(Set.of(), keys, "unknown keys");
  }

  /// As GitHub's metadata syntax for actions has it.
  @Test
  void theActionIsOneThatGitHubLoads() throws IOException {
    JsonNode action = yaml("action.yml");
    assertKeys(
        action,
        Set.of("name", "description", "inputs", "outputs", "runs"),
        Set.of("author", "branding"));
    for (JsonNode input : action.path("inputs")) {
      assertKeys(input, Set.of("description"), Set.of("required", "default", "deprecationMessage"));
      assertTrue(input.path("description").isString());
      assertTrue(input.path("default").isMissingNode() || input.path("default").isString());
      // What has no default must be given.
      assertTrue(input.has("default") || input.path("required").asBoolean(false));
    }
    Set<String> ids = new HashSet<>();
    JsonNode runs = action.path("runs");
    assertKeys(runs, Set.of("using", "steps"), Set.of());
    assertEquals("composite", runs.path("using").asString());
    for (JsonNode step : runs.path("steps")) {
      if (step.has("run")) {
        assertKeys(
            step,
            Set.of("run", "shell"),
            Set.of("name", "id", "if", "env", "working-directory", "continue-on-error"));
      } else {
        assertKeys(
            step, Set.of("uses"), Set.of("name", "id", "if", "env", "with", "continue-on-error"));
      }
      step.path("env").forEach(value -> assertTrue(value.isString()));
      step.path("with").forEach(value -> assertTrue(value.isValueNode()));
      if (step.has("id")) {
        assertTrue(ids.add(step.path("id").asString()));
      }
    }
    for (JsonNode output : action.path("outputs")) {
      assertKeys(output, Set.of("description", "value"), Set.of());
      Matcher step =
          Pattern.compile("\\$\\{\\{ steps\\.([a-z-]+)\\.outputs\\.([a-z]+) }}")
              .matcher(output.path("value").asString());
      assertTrue(step.matches(), output::toString);
      assertTrue(ids.contains(step.group(1)), output::toString);
      assertTrue(
          file(ROOT.resolve("ci/github/scan.sh")).contains("output " + step.group(2) + " "),
          () -> "the scan sets " + step.group(2));
    }
  }

  /// What an expression names is declared, and what is declared is used.
  @Test
  void theActionUsesWhatItDeclares() throws IOException {
    String text = all().get("action.yml");
    JsonNode action = yaml("action.yml");
    Set<String> used = new TreeSet<>();
    Matcher inputs = Pattern.compile("inputs\\.([A-Za-z0-9_-]+)").matcher(text);
    while (inputs.find()) {
      used.add(inputs.group(1));
    }
    assertEquals(keys(action.path("inputs")), used);
    Matcher steps =
        Pattern.compile("steps\\.([A-Za-z0-9_-]+)\\.outputs\\.([A-Za-z0-9_-]+)").matcher(text);
    while (steps.find()) {
      assertTrue(Set.of("scan", "attest").contains(steps.group(1)), steps.group());
      String output = "output " + steps.group(2) + " ";
      Path script = ROOT.resolve("ci/github/" + steps.group(1) + ".sh");
      assertTrue(file(script).contains(output), output);
    }
    // The documented call gives what must be given, and nothing that does not exist.
    for (String name : all().keySet()) {
      if (!name.startsWith("docs/ci.md:")) {
        continue;
      }
      for (JsonNode job : yaml(name).path("jobs")) {
        assertTrue(job.has("runs-on"), name);
        for (JsonNode step : job.path("steps")) {
          if (step.path("uses").asString("").startsWith("OWNER/ringfence@")) {
            Set<String> given = keys(step.path("with"));
            assertTrue(keys(action.path("inputs")).containsAll(given), given::toString);
            action.path("inputs").properties().stream()
                .filter(input -> input.getValue().path("required").asBoolean(false))
                .forEach(input -> assertTrue(given.contains(input.getKey()), input.getKey()));
          }
        }
      }
    }
  }

  /// Every script that is named exists and can be run, with every variable it asks for set.
  @Test
  void theActionsScriptsExistAndGetTheirVariables() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (JsonNode step : yaml("action.yml").path("runs").path("steps")) {
      if (!step.has("run")) {
        continue;
      }
      Matcher script =
          Pattern.compile("\"\\$GITHUB_ACTION_PATH/(.+)\"").matcher(step.path("run").asString());
      assertTrue(script.matches(), step::toString);
      Path file = ROOT.resolve(script.group(1));
      assertTrue(Files.isExecutable(file), file::toString);
      scripts.add(script.group(1));
      Matcher variable = Pattern.compile("\\$\\{?(RINGFENCE_[A-Z0-9_]+)").matcher(file(file));
      while (variable.find()) {
        assertTrue(step.path("env").has(variable.group(1)), () -> file + " " + variable.group(1));
      }
    }
    assertEquals(7, scripts.size());
  }

  /// A tag can be moved by whoever takes over the action; a commit cannot.
  @Test
  void actionsOfOthersArePinnedByCommit() throws IOException {
    int pinned = 0;
    for (Map.Entry<String, String> each : all().entrySet()) {
      for (String line : each.getValue().lines().toList()) {
        if (!line.matches("\\s*(- )?uses:.*") || line.contains("OWNER/ringfence@COMMIT")) {
          continue;
        }
        assertTrue(
            line.matches("\\s*(- )?uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"),
            each.getKey() + ": " + line);
        pinned++;
      }
    }
    assertTrue(pinned >= 3);
  }

  /// The weekly recipe is a workflow, no pull request starts it, and what it runs is a command.
  @Test
  void theReplayRecipeIsAWorkflow() throws IOException {
    JsonNode workflow = yaml("ci/github/workflows/replay.yml");
    assertKeys(workflow, Set.of("name", "on", "permissions", "jobs"), Set.of("concurrency", "env"));
    assertEquals(Set.of("schedule", "workflow_dispatch"), keys(workflow.path("on")));
    assertEquals("read", workflow.path("permissions").path("contents").asString());
    Set<String> options = new TreeSet<>();
    Objects.requireNonNull(Main.commandLine().getSubcommands().get("replay"))
        .getCommandSpec()
        .options()
        .forEach(option -> options.addAll(List.of(option.names())));
    int commands = 0;
    for (JsonNode job : workflow.path("jobs")) {
      assertTrue(job.has("runs-on") && job.has("timeout-minutes"));
      for (JsonNode step : job.path("steps")) {
        assertTrue(step.has("uses") != step.has("run"), step::toString);
        Matcher call =
            Pattern.compile("ringfence replay ((?:[^\\n\\\\]|\\\\\\n)*)")
                .matcher(step.path("run").asString(""));
        while (call.find()) {
          commands++;
          Matcher option = Pattern.compile("(?<=\\s)--[a-z-]+").matcher(call.group(1));
          while (option.find()) {
            assertTrue(options.contains(option.group()), option.group());
          }
        }
      }
    }
    assertEquals(1, commands);
  }

  /// As pre-commit's manifest has it.
  @Test
  void theHooksAreWhatPreCommitReads() throws IOException {
    Set<String> ids = new HashSet<>();
    for (JsonNode hook : yaml(".pre-commit-hooks.yaml")) {
      assertKeys(
          hook,
          Set.of("id", "name", "entry", "language"),
          Set.of(
              "description",
              "stages",
              "verbose",
              "pass_filenames",
              "always_run",
              "require_serial",
              "types",
              "files",
              "exclude",
              "args",
              "minimum_pre_commit_version"));
      assertTrue(hook.path("verbose").asBoolean(false), "a warning must be seen");
      for (JsonNode stage : hook.path("stages")) {
        assertTrue(Set.of("pre-commit", "commit-msg", "pre-push").contains(stage.asString()));
      }
      ids.add(hook.path("id").asString());
    }
    int used = 0;
    for (String name : all().keySet()) {
      for (JsonNode repository : yaml(name).path("repos")) {
        for (JsonNode hook : repository.path("hooks")) {
          assertTrue(ids.contains(hook.path("id").asString()), hook::toString);
          used++;
        }
      }
    }
    assertTrue(used >= 2);
  }

  /// As GitLab's keyword reference has it.
  @Test
  void theGitLabJobIsOneThatGitLabReads() throws IOException {
    for (Map.Entry<String, JsonNode> job : yaml("ci/gitlab/ringfence.gitlab-ci.yml").properties()) {
      assertKeys(
          job.getValue(),
          Set.of("script"),
          Set.of(
              "stage",
              "image",
              "variables",
              "rules",
              "artifacts",
              "before_script",
              "needs",
              "cache",
              "allow_failure",
              "timeout",
              "interruptible"));
      assertTrue(
          job.getValue().path("script").isArray() || job.getValue().path("script").isString());
      job.getValue().path("variables").forEach(value -> assertTrue(value.isString()));
      for (JsonNode rule : job.getValue().path("rules")) {
        assertKeys(
            rule,
            Set.of(),
            Set.of("if", "when", "changes", "exists", "variables", "allow_failure"));
      }
      JsonNode artifacts = job.getValue().path("artifacts");
      assertKeys(artifacts, Set.of("paths"), Set.of("when", "reports", "expire_in", "name"));
      String script = job.getValue().path("script").toString();
      for (JsonNode path : artifacts.path("paths")) {
        assertTrue(script.contains(path.asString()), "the script writes " + path);
      }
      for (JsonNode report : artifacts.path("reports")) {
        assertTrue(script.contains(report.asString()), "the script writes " + report);
      }
      assertFalse(job.getValue().path("allow_failure").asBoolean(false));
    }
  }
}
