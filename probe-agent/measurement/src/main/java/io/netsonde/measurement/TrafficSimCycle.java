package io.netsonde.measurement;

import java.util.List;
import java.util.Optional;

/**
 * One closed cycle of a TrafficSim probe: every packet's outcome is known and counted exactly once.
 *
 * @param path the path that was measured
 * @param span the span that is to tell of it
 * @param trace the span of the trace that it causes: its worst delay is to be recorded there
 * @param index the cycle's number, from 0, since the probe started
 * @param outcome complete, or partial where shutdown cut the cycle short
 * @param timestampSource where the stamps behind all delays of this cycle were taken; the process
 *     where there are none
 * @param startEpochNanos when its first packet was due
 * @param endEpochNanos when its last packet was decided
 * @param total the figures over all flows
 * @param flows the figures of each flow, in order of their number; one element where the probe has
 *     one flow
 */
public record TrafficSimCycle(
    Path path,
    SpanIdentity span,
    Optional<SpanIdentity> trace,
    long index,
    Outcome outcome,
    TimestampSource timestampSource,
    long startEpochNanos,
    long endEpochNanos,
    CycleFigures total,
    List<CycleFigures> flows)
    implements Measurement {

  public TrafficSimCycle {
    flows = List.copyOf(flows);
    if (flows.isEmpty()) {
      throw new IllegalArgumentException("a cycle has at least one flow");
    }
  }

  /** The same, causing that trace. */
  public TrafficSimCycle causing(SpanIdentity trace) {
    return new TrafficSimCycle(
        path,
        span,
        Optional.of(trace),
        index,
        outcome,
        timestampSource,
        startEpochNanos,
        endEpochNanos,
        total,
        flows);
  }

  /** How a cycle ended. */
  public enum Outcome {
    COMPLETE("complete"),
    PARTIAL("partial");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The value of the attribute {@code netsonde.cycle.outcome}. */
    public String label() {
      return label;
    }
  }
}
