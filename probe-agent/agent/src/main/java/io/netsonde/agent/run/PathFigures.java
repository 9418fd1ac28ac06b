package io.netsonde.agent.run;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** What is known of one path: its state, and its latest cycles. Safe for several threads. */
final class PathFigures {
  private final int most;
  private final ArrayDeque<CycleFigures> recent = new ArrayDeque<>();
  private boolean up;

  /** Keeps the latest {@code most} cycles. */
  PathFigures(int most) {
    this.most = most;
  }

  synchronized void state(boolean isUp) {
    up = isUp;
  }

  synchronized boolean isUp() {
    return up;
  }

  synchronized void add(CycleFigures cycle) {
    recent.addLast(cycle);
    if (recent.size() > most) {
      recent.removeFirst();
    }
  }

  /** The kept cycles together; empty before the first. */
  synchronized Optional<CycleFigures> total() {
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(CycleStatistics.total(List.copyOf(recent)));
  }
}
