package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ringfence.corpus.toml.TomlFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// `validate` of `[replay]`: the commands that each tree is put through, in the short form or a
/// table each.
final class ValidationTable {
  private static final Set<String> VALIDATE =
      Set.of(
          "name",
          "command",
          "timeout",
          "memory_mb",
          "output_kb",
          "junit",
          "pass_env",
          "metric",
          "better",
          "tolerance");

  private final TomlFile file;
  private final TomlTable table;
  private final ReplayValues values;

  /// @param table `[replay]`
  ValidationTable(TomlFile file, TomlTable table) {
    this.file = file;
    this.table = table;
    this.values = new ReplayValues(file);
  }

  /// The commands of `[replay]`, in file order.
  List<ReplaySettings.Validation> validations() {
    List<ReplaySettings.Validation> validations = new ArrayList<>();
    if (table.get(List.of("validate")) instanceof TomlArray array
        && array.size() > 0
        && array.get(0) instanceof TomlArray) {
      // The short form: `validate = [["make", "test"]]`.
      for (Object each : array.toList()) {
        List<String> argv = new ArrayList<>();
        if (each instanceof TomlArray words) {
          words
              .toList()
              .forEach(word -> {
                if (word instanceof String text) {
                  argv.add(text);
                }
              });
        }
        if (argv.isEmpty()
            || argv.size() != (each instanceof TomlArray words ? words.size() : -1)) {
          throw file.fault(
              table,
              "validate",
              "`validate` holds something that is no command",
              "write `validate = [[\"PROGRAM\", \"ARGUMENT\"]]`, or `[[replay.validate]]`");
        }
        validations.add(
            new ReplaySettings.Validation(
                String.join(" ", argv),
                argv,
                limits(null),
                List.of(),
                List.of(),
                Optional.empty()));
      }
      return validations;
    }
    for (TomlTable each : file.tables(table, "validate")) {
      file.checkKeys(each, "replay.validate.", VALIDATE);
      int line = file.line(each);
      List<String> argv = file.strings(each, "command");
      if (argv.isEmpty() || argv.getFirst().isBlank()) {
        throw file.fault(
            line,
            "a validation has no `command`",
            "add `command = [\"PROGRAM\", \"ARGUMENT\"]`; no shell reads it");
      }
      List<String> passEnv = file.strings(each, "pass_env");
      for (String name : passEnv) {
        if (!name.matches(ReplayValues.VARIABLE)) {
          throw file.fault(
              each,
              "pass_env",
              "`" + name + "` is no name of an environment variable",
              "name the variable, without a value");
        }
      }
      validations.add(
          new ReplaySettings.Validation(
              file.string(each, "name").orElse(String.join(" ", argv)),
              argv,
              limits(each),
              file.strings(each, "junit"),
              passEnv,
              benchmark(each)));
    }
    return validations;
  }

  private ReplaySettings.Limits limits(@org.jspecify.annotations.Nullable TomlTable each) {
    Duration time = Duration.ofMinutes(10);
    return each == null
        ? new ReplaySettings.Limits(time, 4096, 1024)
        : new ReplaySettings.Limits(
            values.seconds(each, "timeout", time),
            (int) file.number(each, "memory_mb", 4096, 1_000_000),
            values.atLeastOne(each, "output_kb", 1024, 1_000_000));
  }

  private Optional<ReplaySettings.Benchmark> benchmark(TomlTable each) {
    Optional<String> metric = file.string(each, "metric");
    if (metric.isEmpty()) {
      for (String key : List.of("better", "tolerance")) {
        if (each.contains(key)) {
          throw file.fault(
              each,
              key,
              "`" + key + "` says nothing without a `metric`",
              "add `metric = 'time: ([0-9.]+)'`");
        }
      }
      return Optional.empty();
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(metric.get());
    } catch (PatternSyntaxException e) {
      throw file.fault(
          each,
          "metric",
          "`" + metric.get() + "` is no regular expression: " + e.getDescription(),
          "mend it; the syntax is that of RE2, without backreferences and look-around");
    }
    if (pattern.groupCount() < 1) {
      throw file.fault(
          each,
          "metric",
          "`" + metric.get() + "` has no group for the figure",
          "put it in parentheses: `metric = 'time: ([0-9.]+)'`");
    }
    return Optional.of(
        new ReplaySettings.Benchmark(
            pattern,
            values.word(each, "better", "lower", "higher", true),
            file.number(each, "tolerance", 0.1, 10)));
  }
}
