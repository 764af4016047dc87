package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Git repositories: those with a URL are mirrored by the installed git, those with a path are read
/// where they are.
final class GitClient {
  /* No hook or helper of the repository runs: only these transports, and no prompt that would hang. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_TERMINAL_PROMPT",
          "0",
          "GIT_ALLOW_PROTOCOL",
          "https:http:ssh:git:file",
          "LC_ALL",
          "C");

  private final Path cache;
  private final Subprocess subprocess;

  GitClient(Path cache, Subprocess subprocess) {
    this.subprocess = subprocess;
    this.cache = cache;
  }

  FetchedWork fetch(CorpusSource.Git source) throws IOException {
    Path folder = source.isRemote() ? mirror(source.location()) : Path.of(source.location());
    if (!Files.isDirectory(folder)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "source/not-found", "repository does not exist: `" + folder + "`", "check the path"));
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    if (Files.isRegularFile(folder.resolve("HEAD"))
        && Files.isDirectory(folder.resolve("objects"))) {
      builder.setGitDir(folder.toFile()).setBare();
    } else {
      builder.findGitDir(folder.toAbsolutePath().toFile());
    }
    if (builder.getGitDir() == null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "source/not-a-repository",
              "no Git repository at `" + folder + "`",
              "use dir:PATH for a folder without history"));
    }
    Repository repository = builder.build();
    try {
      String ref = source.ref().orElse(Constants.HEAD);
      ObjectId commit = resolve(repository, ref);
      if (commit == null) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "source/no-such-ref",
                "no commit `" + ref + "` in `" + source.location() + "`",
                "name a branch, a tag or a commit"));
      }
      String version = source.ref().orElse(commit.name().substring(0, 12));
      return new GitWork(
          repository,
          commit,
          name(source, folder),
          version,
          source.history(),
          purl(source.location(), version));
    } catch (IOException | RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private static @Nullable ObjectId resolve(Repository repository, String ref) throws IOException {
    try {
      return repository.resolve(ref + "^{commit}");
    } catch (org.eclipse.jgit.errors.RevisionSyntaxException
        | org.eclipse.jgit.errors.MissingObjectException
        | org.eclipse.jgit.errors.IncorrectObjectTypeException e) {
      return null;
    }
  }

  private static String name(CorpusSource.Git source, Path folder) {
    String path =
        source.isRemote() ? source.location() : folder.toAbsolutePath().normalize().toString();
    String last = path.replaceAll("/+$", "").replaceAll("(/|\\.)git$", "");
    return last.substring(Math.max(last.lastIndexOf('/'), last.lastIndexOf(':')) + 1);
  }

  /// Hosts that the Package-URL specification names have a type of their own.
  private static Optional<String> purl(String location, String version) {
    var path =
        java.util.regex.Pattern.compile(
                ".*[/@.](github|bitbucket)\\.[a-z]+[:/]([^/]+)/([^/]+?)(\\.git)?/?")
            .matcher(location);
    return path.matches()
        ? Purls.of(path.group(1), path.group(2), path.group(3), version)
        : Optional.empty();
  }

  /// The settings of a mirror.
  private static String config(String url) {
    String quoted = url.replace("\\", "\\\\").replace("\"", "\\\"");
    return "[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = /dev/null\n"
        + "[remote \"origin\"]\n\turl = \""
        + quoted
        + "\"\n\tfetch = +refs/*:refs/*\n\tmirror = true\n";
  }

  private Path mirror(String url) throws IOException {
    String key = DigestUtils.sha256Hex(url.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    Path folder = cache.toAbsolutePath().resolve(key + ".git");
    Files.createDirectories(cache);
    Subprocess.Result result;
    if (Files.isDirectory(folder)) {
      // Written anew, since a cache inside a checkout may be another's: settings name programs.
      Files.writeString(folder.resolve("config"), config(url));
      result =
          subprocess.run(
              List.of("git", "--git-dir=" + folder, "fetch", "--prune", "--quiet", "origin"),
              folder,
              ENVIRONMENT);
    } else {
      // Under another name until it is whole: a clone that was cut short is no repository.
      Path fresh = cache.toAbsolutePath().resolve(key + ".new-" + ProcessHandle.current().pid());
      result =
          subprocess.run(
              List.of("git", "clone", "--mirror", "--quiet", "--", url, fresh.toString()),
              cache,
              ENVIRONMENT);
      if (result.status() != 0) {
        new PrivateFolder(fresh).close();
      } else {
        Files.move(fresh, folder);
      }
    }
    if (result.status() != 0) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "source/fetch-failed",
                  "git did not deliver `" + url + "`",
                  "check the URL and that `git ls-remote` reads it without a prompt")
              .note(Subprocess.tail(result.output(), 3)));
    }
    return folder;
  }
}
