package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.ClockErrorWatch;

/**
 * The largest error of this host's clock while a session's packets came, since the report before
 * the last: so that it covers the cycle reported, whose packets came between the two and shortly
 * before, and is no smaller when the same is asked again.
 */
final class ClockErrorPeriods {
  private static final int NANOS_PER_MICRO = 1_000;
  private static final long MOST_MICROS = 0xffff_ffffL;

  private long current;
  private long last;
  private long beforeLast;
  private long boundary = Long.MIN_VALUE;

  /** A packet came while the clock's error was this, {@link ClockErrorWatch#UNKNOWN} included. */
  void note(long errorNanos) {
    current = Math.max(current, errorNanos);
  }

  /**
   * A cycle is asked for that was not before. It begins a new period, but not where several are
   * made up for at a time: what they have to say of was noted before the first of them.
   *
   * @param end the first sequence after the cycle
   * @param highest the highest sequence seen
   */
  void onCycle(long end, long highest) {
    if (end > boundary) {
      beforeLast = last;
      last = current;
      current = 0;
      boundary = highest + 1;
    }
  }

  /** As the wire has it: microseconds, rounded up, 0 where unknown. */
  int micros() {
    long worst = Math.max(current, Math.max(last, beforeLast));
    long micros = worst / NANOS_PER_MICRO + (worst % NANOS_PER_MICRO == 0 ? 0 : 1);
    return micros > MOST_MICROS ? 0 : (int) micros;
  }
}
