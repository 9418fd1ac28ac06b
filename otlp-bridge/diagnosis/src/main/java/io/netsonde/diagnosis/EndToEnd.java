package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.List;

/** What a trace has to know of a cycle: what each flow lost from end to end. */
record EndToEnd(SpanIdentity span, long startEpochNanos, long endEpochNanos, List<Flow> flows) {

  /** So many lost in a row, or such a share, and nothing got through. */
  private static final long LEAST_ROW = 10;

  private static final double NEARLY_ALL = 0.95;

  /**
   * What left this host, there and back, and the share lost each way. What its system refused, or
   * what had no session to go in, no hop has lost.
   *
   * @param row how many of those lost there and back, one after the other
   */
  record Flow(long sent, long lost, long row, double there, double back) {
    /** How many went while nothing got through, which may have begun or ended meanwhile. */
    long lostAltogether() {
      return lost < LEAST_ROW ? 0 : lost >= NEARLY_ALL * sent ? lost : row < LEAST_ROW ? 0 : row;
    }

    private static Flow of(CycleFigures figures) {
      long unsent = figures.unsent();
      long lost = Math.max(0, figures.roundTrip().lost() - unsent);
      return new Flow(
          figures.packets() - unsent,
          lost,
          Math.min(figures.roundTrip().longestLossRun(), lost),
          figures.forward().loss().orElse(0),
          figures.reverse().loss().orElse(0));
    }
  }

  EndToEnd {
    flows = List.copyOf(flows);
  }

  static EndToEnd of(TrafficSimCycle cycle) {
    return new EndToEnd(
        cycle.span(),
        cycle.startEpochNanos(),
        cycle.endEpochNanos(),
        cycle.flows().stream().map(Flow::of).toList());
  }

  /** Whether the cycle has the very flow that the trace follows. */
  boolean has(Trace trace) {
    return flows.size() == 1 || trace.flowNumber().orElse(flows.size()) < flows.size();
  }

  /** The flow that the trace follows. */
  Flow flow(Trace trace) {
    return flows.get(flows.size() == 1 ? 0 : trace.flowNumber().orElse(0));
  }
}
