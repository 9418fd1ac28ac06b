package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the flows' closed cycles together: the cycle of the probe is published when each of its
 * flows has closed it, with each flow's figures and those of all, all from one set of stamps. Where
 * a stop leaves some flows without a last cycle, it is published as partial, those flows with
 * nothing sent.
 */
final class CycleAssembly {
  /** Stands for a flow that never began the cycle. */
  private static final ClosedCycle NOTHING =
      new ClosedCycle(-1, new CycleTrace(0, 0), true, false, OptionalLong.empty(), 0, 0, 0, 0);

  private final Path path;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private final List<CycleStatistics> statistics = new ArrayList<>();
  private final List<ArrayDeque<ClosedCycle>> waiting = new ArrayList<>();

  CycleAssembly(Path path, int flows, RandomGenerator random, MeasurementSink sink) {
    this.path = path;
    this.random = random;
    this.sink = sink;
    for (int flow = 0; flow < flows; flow++) {
      statistics.add(new CycleStatistics());
      waiting.add(new ArrayDeque<>());
    }
  }

  void closed(int flow, ClosedCycle cycle) {
    waiting.get(flow).add(cycle);
    if (waiting.stream().noneMatch(ArrayDeque::isEmpty)) {
      publish();
    }
  }

  /** No flow will close another cycle: what waits is published. */
  void finish() {
    while (!waiting.stream().allMatch(ArrayDeque::isEmpty)) {
      publish();
    }
  }

  private void publish() {
    List<ClosedCycle> cycles = new ArrayList<>();
    boolean partial = false;
    for (ArrayDeque<ClosedCycle> flow : waiting) {
      @Nullable ClosedCycle cycle = flow.poll();
      partial |= cycle == null || cycle.partial();
      cycles.add(cycle == null ? NOTHING : cycle);
    }
    List<ClosedCycle> begun = cycles.stream().filter(cycle -> cycle.index() >= 0).toList();
    Stamps stamps = Stamps.common(cycles.stream().map(ClosedCycle::trace).toList());
    List<CycleFigures> flows = new ArrayList<>();
    for (int flow = 0; flow < cycles.size(); flow++) {
      flows.add(figures(statistics.get(flow), cycles.get(flow), stamps));
    }
    sink.accept(
        new TrafficSimCycle(
            path,
            SpanIdentity.random(random),
            Optional.empty(),
            begun.getFirst().index(),
            partial ? TrafficSimCycle.Outcome.PARTIAL : TrafficSimCycle.Outcome.COMPLETE,
            stamps.source(),
            begun.stream().mapToLong(ClosedCycle::startEpochNanos).min().orElseThrow(),
            begun.stream().mapToLong(ClosedCycle::endEpochNanos).max().orElseThrow(),
            CycleStatistics.total(flows),
            flows));
  }

  private static CycleFigures figures(
      CycleStatistics statistics, ClosedCycle cycle, Stamps stamps) {
    return statistics.close(
        cycle.trace(),
        stamps,
        cycle.sharedClock(),
        cycle.clockErrorNanos(),
        cycle.bytesSent(),
        cycle.bytesReceived());
  }
}
