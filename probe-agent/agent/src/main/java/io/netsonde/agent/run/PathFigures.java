package io.netsonde.agent.run;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one path so far: counts since the start, delays over the latest cycles. Safe for
 * several threads.
 */
final class PathFigures {
  /** Delays are of so many cycles: what a reader of a live table wants to see. */
  private static final int RECENT = 10;

  private final ArrayDeque<CycleFigures> recent = new ArrayDeque<>();
  private boolean up;
  private final long[] sent = new long[Direction.values().length];
  private final long[] lost = new long[Direction.values().length];
  private long undecided;
  private long reordered;
  private long duplicates;

  synchronized void state(boolean isUp) {
    up = isUp;
  }

  synchronized void add(CycleFigures cycle) {
    for (Direction direction : Direction.values()) {
      DirectionFigures figures = cycle.of(direction);
      sent[direction.ordinal()] += figures.sent();
      lost[direction.ordinal()] += figures.lost();
    }
    undecided += cycle.undecided();
    reordered += cycle.forward().reordered() + cycle.reverse().reordered();
    duplicates += cycle.forward().duplicates() + cycle.reverse().duplicates();
    recent.addLast(cycle);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /**
   * A consistent view.
   *
   * @param delay round trip, recent
   * @param forwardPdv delay variation, recent; likewise reverse
   * @param jitterNanos RFC 3550, latest; 0 where undefined
   */
  record View(
      boolean up,
      long sent,
      long forwardSent,
      long forwardLost,
      long reverseSent,
      long reverseLost,
      long undecided,
      long reordered,
      long duplicates,
      Distribution delay,
      Distribution forwardPdv,
      Distribution reversePdv,
      Distribution forwardDelay,
      Distribution reverseDelay,
      long jitterNanos) {}

  synchronized View view() {
    return new View(
        up,
        sent[Direction.ROUND_TRIP.ordinal()],
        sent[Direction.FORWARD.ordinal()],
        lost[Direction.FORWARD.ordinal()],
        sent[Direction.REVERSE.ordinal()],
        lost[Direction.REVERSE.ordinal()],
        undecided,
        reordered,
        duplicates,
        merge(figures -> figures.roundTrip().delay()),
        merge(figures -> figures.forward().pdv()),
        merge(figures -> figures.reverse().pdv()),
        merge(figures -> figures.forward().delay()),
        merge(figures -> figures.reverse().delay()),
        recent.isEmpty() ? 0 : recent.getLast().roundTrip().jitterNanos().orElse(0));
  }

  private Distribution merge(java.util.function.Function<CycleFigures, Distribution> part) {
    List<Distribution> parts = new ArrayList<>();
    recent.forEach(cycle -> parts.add(part.apply(cycle)));
    return Distribution.merge(parts);
  }
}
