package dev.ringfence.attest.replay.answer;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.policy.PolicyFile;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where an answer may write: files of the project, and nothing that git, hooks, build servers,
/// editors, coding tools or this program obey.
public final class PathRules {
  private static final int LONGEST = 500;

  /// Folders at any depth.
  private static final Set<String> FOLDERS =
      Set.of(
          ".git",
          ".github",
          ".gitlab",
          ".gitea",
          ".forgejo",
          ".circleci",
          ".buildkite",
          ".woodpecker",
          ".teamcity",
          ".azure-pipelines",
          ".ci",
          ".husky",
          ".githooks",
          ".hooks",
          ".lefthook",
          ".devcontainer",
          ".vscode",
          ".idea",
          ".claude",
          ".cursor",
          ".gemini",
          ".entire",
          ".agent-trace",
          ".provenance",
          ".mvn",
          ".ssh");

  /// Files at any depth.
  private static final Set<String> FILES =
      Set.of(
          ".gitmodules",
          ".gitattributes",
          ".gitconfig",
          ".gitlab-ci.yml",
          ".travis.yml",
          ".drone.yml",
          ".drone.jsonnet",
          ".woodpecker.yml",
          ".woodpecker.yaml",
          ".cirrus.yml",
          ".appveyor.yml",
          "appveyor.yml",
          "azure-pipelines.yml",
          "azure-pipelines.yaml",
          "bitbucket-pipelines.yml",
          "jenkinsfile",
          ".pre-commit-config.yaml",
          ".pre-commit-hooks.yaml",
          "lefthook.yml",
          "lefthook.yaml",
          ".lefthook.yml",
          "codeowners",
          ".envrc",
          ".npmrc",
          ".yarnrc",
          ".yarnrc.yml",
          ".pypirc",
          "pip.conf",
          ".bazelrc",
          "agents.md",
          "claude.md",
          "gemini.md",
          ".cursorrules",
          "ai-waivers.toml",
          "ai-policy.toml",
          ".ai-policy.toml");

  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
  private static final Pattern GIT = Pattern.compile("\\.git[ .]*|git~[0-9]+");

  private PathRules() {}

  /// Why a path may not be written; empty where it may.
  public static Optional<String> refusal(String path) {
    if (path.isBlank()) {
      return Optional.of("an empty path");
    }
    String shown =
        "`" + VisibleText.line(path.length() > 120 ? path.substring(0, 120) : path) + "`";
    if (path.length() > LONGEST) {
      return Optional.of(shown + " is longer than " + LONGEST + " characters");
    }
    if (path.codePoints().anyMatch(VisibleText::isUnseen)) {
      return Optional.of(shown + " has characters that are not seen");
    }
    if (path.startsWith("/") || path.startsWith("~") || path.matches("[A-Za-z]:.*")) {
      return Optional.of(shown + " leads out of the tree: it is absolute");
    }
    if (path.contains("\\")) {
      return Optional.of(shown + " has a backslash, which some systems take for a folder");
    }
    List<String> parts = List.of(path.split("/", -1));
    for (String part : parts) {
      if (part.equals("..")) {
        return Optional.of(shown + " leads out of the tree");
      }
      if (part.isEmpty() || part.equals(".")) {
        return Optional.of(shown + " is no plain path");
      }
      // As file systems fold names that git would not.
      String name = Normalizer.normalize(part, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      if (GIT.matcher(name).matches()) {
        return Optional.of(shown + " lies in git's own folder");
      }
      if (DEVICE.matcher(part).matches() || part.endsWith(" ") || part.contains(":")) {
        return Optional.of(shown + " is a name that some systems take for something else");
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      String name =
          Normalizer.normalize(parts.get(i), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
      boolean last = i == parts.size() - 1;
      if (!last && FOLDERS.contains(name)) {
        return Optional.of(
            shown + " lies in `" + name + "`, which hooks, build servers or tools obey");
      }
      if (last && (FILES.contains(name) || FOLDERS.contains(name))) {
        return Optional.of(shown + " is a file that hooks, build servers, tools or checks obey");
      }
    }
    if (PolicyFile.NAMES.contains(path.toLowerCase(Locale.ROOT))) {
      return Optional.of(shown + " is the policy");
    }
    return Optional.empty();
  }
}
