package io.netsonde.diagnosis;

import java.util.HashMap;
import java.util.Map;

/**
 * How many packets an agent was to send in a time, by how many the probes' cycles have: a cycle may
 * be longer than the time, and end in another.
 */
final class PlannedPackets {
  /** So many cycles long a probe counts of which nothing is heard. */
  private static final int SILENT_CYCLES = 2;

  private static final int MOST_PROBES = 10_000;

  private record Rate(double perNano, long start, long until) {}

  private final Map<String, Rate> rates = new HashMap<>();

  void onCycle(String probe, long packets, long startEpochNanos, long endEpochNanos) {
    Rate before = rates.get(probe);
    long sinceBefore = before == null ? 0 : startEpochNanos - before.start();
    // Of a cycle of few packets only the time between two of them tells how often they leave.
    long nanos = Math.max(1, Math.max(sinceBefore, endEpochNanos - startEpochNanos));
    if (before != null || rates.size() < MOST_PROBES) {
      rates.put(
          probe,
          new Rate(
              (double) packets / nanos, startEpochNanos, endEpochNanos + SILENT_CYCLES * nanos));
    }
  }

  /** How many there were to be in that time; 0 where no probe has finished a cycle yet. */
  double in(long startEpochNanos, long nanos) {
    rates.values().removeIf(rate -> rate.until() < startEpochNanos);
    return rates.values().stream().mapToDouble(Rate::perNano).sum() * nanos;
  }
}
