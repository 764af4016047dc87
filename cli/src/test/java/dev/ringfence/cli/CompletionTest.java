package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.ringfence.cli.completion.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts, in the shells that they are for.
class CompletionTest {
  @TempDir Path temp;

  @BeforeEach
  void write() throws IOException {
    for (Shell shell : Shell.values()) {
      Ringfence.Result result = Ringfence.run("completion", shell.name().toLowerCase(Locale.ROOT));
      assertEquals(0, result.status(), result.err());
      Files.writeString(temp.resolve(shell.file()), result.out());
    }
  }

  private String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TERM", "dumb");
    builder.environment().put("HOME", temp.toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException missing) {
      return abort("needs " + command[0] + ": " + missing.getMessage());
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  private List<String> fish(String words) throws IOException {
    String script = "source " + temp.resolve("ringfence.fish") + "; complete -C'" + words + "'";
    List<String> offered = new ArrayList<>();
    run("fish", "-N", "-c", script)
        .lines()
        .forEach(line -> offered.add(line.replaceFirst("\t.*", "")));
    return offered;
  }

  @Test
  void fishCompletesCommandsOptionsAndValues() throws IOException {
    assertEquals("", run("fish", "-n", temp.resolve("ringfence.fish").toString()));
    assertEquals(List.of("index"), fish("ringfence ind"));
    assertEquals(List.of("pull"), fish("ringfence index pu"));
    assertEquals(List.of("background", "copyleft"), fish("ringfence index add --role "));
    assertTrue(fish("ringfence scan corpus --f").contains("--format"));
    assertTrue(fish("ringfence scan corpus --format ").contains("sarif"));
    assertEquals(List.of("--color=never"), fish("ringfence scan --color=n"));
    assertTrue(fish("ringfence check --language py").contains("python"));
  }

  private String zsh(String words) throws IOException {
    String script =
        """
        zmodload zsh/zpty
        zpty z zsh -f
        zpty -w z 'PS1=""; autoload -Uz compinit; compinit -u -D; source %s; bindkey "^I" complete-word; \
        print ready-$((1+1))'
        while zpty -r z line; do [[ $line == *ready-2* ]] && break; done
        zpty -w -n z '%s'$'\\t'
        # The line editor answers in its own time: ask until it has put the word in.
        sleep 1
        zpty -w z $'\\x01print -r -- "<\\x05>"'
        while zpty -r z line; do print -rn -- $line; [[ $line == *">"* && $line == *"<"* ]] && break; done
        zpty -d z
        """
            .formatted(temp.resolve("_ringfence"), words);
    return run("zsh", "-f", "-c", script);
  }

  @Test
  void zshCompletesCommandsOptionsAndValues() throws IOException {
    assertEquals("", run("zsh", "-n", temp.resolve("_ringfence").toString()));
    assertTrue(zsh("ringfence index pul").contains("ringfence index pull"));
    assertTrue(zsh("ringfence scan --format sta").contains("--format statistics"));
    assertTrue(zsh("ringfence index add --role ba").contains("--role background"));
  }

  @Test
  void bashCompletesCommandsAndValues() throws IOException {
    String script = temp.resolve("ringfence.bash").toString();
    assertEquals("", run("bash", "-n", script));
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _complete_ringfence;"
            + " echo \"${COMPREPLY[@]}\"";
    assertTrue(
        run("bash", "-c", ask.formatted(script, "ringfence scan --format s")).contains("sarif"));
    assertTrue(run("bash", "-c", ask.formatted(script, "ringfence index pu")).contains("pull"));
  }

  @Test
  void anotherShellIsSaid() {
    Ringfence.Result result = Ringfence.run("completion", "tcsh");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("bash, zsh and fish"), result.err());
  }
}
