package dev.ringfence.scanner.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.cli.IndexCommand;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
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
      "Tells whether a change looks like copyleft code, where that code came from, how sure that is,"
          + " and whether it matters where it lands."
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

  private static final List<Class<?>> COMMANDS =
      List.of(
          IndexCommand.class,
          ScanCommand.class,
          ExplainCommand.class,
          WaiveCommand.class,
          PolicyCommand.class,
          BlastCommand.class,
          ReceiptCommand.class,
          CommitMessageCommand.class,
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
      return new String[] {"ringfence " + text()};
    }

    static String text() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(development)" : version;
    }
  }

  /// Runs the command line and ends the process.
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    int status = run(arguments, new PrintWriter(out, false, StandardCharsets.UTF_8));
    out.flush();
    System.exit(status);
  }

  /// Runs the command line; returns the exit status. Results go to `out`, all else to standard
  /// error.
  public static int run(String[] arguments, PrintWriter out) {
    LUCENE.setLevel(Level.SEVERE);
    Main main = new Main();
    CommandLine line = commandLine(main, called(arguments));
    line.setOut(out);
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    boolean color =
        "1".equals(System.getenv("RINGFENCE_STDOUT_TTY")) && System.getenv("NO_COLOR") == null;
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            color ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(Main::usageError);
    line.setExecutionExceptionHandler(
        (fault, command, parsed) -> main.failed(fault, command.getErr()));
    int status = line.execute(arguments);
    out.flush();
    return status;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitStatus.USAGE.code();
  }

  private static int usageError(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    String message = String.valueOf(fault.getMessage());
    List<String> near =
        fault instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
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

  private static boolean isAbout(IOException fault, String words) {
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }

  private int failed(Exception fault, PrintWriter err) {
    ExitStatus status =
        fault instanceof RingfenceException known ? known.status() : ExitStatus.INCOMPLETE;
    Diagnostic diagnostic =
        switch (fault) {
          case RingfenceException known -> known.diagnostic();
          case IOException full when isAbout(full, "No space left on device") ->
              Diagnostic.of(
                  "io/disk-full",
                  "the disk is full; what was there before is as it was",
                  "make room, or name a folder on another disk, and run the command again");
          case IOException locked when isAbout(locked, "Read-only file system") ->
              Diagnostic.of(
                  "io/read-only",
                  "cannot write to a read-only file system: " + locked.getMessage(),
                  "name a folder that can be written");
          case AccessDeniedException denied ->
              Diagnostic.of(
                  "io/denied",
                  "no permission: `" + denied.getFile() + "`",
                  "check its owner and mode");
          case FileSystemException file ->
              Diagnostic.of(
                  "io/failed",
                  "cannot use `"
                      + file.getFile()
                      + "`: "
                      + (file.getReason() == null
                          ? file.getClass().getSimpleName()
                          : file.getReason()),
                  "check the path and the space left on the disk");
          case IOException io ->
              Diagnostic.of(
                  "io/failed",
                  String.valueOf(io.getMessage()),
                  "check the disk and run the command again");
          default ->
              Diagnostic.of(
                  "internal/fault",
                  fault.getClass().getSimpleName()
                      + ": "
                      + fault.getMessage()
                      + "; nothing was checked",
                  "please report this with the output of the same command and --debug");
        };
    err.print(diagnostic.render("error"));
    if (debug) {
      fault.printStackTrace(err);
    }
    err.flush();
    return status.code();
  }
}
