package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitWorkTest {
  @TempDir Path temp;
  private Path repository;

  private void commit(Git git, String message, String day) throws GitAPIException {
    PersonIdent who =
        new PersonIdent("A", "a@example.org", Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    git.commit().setMessage(message).setAuthor(who).setCommitter(who).setSign(false).call();
  }

  @BeforeEach
  void makeRepository() throws IOException, GitAPIException {
    repository = temp.resolve("numbers");
    try (Git git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call()) {
      Files.writeString(repository.resolve("a.c"), "int a = 1;\n");
      commit(git, "one", "2001-01-01");
      Files.writeString(repository.resolve("a.c"), "int a = 2;\n");
      Files.writeString(repository.resolve("b.c"), "int b;\n");
      Files.createSymbolicLink(repository.resolve("link.c"), Path.of("a.c"));
      commit(git, "two", "2002-02-02");
      git.tag().setName("v1").setSigned(false).call();
      Files.delete(repository.resolve("b.c"));
      Files.writeString(repository.resolve("a.c"), "int a = 1;\n");
      commit(git, "three", "2003-03-03");
    }
  }

  private List<String> read(CorpusSource.Git source) throws IOException {
    List<String> read = new ArrayList<>();
    try (FetchedWork work = new SourceFetcher(temp.resolve("cache")).fetch(source)) {
      work.forEachFile(entry -> {
        read.add(
            entry.path()
                + " "
                + new String(entry.bytes(), StandardCharsets.UTF_8).strip()
                + entry.revision().map(revision -> " " + revision.date()).orElse(""));
        return true;
      });
    }
    return read;
  }

  private CorpusSource.Git source(String location, String ref, boolean history) {
    return new CorpusSource.Git(location, Optional.of(ref), history);
  }

  @Test
  void readsTheFilesAtARef() throws IOException {
    assertEquals(
        List.of("a.c int a = 2;", "b.c int b;"), read(source(repository.toString(), "v1", false)));
    assertEquals(List.of("a.c int a = 1;"), read(source(repository.toString(), "main", false)));
  }

  @Test
  void readsEveryVersionWithTheDateItFirstCameWith() throws IOException {
    assertEquals(
        List.of("a.c int a = 1; 2001-01-01", "a.c int a = 2; 2002-02-02", "b.c int b; 2002-02-02"),
        read(source(repository.toString(), "main", true)));
  }

  @Test
  void mirrorsAUrlAndFetchesWhatIsNew() throws IOException, GitAPIException {
    String url = "file://" + repository;
    assertEquals(List.of("a.c int a = 1;"), read(source(url, "main", false)));
    try (Git git = Git.open(repository.toFile())) {
      Files.writeString(repository.resolve("a.c"), "int a = 4;\n");
      commit(git, "four", "2004-04-04");
    }
    assertEquals(List.of("a.c int a = 4;"), read(source(url, "main", false)));
  }

  @Test
  void namesTheWorkAndItsState() throws IOException {
    SourceFetcher fetcher = new SourceFetcher(temp.resolve("cache"));
    try (FetchedWork work = fetcher.fetch(source(repository.toString(), "v1", false));
        FetchedWork history = fetcher.fetch(source(repository.toString(), "v1", true))) {
      assertEquals("numbers", work.name());
      assertEquals("v1", work.version());
      assertEquals(Optional.of("2002-02-02"), work.date());
      assertTrue(work.state().matches("git:[0-9a-f]{40}"));
      assertEquals(work.state() + "+history", history.state());
    }
  }

  @Test
  void namesWhatIsNotThere() throws IOException {
    SourceFetcher fetcher = new SourceFetcher(temp.resolve("cache"));
    Files.createDirectories(temp.resolve("plain"));
    for (var each :
        List.of(
            List.of(repository.toString(), "v9", "source/no-such-ref"),
            List.of(repository.toString(), "~~^", "source/no-such-ref"),
            List.of(temp.resolve("nowhere").toString(), "main", "source/not-found"),
            List.of(temp.resolve("plain").toString(), "main", "source/not-a-repository"),
            List.of("file://" + temp.resolve("nowhere"), "main", "source/fetch-failed"))) {
      RingfenceException fault =
          assertThrows(
              RingfenceException.class,
              () -> fetcher.fetch(source(each.get(0), each.get(1), false)));
      assertEquals(each.get(2), fault.diagnostic().category());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "git:../x, base/../x, -, false",
    "git:../x@v1, base/../x, v1, false",
    "git:../x@feature/y, base/../x, feature/y, false",
    "git:https://host/x/y.git, https://host/x/y.git, -, true",
    "git:https://user@host/x/y.git@v1, https://user@host/x/y.git, v1, true",
    "git:git@host:x/y.git, git@host:x/y.git, -, true",
    "git:git@host:x/y.git@v2, git@host:x/y.git, v2, true",
    "git:ssh://git@host/x.git, ssh://git@host/x.git, -, true"
  })
  void tellsTheUrlFromTheRef(String text, String location, String ref, boolean remote) {
    CorpusSource.Git source = (CorpusSource.Git) CorpusSource.parse(text, Path.of("base"), false);
    assertEquals(location, source.location());
    assertEquals(ref.equals("-") ? Optional.empty() : Optional.of(ref), source.ref());
    assertEquals(remote, source.isRemote());
  }
}
