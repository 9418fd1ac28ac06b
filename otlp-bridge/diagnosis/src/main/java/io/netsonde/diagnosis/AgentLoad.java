package io.netsonde.diagnosis;

import io.netsonde.measurement.Distribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How well the process that measures kept up in a time.
 *
 * @param lagNanos P99 of how late packets left
 * @param late how many left over {@link #LATE_NANOS} late
 * @param pausedNanos how long it stalled in all
 * @param longestPauseNanos at once
 * @param missed packets not sent because their time had passed
 * @param planned packets that it was to send, 0 where that is not known
 * @param dropped packets that the kernel dropped since they were not read in time
 * @param spoilt measurements of the time of which nothing can be learned, since the process stalled
 * @param measured of how many
 */
record AgentLoad(
    long lagNanos,
    long late,
    long pausedNanos,
    long longestPauseNanos,
    long missed,
    double planned,
    long dropped,
    long spoilt,
    long measured) {
  /** So late are a hundredth of an agent's packets when it does not keep up. */
  static final long LATE_NANOS = 10_000_000;

  /** Less than this, however short the time, is what any scheduler does. */
  static final long LEAST_PAUSED_NANOS = 100_000_000;

  /** Fewer packets late or missed are no share of anything. */
  private static final long LEAST_PACKETS = 3;

  /** So much of a time spent in pauses is worth a word. */
  private static final double PAUSED_SHARE = 0.01;

  /** How many of these left late. */
  static long late(Distribution lags) {
    return Arrays.stream(lags.values()).filter(lag -> lag > LATE_NANOS).count();
  }

  /** Whether packets leave late, over all. */
  boolean isLate() {
    return lagNanos > LATE_NANOS && late >= LEAST_PACKETS;
  }

  /**
   * Whether the process stalls, or leaves out what it should do.
   *
   * @param windowNanos how long the time was
   */
  boolean isStalling(long windowNanos) {
    return isMuch(pausedNanos, windowNanos) || misses() || drops();
  }

  /** Whether most of what it measured is worth nothing: it is not to be blind and say nothing. */
  boolean isSpoilt() {
    return 2 * spoilt > measured;
  }

  /** Whether so much of a time was spent in pauses. */
  static boolean isMuch(long pausedNanos, long nanos) {
    return pausedNanos > Math.max(LEAST_PAUSED_NANOS, PAUSED_SHARE * nanos);
  }

  /** What is too much of it, or enough to spoil what was measured, as a person would say it. */
  List<String> faults(long windowNanos) {
    List<String> faults = new ArrayList<>();
    if (isLate()) {
      faults.add(
          "one packet in a hundred leaves " + Words.time((double) lagNanos) + " late or more");
    }
    boolean isTold = isLate() || isStalling(windowNanos);
    if (isMuch(pausedNanos, windowNanos) || (!isTold && pausedNanos > 0)) {
      faults.add(
          "it stalled for "
              + Words.time((double) pausedNanos)
              + (longestPauseNanos < pausedNanos
                  ? ", " + Words.time((double) longestPauseNanos) + " of it at once"
                  : ""));
    }
    if (misses()) {
      faults.add("it could not send " + Words.count(missed, "packet") + " in time");
    }
    if (drops() || (!isTold && dropped > 0)) {
      faults.add("its kernel dropped " + Words.count(dropped, "packet") + " not read in time");
    }
    if (!isTold) {
      faults.add(spoilt + " of " + measured + " measurements are spoilt by that");
    }
    return faults;
  }

  private boolean misses() {
    return missed >= LEAST_PACKETS && planned > 0 && missed * 100 >= planned;
  }

  private boolean drops() {
    return dropped >= LEAST_PACKETS && planned > 0 && dropped * 100 >= planned;
  }

  Map<String, Double> evidence() {
    return Map.of(
        "netsonde.send.lag.p99", lagNanos / 1e9,
        "netsonde.evidence.paused", pausedNanos / 1e9,
        "netsonde.evidence.pause.max", longestPauseNanos / 1e9,
        "netsonde.evidence.slots.missed", (double) missed,
        "netsonde.evidence.packets.dropped", (double) dropped);
  }
}
