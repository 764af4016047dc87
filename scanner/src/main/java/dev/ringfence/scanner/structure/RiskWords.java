package dev.ringfence.scanner.structure;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Names that give a risk away.
final class RiskWords {
  private static final Set<String> MEMORY =
      Set.of(
          "malloc",
          "calloc",
          "realloc",
          "free",
          "alloca",
          "memcpy",
          "memmove",
          "memset",
          "strcpy",
          "strncpy",
          "strcat",
          "sprintf",
          "unsafe",
          "reinterpret_cast",
          "placement_new",
          "transmute",
          "from_raw_parts",
          "sun.misc.Unsafe",
          "Unsafe",
          "MemorySegment",
          "as_strided",
          "ctypes",
          "from_address",
          "frombuffer");
  private static final Pattern MEMORY_FAMILY =
      Pattern.compile(
          "(Py(Mem|Object|DataMem)|npy)_(Raw)?(Malloc|Calloc|Realloc|Free|New|NEW)\\w*");

  private static final Set<String> CONCURRENCY =
      Set.of(
          "volatile",
          "synchronized",
          "_Atomic",
          "mutex",
          "Mutex",
          "RwLock",
          "nogil",
          "Lock",
          "RLock",
          "Semaphore",
          "ReentrantLock",
          "StampedLock",
          "VarHandle",
          "Thread",
          "threading",
          "ConcurrentHashMap");
  private static final Pattern CONCURRENCY_FAMILY =
      Pattern.compile(
          "(?:__)?atomic_\\w+|__sync_\\w+|Atomic[A-Z]\\w*|pthread_\\w+|omp_\\w+|\\w+_(?:un)?lock|\\w*[mM]utex\\w*|(?:NPY|Py)_(?:BEGIN|END)_(?:ALLOW_)?THREADS\\w*");

  private RiskWords() {}

  static Optional<Risk> of(String word) {
    if (MEMORY.contains(word) || MEMORY_FAMILY.matcher(word).matches()) {
      return Optional.of(Risk.MEMORY);
    }
    if (CONCURRENCY.contains(word) || CONCURRENCY_FAMILY.matcher(word).matches()) {
      return Optional.of(Risk.CONCURRENCY);
    }
    return Optional.empty();
  }

  /// Whether a number is written as a floating-point one.
  static boolean isFloat(String number) {
    String digits = number.startsWith("0x") || number.startsWith("0X") ? "" : number;
    return !digits.isEmpty()
        && Character.isDigit(digits.charAt(digits.charAt(0) == '.' && digits.length() > 1 ? 1 : 0))
        && (digits.indexOf('.') >= 0
            || digits.indexOf('e') > 0
            || digits.indexOf('E') > 0
            || digits.endsWith("f"));
  }
}
