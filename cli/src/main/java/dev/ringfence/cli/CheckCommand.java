package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.server.client.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `ringfence check`: one suspicious piece of code.
@Command(
    name = "check",
    description = {
      "Check one piece of code: paste it, name a file, or lines of one. The verdict comes first, in"
          + " words, then where the code is from, how sure that is, both sides, and what to do next.",
      "",
      "INDEX may be left out where RINGFENCE_INDEX or `index` in the user's settings"
          + " (~/.config/ringfence/config.toml) names one. A diff is told by its form."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence check corpus src/lu.c:10-40",
      "  ringfence check corpus - --at numpy/linalg/lu.c < suspicious.txt",
      "  ringfence check --clip --language c",
      "",
      "Exit status: 0 nothing that fails a scan, 1 something does, 2 usage, 3 not everything could be"
          + " checked."
    })
public final class CheckCommand implements Callable<Integer> {
  private static final Pattern RANGE =
      Pattern.compile("(.+?):([1-9][0-9]{0,7})(?:-([1-9][0-9]{0,7}))?");
  private static final Pattern DIFF = Pattern.compile("(?m)^(?:diff --git |@@ -[0-9]|--- \\S)");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int COLUMNS = 80;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      arity = "0..2",
      paramLabel = "[INDEX] [FILE[:10-40]|-]",
      description = "The folder of the index; a file, lines of one, or `-` for standard input.")
  List<String> arguments = new ArrayList<>();

  @Option(names = "--clip", description = "Check what the clipboard holds.")
  boolean clip;

  @Option(
      names = "--at",
      paramLabel = "PATH",
      description = "Judge it as if it stood in this file: its ring, and its language by the name.")
  @Nullable String at;

  @Option(
      names = "--language",
      completionCandidates = Choices.Languages.class,
      paramLabel = "LANGUAGE",
      description = "The language of the code.")
  @Nullable String language;

  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description = "Where the policy is looked for (default: here).")
  Path repository = Path.of(".");

  @Option(names = "--full", description = "Show all lines, and each token with what it adds.")
  boolean full;

  @Option(
      names = "--format",
      completionCandidates = Choices.CheckFormat.class,
      paramLabel = "FORMAT",
      description = "text (default), json, or markdown to paste into a pull request.")
  String format = "text";

  @Option(names = "--json", description = "The same as --format json.")
  boolean json;

  @Option(names = "--markdown", description = "The same as --format markdown.")
  boolean markdown;

  /// The command.
  public CheckCommand() {}

  /// What is checked.
  ///
  /// @param index the folder of the index
  /// @param named the file, lines of one, or `-`; as it was named
  private record Wanted(Path index, String named) {}

  @Override
  public Integer call() throws IOException {
    String shown = json ? "json" : markdown ? "markdown" : format.toLowerCase(Locale.ROOT);
    if (!List.of("text", "json", "markdown").contains(shown)) {
      throw usage("`" + format + "` is no format", "use `text`, `json` or `markdown`");
    }
    String forced = forcedLanguage();
    Wanted wanted = wanted();
    CheckQuestion question = question(wanted, forced, shown);
    CheckQuestion.Answer answer = answer(wanted.index(), question);
    PrintWriter out = spec.commandLine().getOut();
    out.print(answer.out());
    out.flush();
    if (!answer.err().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.print(answer.err());
      err.flush();
    }
    return answer.status();
  }

  private static CheckQuestion.Answer answer(Path index, CheckQuestion question)
      throws IOException {
    Optional<RunningServer> server = LocalServer.over(index);
    if (server.isPresent()) {
      Optional<byte[]> answered =
          LocalServer.run(server.get(), "check", JSON.writeValueAsBytes(question));
      if (answered.isPresent()) {
        return JSON.readValue(answered.get(), CheckQuestion.Answer.class);
      }
    }
    try (ScanEngine engine = Engines.open(index)) {
      return question.answer(engine);
    }
  }

  /// The command as a server runs it. What goes wrong is answered as it would be said here.
  static byte[] serve(ScanEngine engine, byte[] question) {
    CheckQuestion.Answer answer;
    try {
      answer = JSON.readValue(question, CheckQuestion.class).answer(engine);
    } catch (RingfenceException fault) {
      answer =
          new CheckQuestion.Answer(
              fault.status().code(), "", FaultDiagnostic.of(fault).render("error"));
    } catch (IOException | RuntimeException | StackOverflowError fault) {
      answer =
          new CheckQuestion.Answer(
              ExitStatus.INCOMPLETE.code(), "", FaultDiagnostic.of(fault).render("error"));
    }
    return JSON.writeValueAsBytes(answer);
  }

  private Wanted wanted() throws IOException {
    List<String> left = new ArrayList<>(arguments);
    Optional<Path> index = Optional.empty();
    if (!left.isEmpty() && isIndex(left.getFirst(), left.size() == 2)) {
      index = Optional.of(Path.of(left.removeFirst()));
    }
    if (index.isEmpty()) {
      index = Settings.index();
    }
    if (index.isEmpty()) {
      index = LocalServer.find().map(server -> Path.of(server.index()));
    }
    if (index.isEmpty()) {
      throw usage(
          "no index is named",
          "name one first, or set RINGFENCE_INDEX, or `index` in "
              + Settings.file()
              + "; or let `ringfence serve INDEX` run");
    }
    if (clip && !left.isEmpty()) {
      throw usage("--clip goes without a file", "leave out one of them");
    }
    if (left.size() > 1) {
      throw usage("more than one file is named", "check one after the other, or scan a patch");
    }
    return new Wanted(index.get(), left.isEmpty() ? "-" : left.getFirst());
  }

  private static boolean isIndex(String name, boolean first) throws IOException {
    return first || (!name.equals("-") && Indexes.exists(Path.of(name)));
  }

  /// The code that is meant.
  ///
  /// @param label what messages call it
  /// @param file the file that it is from; empty where it is from none
  private record Piece(String label, byte[] code, boolean diff, String file, int first, int last) {}

  private CheckQuestion question(Wanted wanted, String forced, String shown) throws IOException {
    Piece piece = piece(wanted.named());
    return new CheckQuestion(
        Indexes.name(wanted.index()),
        wanted.named(),
        piece.label(),
        piece.code(),
        piece.diff(),
        piece.file(),
        at == null ? "" : at,
        piece.first(),
        piece.last(),
        repository.toAbsolutePath().normalize().toString(),
        forced,
        Engines.today().toString(),
        new CheckQuestion.Shown(
            shown, full, ReportFormats.columns(COLUMNS), ReportFormats.isColored()));
  }

  private Piece piece(String named) throws IOException {
    if (clip) {
      return piece("the clipboard", "", Clipboard.read());
    }
    if (named.equals("-")) {
      if ("1".equals(System.getenv("RINGFENCE_STDIN_TTY"))) {
        System.err.println("paste the code, then press Ctrl-D on a line of its own");
      }
      return piece("standard input", "", System.in.readAllBytes());
    }
    Matcher range = RANGE.matcher(named);
    if (!Files.exists(Path.of(named)) && range.matches()) {
      Path file = existing(range.group(1));
      int first = Integer.parseInt(range.group(2));
      int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
      return new Piece(
          range.group(1),
          Files.readAllBytes(file),
          false,
          file.toAbsolutePath().toString(),
          first,
          last);
    }
    Path file = existing(named);
    return piece(named, file.toAbsolutePath().toString(), Files.readAllBytes(file));
  }

  private static Piece piece(String label, String file, byte[] code) {
    boolean diff = isDiff(file.isEmpty() ? "" : label, code);
    return new Piece(label, code, diff, file, 1, Integer.MAX_VALUE);
  }

  /// A diff by its name, or where none tells by its form.
  private static boolean isDiff(String name, byte[] bytes) {
    return name.matches(".*\\.(?:patch|diff)")
        || (name.isEmpty() && DIFF.matcher(SourceText.decode(bytes)).find());
  }

  private static Path existing(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "check/not-found",
              "there is no file `" + name + "`",
              "check the path; lines are named as FILE:10-40"));
    }
    return file;
  }

  private String forcedLanguage() {
    if (language == null) {
      return "";
    }
    return Choices.language(language)
        .map(Language::id)
        .orElseThrow(() ->
            usage(
                "`" + language + "` is no language that has a lexer",
                "use "
                    + String.join(
                        ", ", Arrays.stream(Language.values()).map(Language::id).toList())));
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
