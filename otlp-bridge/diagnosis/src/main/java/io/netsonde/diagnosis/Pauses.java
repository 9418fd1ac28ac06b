package io.netsonde.diagnosis;

import java.util.ArrayDeque;
import java.util.Deque;

/** When the agent stalled, as far back as a measurement may reach. Stalls at one time are one. */
final class Pauses {
  private static final int MOST = 1024;

  private record Pause(long start, long end) {}

  private final ArrayDeque<Pause> pauses = new ArrayDeque<>();

  /**
   * Takes a stall that is over now.
   *
   * @return for how much of it none was known
   */
  long add(long endEpochNanos, long nanos) {
    long start = endEpochNanos - nanos;
    long end = endEpochNanos;
    long known = within(start, end);
    while (!pauses.isEmpty() && pauses.getLast().end() >= start) {
      Pause before = pauses.removeLast();
      start = Math.min(start, before.start());
      end = Math.max(end, before.end());
    }
    pauses.addLast(new Pause(start, end));
    if (pauses.size() > MOST) {
      pauses.removeFirst();
    }
    return nanos - known;
  }

  /** How much of that time was spent stalling. */
  long within(long startEpochNanos, long endEpochNanos) {
    return within(pauses, startEpochNanos, endEpochNanos);
  }

  private static long within(Deque<Pause> pauses, long start, long end) {
    return pauses.stream()
        .mapToLong(pause -> Math.min(end, pause.end()) - Math.max(start, pause.start()))
        .filter(nanos -> nanos > 0)
        .sum();
  }
}
