package io.netsonde.measurement;

import java.util.OptionalLong;

/**
 * Measures one direction of a flow, cycle after cycle, and keeps what runs on across their seam:
 * jitter, IPDV and runs of loss. Not safe for several threads.
 */
final class DirectionMeter {
  private final Direction direction;
  private JitterMeter jitter = new JitterMeter();
  private IpdvMeter ipdv = new IpdvMeter();
  private final LossRunMeter runs = new LossRunMeter();
  private long nextSequence;
  private int lastSegment;
  private Distribution jitters = Distribution.EMPTY;

  DirectionMeter(Direction direction) {
    this.direction = direction;
  }

  /** Delays are measured otherwise from here on: none is compared with those before. */
  void restartDelays() {
    jitter = new JitterMeter();
    ipdv = new IpdvMeter();
  }

  /** Figures of the next cycle, {@code delay} being the one-way or round-trip delays to state. */
  DirectionFigures close(CycleTrace trace, AnsweredPackets answered, Distribution delay) {
    long received = 0;
    long lost = 0;
    long duplicates = 0;
    long reordered = 0;
    runs.beginCycle();
    if (trace.firstSequence() != nextSequence) {
      runs.onEnd();
    }
    nextSequence = trace.firstSequence() + trace.size();
    for (int row = 0; row < trace.size(); row++) {
      switch (Fate.of(trace, row, direction)) {
        case RECEIVED -> {
          received++;
          runs.onEnd();
        }
        case LOST -> {
          lost++;
          runs.onLost();
        }
        case UNKNOWN -> runs.onEnd();
        case ABSENT -> {}
      }
      duplicates += copies(trace, row);
      reordered += isReordered(trace, row) ? 1 : 0;
    }
    measureJitter(answered);
    return new DirectionFigures(
        received + lost,
        received,
        lost,
        duplicates,
        reordered,
        jitter.isDefined()
            ? OptionalLong.of(Math.round(jitter.jitterNanos()))
            : OptionalLong.empty(),
        measureIpdv(trace, answered),
        pdv(answered),
        delay,
        runs.ended(),
        runs.longest());
  }

  /** The jitter after each arrival of the cycle, as far as it was defined by then. */
  Distribution jitters() {
    return jitters;
  }

  /** Runs of loss that began in the cycle. */
  long lossEpisodes() {
    return runs.begun();
  }

  private int copies(CycleTrace trace, int row) {
    return direction == Direction.FORWARD ? trace.forwardCopies(row) : trace.answerCopies(row);
  }

  private boolean isReordered(CycleTrace trace, int row) {
    return switch (direction) {
      case FORWARD -> trace.forwardReordered(row);
      case REVERSE -> trace.reverseExtent(row) != 0;
      case ROUND_TRIP -> trace.roundTripExtent(row) != 0;
    };
  }

  private void measureJitter(AnsweredPackets answered) {
    Samples after = new Samples();
    for (int row : answered.byArrival(direction)) {
      int segment = answered.segment(row, direction);
      if (segment != lastSegment) {
        jitter.breakStream();
        lastSegment = segment;
      }
      double now = jitter.onTransit(answered.delay(row, direction));
      if (jitter.isDefined()) {
        after.add(Math.round(now));
      }
    }
    jitters = after.distribution();
  }

  private Distribution measureIpdv(CycleTrace trace, AnsweredPackets answered) {
    Samples differences = new Samples();
    for (int row : answered.bySequence()) {
      ipdv.onDelay(
          trace.firstSequence() + row,
          answered.delay(row, direction),
          answered.segment(row, direction),
          differences);
    }
    return differences.distribution();
  }

  /** Packet delay variation (RFC 5481, section 4.2) above the smallest delay of each segment. */
  private Distribution pdv(AnsweredPackets answered) {
    Samples above = new Samples();
    int[] rows = answered.bySequence();
    int from = 0;
    while (from < rows.length) {
      int segment = answered.segment(rows[from], direction);
      long smallest = Long.MAX_VALUE;
      int to = from;
      while (to < rows.length && answered.segment(rows[to], direction) == segment) {
        smallest = Math.min(smallest, answered.delay(rows[to], direction));
        to++;
      }
      for (int i = from; i < to; i++) {
        above.add(answered.delay(rows[i], direction) - smallest);
      }
      from = to;
    }
    return above.distribution();
  }
}
