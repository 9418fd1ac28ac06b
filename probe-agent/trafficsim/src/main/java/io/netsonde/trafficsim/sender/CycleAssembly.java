package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the flows' closed cycles together: the cycle of the probe is published when each of its
 * flows has closed it, with each flow's figures and those of all. Where a stop leaves some flows
 * without a last cycle, it is published as partial, those flows with nothing sent.
 */
final class CycleAssembly {
  private record Closed(ClosedCycle cycle, CycleFigures figures) {}

  private final Path path;
  private final MeasurementSink sink;
  private final List<CycleStatistics> statistics = new ArrayList<>();
  private final List<ArrayDeque<Closed>> waiting = new ArrayList<>();

  CycleAssembly(Path path, int flows, MeasurementSink sink) {
    this.path = path;
    this.sink = sink;
    for (int flow = 0; flow < flows; flow++) {
      statistics.add(new CycleStatistics());
      waiting.add(new ArrayDeque<>());
    }
  }

  void closed(int flow, ClosedCycle cycle) {
    CycleFigures figures =
        statistics
            .get(flow)
            .close(cycle.trace(), cycle.sharedClock(), cycle.bytesSent(), cycle.bytesReceived());
    waiting.get(flow).add(new Closed(cycle, figures));
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
    List<CycleFigures> flows = new ArrayList<>();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    long index = 0;
    boolean partial = false;
    for (int flow = 0; flow < waiting.size(); flow++) {
      @Nullable Closed closed = waiting.get(flow).poll();
      if (closed == null) {
        partial = true;
        flows.add(statistics.get(flow).close(new CycleTrace(0, 0), false, 0, 0));
        continue;
      }
      flows.add(closed.figures());
      start = Math.min(start, closed.cycle().startEpochNanos());
      end = Math.max(end, closed.cycle().endEpochNanos());
      index = closed.cycle().index();
      partial |= closed.cycle().partial();
    }
    sink.accept(
        new TrafficSimCycle(
            path,
            index,
            partial ? TrafficSimCycle.Outcome.PARTIAL : TrafficSimCycle.Outcome.COMPLETE,
            TimestampSource.PROCESS,
            start,
            end,
            CycleStatistics.total(flows),
            flows));
  }
}
