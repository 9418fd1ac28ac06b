package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * The packets of a cycle that were answered in time, and how often a clock had stepped before each:
 * delays of one direction are compared within one such segment only.
 */
final class AnsweredPackets {
  private final CycleTrace trace;
  private final int[] rows;
  private final int[] segment;

  /**
   * @param offsets takes every answer of the cycle, in order of sequence
   */
  AnsweredPackets(CycleTrace trace, ClockOffsetEstimator offsets) {
    this.trace = trace;
    this.rows =
        IntStream.range(0, trace.size())
            .filter(row -> trace.outcome(row) == Outcome.ANSWERED)
            .toArray();
    this.segment = new int[trace.size()];
    for (int row : rows) {
      offsets.onAnswer(
          trace.sentNanos(row),
          trace.reflectorReceivedNanos(row),
          trace.reflectorSentNanos(row),
          trace.receivedNanos(row));
      segment[row] = (int) offsets.steps();
    }
  }

  boolean isEmpty() {
    return rows.length == 0;
  }

  /** Their rows in order of sequence. */
  int[] bySequence() {
    return rows;
  }

  /** Their rows in the order in which they arrived at the end of {@code direction}. */
  int[] byArrival(Direction direction) {
    IntToLongFunction place = direction == Direction.FORWARD ? trace::receiveIndex : trace::arrival;
    return IntStream.of(rows)
        .boxed()
        .sorted(Comparator.comparingLong(place::applyAsLong))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The segment of {@code row}; all of a round trip are one, its durations are monotonic. */
  int segment(int row, Direction direction) {
    return direction == Direction.ROUND_TRIP ? 0 : segment[row];
  }

  /**
   * The delay of {@code row}, as the two ends' clocks have it, the offset between them included.
   */
  long delay(int row, Direction direction) {
    return switch (direction) {
      case FORWARD -> trace.reflectorReceivedNanos(row) - trace.sentNanos(row);
      case REVERSE -> trace.receivedNanos(row) - trace.reflectorSentNanos(row);
      case ROUND_TRIP -> trace.roundTripDelayNanos(row);
    };
  }

  /** All delays of {@code direction} less {@code offset}. */
  Distribution delays(Direction direction, long offset) {
    return Distribution.of(
        IntStream.of(rows).mapToLong(row -> delay(row, direction) - offset).toArray());
  }

  /** From the first packet's sending to the last answer, by the sender's clock. */
  long spanNanos() {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int row : rows) {
      first = Math.min(first, trace.sentNanos(row));
      last = Math.max(last, trace.receivedNanos(row));
    }
    return isEmpty() ? 0 : last - first;
  }
}
