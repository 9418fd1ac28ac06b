package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Trace;
import java.util.ArrayDeque;
import java.util.Optional;

/** The latest cycles of a path in which the agent was not at fault. */
final class NearCycles {
  /** A trace tells of a cycle that many ago at most. */
  private static final int MOST = 16;

  /** A cycle older than this says nothing of a trace. */
  private static final long NEAR_NANOS = 300_000_000_000L;

  private final ArrayDeque<EndToEnd> cycles = new ArrayDeque<>();

  void add(EndToEnd cycle) {
    cycles.addLast(cycle);
    if (cycles.size() > MOST) {
      cycles.removeFirst();
    }
  }

  /**
   * The cycle that caused the trace, and no other: where that is left out, an older one says
   * nothing of what caused it. Without a cause, the last one.
   */
  Optional<EndToEnd> of(Trace trace) {
    Optional<EndToEnd> cycle =
        trace.cause().isEmpty()
            ? Optional.ofNullable(cycles.peekLast())
            : cycles.stream()
                .filter(one -> one.span().equals(trace.cause().get().cycle()))
                .findFirst();
    return cycle.filter(one -> isNear(one, trace));
  }

  private static boolean isNear(EndToEnd cycle, Trace trace) {
    long age = trace.startEpochNanos() - cycle.endEpochNanos();
    return trace.direction() == Direction.FORWARD && cycle.has(trace) && Math.abs(age) < NEAR_NANOS;
  }
}
