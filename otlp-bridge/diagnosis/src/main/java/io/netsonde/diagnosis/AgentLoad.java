package io.netsonde.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How well the process that measures kept up in a time.
 *
 * @param lagNanos P99 of how late packets left
 * @param pausedNanos how long it stalled in all
 * @param longestPauseNanos at once
 * @param missed packets not sent because their time had passed
 * @param packets that it was to send
 */
record AgentLoad(
    long lagNanos, long pausedNanos, long longestPauseNanos, long missed, long packets) {
  /** So late are a hundredth of an agent's packets when it does not keep up. */
  static final long LATE_NANOS = 10_000_000;

  /** Less than this, however short the time, is what any scheduler does. */
  static final long LEAST_PAUSED_NANOS = 100_000_000;

  /** So much of a time spent in pauses is worth a word. */
  private static final double PAUSED_SHARE = 0.01;

  /**
   * Whether what an agent measures tells of itself as much as of any path.
   *
   * @param windowNanos how long the time was
   */
  boolean isTooMuch(long windowNanos) {
    return !faults(windowNanos).isEmpty();
  }

  /** What is too much of it, as a person would say it. */
  List<String> faults(long windowNanos) {
    List<String> faults = new ArrayList<>();
    if (lagNanos > LATE_NANOS) {
      faults.add(
          "one packet in a hundred leaves " + Words.time((double) lagNanos) + " late or more");
    }
    if (pausedNanos > Math.max(LEAST_PAUSED_NANOS, PAUSED_SHARE * windowNanos)) {
      faults.add(
          "it stalled for "
              + Words.time((double) pausedNanos)
              + (longestPauseNanos < pausedNanos
                  ? ", " + Words.time((double) longestPauseNanos) + " of it at once"
                  : ""));
    }
    if (missed > 0 && missed * 100 >= packets) {
      faults.add("it could not send " + Words.count(missed, "packet") + " in time");
    }
    return faults;
  }

  Map<String, Double> evidence() {
    return Map.of(
        "netsonde.send.lag.p99", lagNanos / 1e9,
        "netsonde.evidence.paused", pausedNanos / 1e9,
        "netsonde.evidence.pause.max", longestPauseNanos / 1e9,
        "netsonde.evidence.slots.missed", (double) missed);
  }
}
