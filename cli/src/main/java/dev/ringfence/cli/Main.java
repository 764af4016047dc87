package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.cli.IndexCommand;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.diagnostic.VisibleWriter;
import dev.ringfence.corpus.toml.TomlFile;
import dev.ringfence.scanner.scan.Build;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command line: `ringfence`.
@Command(
    name = "ringfence",
    versionProvider = Main.Version.class,
    description = {
      "Tells whether a change looks like copyleft code, where that code came from, how sure that"
          + " is, and whether it matters where it lands."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence demo                                   see it work on two real works",
      "  ringfence index add corpus debian:gsl            index the source of a Debian package",
      "  ringfence scan corpus change.patch               scan a patch",
      "  ringfence scan corpus --diff main..HEAD          scan the commits of a branch",
      "  ringfence audit corpus . --out audit             audit the whole history",
      "  ringfence policy explain numpy/linalg/linalg.py  show which ring a path lies in, and why",
      "",
      "Exit status: 0 nothing at or above the fail level, 1 findings, 2 usage or configuration,",
      "3 not everything could be checked."
    })
public final class Main implements Callable<Integer> {
  /// Lucene logs a hint about vector instructions, of no use to anyone here. Held, since loggers
  /// that nobody holds lose their level.
  private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show a stack trace with an error.")
  boolean debug;

  @Option(
      names = "--color",
      completionCandidates = Choices.When.class,
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto (default), always or never; NO_COLOR and FORCE_COLOR are honored.")
  void color(String when) {
    if (!Colors.isKnown(when)) {
      throw new ParameterException(
          spec.commandLine(), "`" + when + "` is no value for --color: use auto, always or never");
    }
  }

  private static final List<Class<?>> COMMANDS =
      List.of(
          InitCommand.class,
          IndexCommand.class,
          ScanCommand.class,
          CheckCommand.class,
          AuditCommand.class,
          ExplainCommand.class,
          WaiveCommand.class,
          PolicyCommand.class,
          BlastCommand.class,
          ReportCommand.class,
          ReceiptCommand.class,
          AttestCommand.class,
          ProvenanceCommand.class,
          ReplayCommand.class,
          GuideCommand.class,
          HookCommand.class,
          McpCommand.class,
          CommitMessageCommand.class,
          ServeCommand.class,
          CompletionCommand.class,
          DemoCommand.class);

  /// The command line.
  public Main() {}

  /// The command line with all commands, as manual and completion describe it.
  public static CommandLine commandLine() {
    return commandLine(new Main(), COMMANDS);
  }

  /*
   * Reading the annotations of all commands takes longer than most runs need for the rest. Only the
   * command that is called is read; of the others a list of commands needs name and description.
   */
  private static CommandLine commandLine(Main main, List<Class<?>> wanted) {
    CommandLine line = new CommandLine(main);
    for (Class<?> command : COMMANDS) {
      Command described = command.getAnnotation(Command.class);
      if (wanted.contains(command)) {
        line.addSubcommand(described.name(), CommandSpec.forAnnotatedObject(command));
      } else {
        CommandSpec brief = CommandSpec.create().name(described.name());
        brief.usageMessage().description(described.description());
        line.addSubcommand(described.name(), brief);
      }
    }
    return line;
  }

  private static List<Class<?>> called(String[] arguments) {
    return COMMANDS.stream()
        .filter(command -> List.of(arguments).contains(command.getAnnotation(Command.class).name()))
        .toList();
  }

  /// The version that the build wrote into the jar.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ringfence " + Build.version(), "commit " + Build.commit()};
    }
  }

  /*
   * Made before anything can run out. Without a status of our own an Error would end the process with 1,
   * which says "findings".
   */
  private static final byte[] LAST_WORDS =
      "error[internal/fault]: the virtual machine failed; what was asked for is not done\n"
          .getBytes(StandardCharsets.UTF_8);

  private static volatile boolean strayFault;

  /// Runs the command line and ends the process.
  public static void main(String[] arguments) {
    int status = ExitStatus.INCOMPLETE.code();
    try {
      Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
        // A thread that nobody waits for: its work is missing from the result.
        strayFault = true;
        System.err.print(FaultDiagnostic.of(fault).render("error"));
      });
      status =
          run(
              arguments,
              new BufferedWriter(
                  new OutputStreamWriter(
                      new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
      if (strayFault) {
        status = ExitStatus.INCOMPLETE.code();
      }
    } catch (Throwable fault) {
      lastWords();
    }
    System.exit(status);
  }

  private static void lastWords() {
    try {
      new FileOutputStream(FileDescriptor.err).write(LAST_WORDS);
    } catch (IOException nobodyListens) {
      // The exit status says it.
    }
  }

  /// Runs the command line; returns the exit status. Results go to `out`, all else to standard
  /// error. Whatever goes wrong has one message and a status.
  @SuppressWarnings("ClosingStandardOutputStreams") // its close is a flush
  public static int run(String[] arguments, Writer out) {
    Main main = new Main();
    try (PrintWriter err =
        new PrintWriter(
            new VisibleWriter(
                new OutputStreamWriter(System.err, StandardCharsets.UTF_8) {
                  @Override
                  public void close() throws IOException {
                    flush();
                  }
                },
                false),
            true)) {
      try {
        return main.execute(arguments, out, err);
      } catch (Throwable fault) {
        return main.failed(fault, err);
      }
    } catch (Throwable outOfMemory) {
      lastWords();
      return ExitStatus.INCOMPLETE.code();
    }
  }

  private @Nullable VisibleWriter shown;

  private int execute(String[] arguments, Writer out, PrintWriter err) {
    LUCENE.setLevel(Level.SEVERE);
    String[] said = helpFirst(arguments);
    CommandLine line = commandLine(this, called(said));
    Colors.read(said);
    boolean color = Colors.isOn();
    VisibleWriter written = new VisibleWriter(out, color);
    shown = written;
    PrintWriter results = new PrintWriter(written);
    line.setOut(results);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Math.clamp(ReportFormats.columns(80), 60, 100));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            color ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setDefaultValueProvider(Main::usualIndex);
    line.setParameterExceptionHandler(Main::usageError);
    line.setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, command.getErr()));
    // What fails outside of a command, as help does, would be a stack trace and status 1.
    line.setExecutionStrategy(parsed -> {
      try {
        return new CommandLine.RunLast().execute(parsed);
      } catch (CommandLine.PicocliException reported) {
        throw reported;
      } catch (RuntimeException fault) {
        return failed(fault, err);
      }
    });
    line.setExitCodeExceptionMapper(_ -> ExitStatus.INCOMPLETE.code());
    int status = line.execute(said);
    results.flush();
    if (written.fault().isPresent()) {
      err.print(FaultDiagnostic.ofOutput(written.fault().get()).render("error"));
      err.flush();
      return ExitStatus.INCOMPLETE.code();
    }
    return status;
  }

  /// The index that is meant where a command takes one and none is named, and nothing follows it.
  private static @Nullable String usualIndex(CommandLine.Model.ArgSpec argument)
      throws IOException {
    // Not `required()`, which asks this.
    return argument.isPositional()
            && argument.arity().min() > 0
            && argument.paramLabel().equals("INDEX")
        ? Settings.index().map(Path::toString).orElse(null)
        : null;
  }

  /// `help COMMAND...` is `COMMAND... --help`, and `help` alone `--help`.
  private static String[] helpFirst(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] turned = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    turned[turned.length - 1] = "--help";
    return turned;
  }

  /// Prints lines that are meant as commands of a job's log.
  void printCommands(String text) {
    Objects.requireNonNull(shown).writeCommands(text);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitStatus.USAGE.code();
  }

  /// What was meant instead of a word that is unknown: the library knows commands, not options.
  private static List<String> suggestions(
      CommandLine command, CommandLine.UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().getFirst();
    if (!word.startsWith("--")) {
      return unmatched.getSuggestions();
    }
    Set<String> known = new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    known.removeIf(name -> !name.startsWith("--"));
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    return List.of(TomlFile.nearest(name, known));
  }

  private static int usageError(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    String message = String.valueOf(fault.getMessage());
    List<String> near =
        fault instanceof CommandLine.UnmatchedArgumentException unmatched
            ? suggestions(command, unmatched)
            : List.of();
    String text =
        message.isEmpty()
            ? message
            : message.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + message.substring(1);
    String help =
        near.isEmpty()
            ? "see `" + command.getCommandSpec().qualifiedName() + " --help`"
            : "did you mean `" + String.join("` or `", near) + "`?";
    command.getErr().print(Diagnostic.of("usage/invalid-arguments", text, help).render("error"));
    command.getErr().flush();
    return ExitStatus.USAGE.code();
  }

  private int failed(Throwable fault, PrintWriter err) {
    ExitStatus status =
        fault instanceof RingfenceException known ? known.status() : ExitStatus.INCOMPLETE;
    err.print(FaultDiagnostic.of(fault).render("error"));
    if (debug) {
      fault.printStackTrace(err);
    }
    err.flush();
    return status.code();
  }
}
