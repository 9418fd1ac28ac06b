package io.netsonde.trafficsim.sender;

/** Deadlines on a clock with an arbitrary origin: compared by difference only. */
final class Deadline {
  /** Stands for "nothing to do": far enough that waking then for nothing costs nothing. */
  static final long FAR_NANOS = 3_600_000_000_000L;

  private Deadline() {}

  static long sooner(long a, long b) {
    return a - b < 0 ? a : b;
  }

  static long later(long a, long b) {
    return a - b < 0 ? b : a;
  }

  static boolean reached(long deadline, long now) {
    return now - deadline >= 0;
  }
}
