package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Whether and how the prompts of kept records are asked again, `[replay]` in the policy.
///
/// @param enabled whether the project wants it at all
/// @param provider who is asked
/// @param model the model's name as it is sent
/// @param sampling what is sent beside the prompt
/// @param samples how often each prompt is asked
/// @param context what a prompt goes out with
/// @param budget what one run may spend
/// @param patience how long the provider is waited for
/// @param validations what is run on the merged and on the replayed tree
/// @param network whether that may use the network
/// @param forbidden the rings whose code is not replayed
public record ReplaySettings(
    boolean enabled,
    Provider provider,
    Optional<String> model,
    Sampling sampling,
    int samples,
    Context context,
    Budget budget,
    Patience patience,
    List<Validation> validations,
    boolean network,
    Set<Ring> forbidden) {
  /// Without a table nothing is replayed.
  public static final ReplaySettings OFF =
      new ReplaySettings(
          false,
          new None(),
          Optional.empty(),
          new Sampling(OptionalDouble.empty(), OptionalLong.empty(), 4096),
          3,
          Context.CHANGED,
          new Budget(30, 300_000, Duration.ofHours(1)),
          new Patience(Duration.ofMinutes(5), 4, Duration.ofSeconds(1)),
          List.of(),
          false,
          Set.of());

  public ReplaySettings {
    validations = List.copyOf(validations);
    forbidden = Set.copyOf(forbidden);
  }

  /// Who is asked.
  public sealed interface Provider {
    /// Its name in a policy.
    String id();
  }

  /// Nobody: the policy names none.
  public record None() implements Provider {
    @Override
    public String id() {
      return "none";
    }
  }

  /// An endpoint that speaks the protocol of chat completions.
  ///
  /// @param endpoint its address, up to before `/chat/completions`
  /// @param keyEnv the name of the environment variable that holds the key; empty for none
  public record OpenAiChat(String endpoint, Optional<String> keyEnv) implements Provider {
    @Override
    public String id() {
      return "openai-chat";
    }
  }

  /// A program that reads the prompt on standard input and writes the answer on standard output.
  ///
  /// @param argv the program and its arguments; no shell reads them
  public record Command(List<String> argv) implements Provider {
    public Command {
      argv = List.copyOf(argv);
    }

    @Override
    public String id() {
      return "command";
    }
  }

  /// A folder of answers that were given before.
  ///
  /// @param folder the folder, from the repository's root
  public record Recorded(String folder) implements Provider {
    @Override
    public String id() {
      return "recorded";
    }
  }

  /// What is sent beside the prompt.
  ///
  /// @param temperature the temperature; empty for the provider's own
  /// @param seed the seed of the first sample, one more for each further one; empty for none
  /// @param maxTokens the longest answer, in tokens
  public record Sampling(OptionalDouble temperature, OptionalLong seed, int maxTokens) {}

  /// What a prompt goes out with.
  public enum Context {
    /// Nothing but how to answer.
    NONE,
    /// The files that the change touched, as they were before it.
    CHANGED;

    /// Its name in a policy.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What one run may spend.
  ///
  /// @param requests how often the provider is asked, repetitions included
  /// @param tokens how many tokens go to it and come back
  /// @param time how long the run goes on asking
  public record Budget(int requests, long tokens, Duration time) {}

  /// How long the provider is waited for.
  ///
  /// @param timeout how long one answer may take
  /// @param retries how often the same is asked again after a fault that may pass
  /// @param backoff how long to wait before the first time; twice as long before each further one
  public record Patience(Duration timeout, int retries, Duration backoff) {}

  /// A command that is run on the merged and on the replayed tree.
  ///
  /// @param name what reports call it
  /// @param argv the program and its arguments; no shell reads them
  /// @param limits what it may use
  /// @param junit globs of the JUnit XML files that it writes
  /// @param passEnv the environment variables that it gets beside the usual ones
  /// @param benchmark what it measures; empty for a test
  public record Validation(
      String name,
      List<String> argv,
      Limits limits,
      List<String> junit,
      List<String> passEnv,
      Optional<Benchmark> benchmark) {
    public Validation {
      argv = List.copyOf(argv);
      junit = List.copyOf(junit);
      passEnv = List.copyOf(passEnv);
    }
  }

  /// What a command may use.
  ///
  /// @param time how long it may run
  /// @param memoryMb how much memory each of its processes may take, in MB; 0 for any
  /// @param outputKb how much it may print, in KB
  public record Limits(Duration time, int memoryMb, int outputKb) {}

  /// What a benchmark's output says.
  ///
  /// @param metric finds a figure in it; its first group is the number
  /// @param lowerIsBetter whether a lower figure is better
  /// @param tolerance the share by which it may be worse
  public record Benchmark(Pattern metric, boolean lowerIsBetter, double tolerance) {}
}
