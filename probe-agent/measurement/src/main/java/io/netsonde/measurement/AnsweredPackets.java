package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * The packets of a cycle that were answered in time and have the stamps that the cycle's delays are
 * taken from, and how often a clock had stepped before each: delays of one direction are compared
 * within one such segment only.
 */
final class AnsweredPackets {
  private final CycleTrace trace;
  private final Stamps stamps;
  private final int[] rows;
  private final int[] segment;
  private final int unstamped;
  private final boolean refuted;

  /**
   * Those of one cycle.
   *
   * @param offsets takes every answer of the cycle, in order of sequence and by its best stamps:
   *     what they say of the clocks is true whichever set is used for delays
   * @param clockError how far the two clocks are apart at most, as their kernels say
   */
  AnsweredPackets(
      CycleTrace trace, Stamps stamps, ClockOffsetEstimator offsets, OptionalLong clockError) {
    this.trace = trace;
    this.stamps = stamps;
    int[] answered = answered(trace);
    this.rows = stamped(trace, stamps, answered);
    this.unstamped = answered.length - rows.length;
    this.segment = new int[trace.size()];
    boolean contradicted = false;
    for (int row : answered) {
      Stamps best = trace.best(row);
      offsets.onAnswer(
          trace.sentNanos(row, best),
          trace.reflectorReceivedNanos(row),
          trace.reflectorSentNanos(row, best),
          trace.receivedNanos(row, best));
      segment[row] = (int) offsets.steps();
      contradicted |= clockError.isPresent() && offsets.refutes(clockError.getAsLong());
    }
    this.refuted = contradicted;
  }

  /** Those of a cycle of echoes, which have delays of the round trip only. */
  AnsweredPackets(CycleTrace trace, Stamps stamps) {
    this.trace = trace;
    this.stamps = stamps;
    int[] answered = answered(trace);
    this.rows = stamped(trace, stamps, answered);
    this.unstamped = answered.length - rows.length;
    this.segment = new int[trace.size()];
    this.refuted = false;
  }

  private static int[] answered(CycleTrace trace) {
    return IntStream.range(0, trace.size())
        .filter(row -> trace.outcome(row) == Outcome.ANSWERED)
        .toArray();
  }

  private static int[] stamped(CycleTrace trace, Stamps stamps, int[] answered) {
    return IntStream.of(answered).filter(row -> trace.has(row, stamps)).toArray();
  }

  /** Whether there are none, so that there is no delay. */
  boolean isEmpty() {
    return rows.length == 0;
  }

  /** Packets answered in time that lack the stamps. */
  int unstamped() {
    return unstamped;
  }

  /** Whether some answer showed the clocks further apart than their errors allow. */
  boolean refuted() {
    return refuted;
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
      case FORWARD -> trace.reflectorReceivedNanos(row) - trace.sentNanos(row, stamps);
      case REVERSE -> trace.receivedNanos(row, stamps) - trace.reflectorSentNanos(row, stamps);
      case ROUND_TRIP -> trace.roundTripDelayNanos(row, stamps);
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
      first = Math.min(first, trace.sentNanos(row, stamps));
      last = Math.max(last, trace.receivedNanos(row, stamps));
    }
    return isEmpty() ? 0 : last - first;
  }
}
