package dev.ringfence.corpus.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was seen of an archive beside the files that were taken.
final class ArchiveLog {
  private static final Instant FIRST_CREDIBLE = Instant.parse("1990-01-01T00:00:00Z");

  /// How many refused entries a warning names.
  private static final int NAMED = 3;

  private final Map<String, List<String>> refused = new TreeMap<>();
  private @Nullable Instant newest;

  /// Forgets what was refused.
  void clear() {
    refused.clear();
  }

  /// Notes an entry that is not taken.
  void refuse(String path, String why) {
    String shown =
        path.codePoints()
            .limit(120)
            .collect(
                StringBuilder::new,
                (out, c) -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c),
                StringBuilder::append)
            .toString();
    refused.computeIfAbsent(why, key -> new ArrayList<>()).add(shown);
  }

  /// Notes when an entry was written.
  void sawDate(@Nullable Instant date) {
    if (date != null
        && date.isAfter(FIRST_CREDIBLE)
        && date.isBefore(Instant.now())
        && (newest == null || date.isAfter(newest))) {
      newest = date;
    }
  }

  /// How many entries were refused.
  int refused() {
    return refused.values().stream().mapToInt(List::size).sum();
  }

  /// The day of the newest entry.
  Optional<String> newest() {
    return Optional.ofNullable(newest)
        .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC).toString());
  }

  /// What was refused and why, for a reader.
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    refused.forEach((why, names) ->
        warnings.add(
            String.format(
                Locale.ROOT,
                "%,d entries with %s: %s%s",
                names.size(),
                why,
                String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
                names.size() > NAMED ? ", ..." : "")));
    return warnings;
  }
}
