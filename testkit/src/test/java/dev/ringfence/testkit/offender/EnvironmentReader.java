package dev.ringfence.testkit.offender;

final class EnvironmentReader {
  private EnvironmentReader() {}

  static String home() {
    return System.getenv("HOME");
  }
}
