package dev.ringfence.attest.replay.tree;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.process.CapturedOutput;
import dev.ringfence.corpus.process.LimitedProcess;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A folder for working trees that are thrown away. They read the repository's objects and write
/// none of their own into it; its settings, hooks and filters play no part.
public final class Workspace implements AutoCloseable {
  private static final Duration TIME_LIMIT = Duration.ofMinutes(10);
  private static final int MAX_OUTPUT = 256 << 20;

  private final Path folder;
  private final Path objects;
  private final String format;
  private int made;

  private Workspace(Path folder, Path objects, String format) {
    this.folder = folder;
    this.objects = objects;
    this.format = format;
  }

  /// A workspace in a folder, in which nothing else may be: what a run that was killed left there
  /// is taken away.
  public static Workspace open(Path folder, GitChanges git) throws IOException {
    delete(folder);
    Files.createDirectories(folder);
    String format =
        new GitCommand(git.directory())
            .text(List.of("rev-parse", "--show-object-format"))
            .map(String::strip)
            .orElse("sha1");
    return new Workspace(
        folder.toAbsolutePath().normalize(), git.commonDirectory().resolve("objects"), format);
  }

  /// A working tree of a commit.
  public Tree checkOut(String commit) throws IOException {
    Path root = folder.resolve("tree-" + ++made);
    Files.createDirectories(root);
    git(root, List.of("init", "--quiet", "--object-format=" + format, "."));
    Files.writeString(root.resolve(".git/objects/info/alternates"), objects.toString() + "\n");
    git(root, List.of("update-ref", "--no-deref", "HEAD", commit));
    git(root, List.of("reset", "--quiet", "--hard"));
    return new Tree(root);
  }

  /// A working tree.
  public final class Tree implements AutoCloseable {
    private final Path root;

    private Tree(Path root) {
      this.root = root;
    }

    /// Its root.
    public Path root() {
      return root;
    }

    /// Commits some of its files; returns the commit.
    public String commit(List<String> paths) throws IOException {
      List<String> add = new ArrayList<>(List.of("add", "--all", "--force", "--"));
      paths.forEach(path -> add.add(":(literal)" + path));
      if (!paths.isEmpty()) {
        git(root, add);
      }
      git(
          root,
          List.of(
              "-c",
              "user.name=replay",
              "-c",
              "user.email=replay@localhost",
              "-c",
              "commit.gpgSign=false",
              "commit",
              "--quiet",
              "--no-verify",
              "--allow-empty",
              "--message=replay"));
      return git(root, List.of("rev-parse", "HEAD")).strip();
    }

    /// The id of what a commit holds.
    public String treeOf(String commit) throws IOException {
      return git(root, List.of("rev-parse", commit + "^{tree}")).strip();
    }

    /// Lays files of another commit over it.
    public void overlay(String commit, List<String> paths) throws IOException {
      if (paths.isEmpty()) {
        return;
      }
      List<String> checkout = new ArrayList<>(List.of("checkout", "--quiet", commit, "--"));
      paths.forEach(path -> checkout.add(":(literal)" + path));
      git(root, checkout);
    }

    /// Its repository.
    public GitChanges open() throws IOException {
      return GitChanges.open(root);
    }

    @Override
    public void close() throws IOException {
      delete(root);
    }
  }

  private String git(Path root, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "--no-pager",
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.autocrlf=false",
                "-c",
                "core.symlinks=true",
                "-c",
                "core.quotePath=false",
                "-c",
                "advice.detachedHead=false",
                "-c",
                "gc.auto=0",
                "-c",
                "protocol.allow=never"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("LC_ALL", "C");
    environment.put("HOME", folder.toString());
    environment.put("XDG_CONFIG_HOME", folder.toString());
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_NO_LAZY_FETCH", "1");
    environment.put("GIT_ATTR_NOSYSTEM", "1");
    LimitedProcess process;
    try {
      process = LimitedProcess.start(builder, TIME_LIMIT);
    } catch (IOException noGit) {
      throw RingfenceException.incomplete(
          Diagnostic.of("replay/no-git", "cannot run git: " + noGit.getMessage(), "install git"));
    }
    try (process) {
      process.sendNothing();
      CapturedOutput output = process.output(MAX_OUTPUT);
      if (!process.await() || process.status() != 0 || output.isCut()) {
        throw new IOException(
            "git "
                + arguments.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("")
                + " failed: "
                + output.text().strip());
      }
      return output.text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  /// Takes a folder away with all that is in it. Links are not followed.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            // What ran in it may have taken its own rights away.
            boolean _ = path.toFile().setWritable(true) && path.toFile().setExecutable(true);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException fault) {
            // Something that still runs may be faster.
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path path, @org.jspecify.annotations.Nullable IOException fault) throws IOException {
            try {
              Files.deleteIfExists(path);
            } catch (java.nio.file.DirectoryNotEmptyException written) {
              // As above; the next run takes it away.
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
