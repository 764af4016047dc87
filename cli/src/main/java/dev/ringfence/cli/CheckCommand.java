package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.report.CheckJson;
import dev.ringfence.scanner.report.CheckRenderer;
import dev.ringfence.scanner.report.MarkdownRenderer;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.PolicyChoice;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
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
  private static final int NEAREST = 3;
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

  @Option(names = "--language", paramLabel = "LANGUAGE", description = "The language of the code.")
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
    Optional<Language> forced = forcedLanguage();
    Wanted wanted = wanted();
    ChangeSource source = source(wanted.named());
    ScanRequest request =
        ScanRequest.of(
                ChangeResolver.resolve(
                    source,
                    new JudgementOptions(
                        PolicyChoice.FOUND, List.of(), Optional.empty(), Engines.today())))
            .in(forced);
    try (ScanEngine engine = Engines.open(wanted.index())) {
      ScanReport report = engine.scan(request, ScanProgress.NONE);
      List<ReportedFinding> nearest =
          report.findings().isEmpty() ? engine.nearest(request, NEAREST) : List.of();
      PrintWriter out = spec.commandLine().getOut();
      switch (shown) {
        case "json" -> out.print(CheckJson.write(report, nearest));
        case "markdown" -> out.print(new MarkdownRenderer().render(report));
        default -> text(engine, request, report, nearest, wanted, out);
      }
      out.flush();
      return report.exitStatus().code();
    }
  }

  private void text(
      ScanEngine engine,
      ScanRequest request,
      ScanReport report,
      List<ReportedFinding> nearest,
      Wanted wanted,
      PrintWriter out)
      throws IOException {
    CheckRenderer renderer = ReportFormats.check(COLUMNS, full);
    out.print(renderer.render(report, nearest, next(report, wanted)));
    if (full && !report.findings().isEmpty()) {
      String id = report.findings().getFirst().id();
      Optional<Explained> explained =
          engine.explain(request, finding -> finding.id().equals(id), _ -> false).found();
      explained.ifPresent(found -> out.print(renderer.tokens(found)));
    }
  }

  /// Commands that go on from here.
  private List<String> next(ScanReport report, Wanted wanted) {
    if (report.findings().isEmpty()) {
      return List.of();
    }
    String piped =
        wanted.named().equals("-") ? " --paste < CODE" : " --paste " + file(wanted.named());
    String lexer = " --language " + report.findings().getFirst().place().hunk().language();
    String index = Indexes.name(wanted.index());
    return List.of(
        "ringfence explain " + report.findings().getFirst().shortId() + " " + index + piped + lexer,
        "ringfence index show " + index + " " + report.findings().getFirst().origin().work());
  }

  private static String file(String named) {
    Matcher range = RANGE.matcher(named);
    return range.matches() && !Files.exists(Path.of(named)) ? range.group(1) : named;
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
      throw usage(
          "no index is named",
          "name one first, or set RINGFENCE_INDEX, or `index` in " + Settings.file());
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

  private ChangeSource source(String named) throws IOException {
    if (clip) {
      return piece("the clipboard", Clipboard.read());
    }
    if (named.equals("-")) {
      if ("1".equals(System.getenv("RINGFENCE_STDIN_TTY"))) {
        System.err.println("paste the code, then press Ctrl-D on a line of its own");
      }
      return piece("standard input", System.in.readAllBytes());
    }
    Matcher range = RANGE.matcher(named);
    if (!Files.exists(Path.of(named)) && range.matches()) {
      Path file = existing(range.group(1));
      int first = Integer.parseInt(range.group(2));
      int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
      return new ChangeSource.Stretch(
          new ChangeSource.Input(range.group(1), Files.readAllBytes(file)),
          at == null ? path(file) : at,
          first,
          last,
          Optional.of(repository));
    }
    Path file = existing(named);
    byte[] bytes = Files.readAllBytes(file);
    return isDiff(named, bytes)
        ? patch(named, bytes)
        : new ChangeSource.Stretch(
            new ChangeSource.Input(named, bytes),
            at == null ? path(file) : at,
            1,
            Integer.MAX_VALUE,
            Optional.of(repository));
  }

  private ChangeSource piece(String label, byte[] bytes) {
    return isDiff("", bytes)
        ? patch(label, bytes)
        : new ChangeSource.Stretch(
            new ChangeSource.Input(label, bytes),
            at == null ? label : at,
            1,
            Integer.MAX_VALUE,
            Optional.of(repository));
  }

  private ChangeSource patch(String label, byte[] bytes) {
    return new ChangeSource.Patches(
        List.of(new ChangeSource.Input(label, bytes)),
        OptionalInt.empty(),
        Optional.of(repository));
  }

  /// A diff by its name, or where none tells by its form.
  private static boolean isDiff(String name, byte[] bytes) {
    return name.matches(".*\\.(?:patch|diff)")
        || (name.isEmpty() && DIFF.matcher(SourceText.decode(bytes)).find());
  }

  /// The path as the repository has it: rings go by it.
  private String path(Path file) throws IOException {
    Path root = ChangeResolver.root(repository).toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(root)
        ? root.relativize(absolute).toString().replace('\\', '/')
        : file.toString();
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

  private Optional<Language> forcedLanguage() {
    if (language == null) {
      return Optional.empty();
    }
    Optional<Language> known = Language.ofId(language.toLowerCase(Locale.ROOT));
    if (known.isEmpty()) {
      throw usage(
          "`" + language + "` is no language that has a lexer",
          "use " + String.join(", ", Arrays.stream(Language.values()).map(Language::id).toList()));
    }
    return known;
  }

  private static RingfenceException usage(String message, String help) {
    return RingfenceException.usage(Diagnostic.of("usage/invalid-option", message, help));
  }
}
