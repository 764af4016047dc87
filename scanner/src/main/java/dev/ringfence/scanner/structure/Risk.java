package dev.ringfence.scanner.structure;

/// What makes a few lines dangerous whatever their shape.
public enum Risk {
  /// Memory by hand: allocation, copying of bytes, `unsafe`.
  MEMORY("memory by hand"),
  /// Atomics, locks, threads.
  CONCURRENCY("atomics or locks"),
  /// Equality of floating-point numbers, casts that narrow or reinterpret.
  NUMERIC("float equality or casts");

  private final String label;

  Risk(String label) {
    this.label = label;
  }

  /// Its name for a reader.
  public String label() {
    return label;
  }
}
