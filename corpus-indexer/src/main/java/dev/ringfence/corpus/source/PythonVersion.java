package dev.ringfence.corpus.source;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of a Python package, ordered as PEP 440 says: 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 = 1.0.0
/// < 1.0.post1 < 1!0.1.
///
/// @param epoch 0 where none is written
/// @param release its numbers, without final zeros
/// @param stage 0 alpha, 1 beta, 2 candidate, 3 none of them, -1 a development release of a final
/// @param stageNumber which one
/// @param post -1 where it is none
/// @param dev -1 where it is none
/// @param local after `+`; empty where there is none
record PythonVersion(
    BigInteger epoch,
    List<BigInteger> release,
    int stage,
    BigInteger stageNumber,
    BigInteger post,
    BigInteger dev,
    String local)
    implements Comparable<PythonVersion> {
  private static final int NO_STAGE = 3;
  private static final BigInteger NONE = BigInteger.ONE.negate();
  private static final int MAX_LENGTH = 200;

  /// PEP 440, appendix B.
  private static final Pattern SYNTAX =
      Pattern.compile(
          "v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)"
              + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?"
              + "(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?"
              + "(?:[-_.]?(dev)[-_.]?([0-9]+)?)?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  PythonVersion {
    release = List.copyOf(release);
  }

  /// Reads a version; empty for what is none.
  static Optional<PythonVersion> parse(String text) {
    Matcher parts = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (text.length() > MAX_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    List<BigInteger> release = new ArrayList<>();
    for (String number : parts.group(2).split("\\.", -1)) {
      release.add(new BigInteger(number));
    }
    while (release.size() > 1 && release.getLast().signum() == 0) {
      release.removeLast();
    }
    boolean isPost = parts.group(5) != null || parts.group(6) != null;
    BigInteger post =
        isPost ? number(parts.group(5) != null ? parts.group(5) : parts.group(7)) : NONE;
    BigInteger dev = parts.group(8) == null ? NONE : number(parts.group(9));
    int stage =
        switch (parts.group(3)) {
          case null -> dev.signum() >= 0 && !isPost ? -1 : NO_STAGE;
          case "a", "alpha" -> 0;
          case "b", "beta" -> 1;
          default -> 2;
        };
    return Optional.of(
        new PythonVersion(
            number(parts.group(1)),
            release,
            stage,
            number(parts.group(4)),
            post,
            dev,
            parts.group(10) == null ? "" : parts.group(10).replaceAll("[-_]", ".")));
  }

  private static BigInteger number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }

  /// Whether it comes before a final release.
  boolean isPrerelease() {
    return stage < NO_STAGE || dev.signum() >= 0;
  }

  /// Whether it is what `==` asks for: a local part counts only where one is asked for.
  boolean isWanted(PythonVersion wanted) {
    return PUBLIC.compare(this, wanted) == 0
        && (wanted.local().isEmpty() || wanted.local().equals(local));
  }

  private static int compareReleases(PythonVersion a, PythonVersion b) {
    int common = Math.min(a.release.size(), b.release.size());
    for (int i = 0; i < common; i++) {
      int order = a.release.get(i).compareTo(b.release.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.release.size(), b.release.size());
  }

  private static final Comparator<PythonVersion> PUBLIC =
      Comparator.comparing(PythonVersion::epoch)
          .thenComparing(PythonVersion::compareReleases)
          .thenComparingInt(PythonVersion::stage)
          .thenComparing(PythonVersion::stageNumber)
          .thenComparing(PythonVersion::post)
          // A development release comes before what it develops.
          .thenComparing(version -> version.dev.signum() < 0)
          .thenComparing(PythonVersion::dev);

  private static final Comparator<PythonVersion> ALL =
      PUBLIC.thenComparing(PythonVersion::local, PythonVersion::compareLocal);

  private static int compareLocal(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean numbers = left[i].matches("[0-9]+") && right[i].matches("[0-9]+");
      boolean mixed = left[i].matches("[0-9]+") != right[i].matches("[0-9]+");
      int order =
          numbers
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              // Numbers come after words.
              : mixed ? (left[i].matches("[0-9]+") ? 1 : -1) : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  @Override
  public int compareTo(PythonVersion other) {
    return ALL.compare(this, other);
  }
}
