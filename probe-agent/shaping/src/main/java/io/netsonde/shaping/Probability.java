package io.netsonde.shaping;

/** Checks what the records of this package have in common. */
final class Probability {
  private Probability() {}

  static void check(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " is a probability from 0 to 1, not " + value);
    }
  }
}
