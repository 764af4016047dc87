package dev.ringfence.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A real repository, made with git, whose commits have the days that a test wants.
public final class TestRepository {
  private final Path root;

  public TestRepository(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root);
    git("init", "--quiet", "--initial-branch=main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    git("config", "commit.gpgSign", "false");
  }

  public Path root() {
    return root;
  }

  /// Runs git; returns what it prints.
  public String git(String... arguments) throws IOException {
    return gitOn("2026-01-01", arguments);
  }

  private String gitOn(String day, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("GIT_COMMITTER_DATE", day + "T12:00:00Z");
    builder.environment().put("GIT_AUTHOR_DATE", day + "T12:00:00Z");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return output;
  }

  public TestRepository write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// The text of a file of the working tree.
  public String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  /// Commits everything on a day; returns the commit.
  public String commit(LocalDate day) throws IOException {
    return commit(day, "change");
  }

  /// Commits everything on a day with a message; returns the commit.
  public String commit(LocalDate day, String message) throws IOException {
    git("add", "--all");
    gitOn(day.toString(), "commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD").trim();
  }
}
