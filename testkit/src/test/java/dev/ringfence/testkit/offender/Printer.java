package dev.ringfence.testkit.offender;

final class Printer {
  private Printer() {}

  static void say(String what) {
    System.out.println(what);
  }
}
