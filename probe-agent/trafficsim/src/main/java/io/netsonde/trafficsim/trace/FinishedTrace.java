package io.netsonde.trafficsim.trace;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.TraceCause;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a trace found.
 *
 * @param startEpochNanos when its first probe was sent
 * @param endEpochNanos when its last probe was decided
 * @param rounds how many were asked for
 * @param hops as {@link Trace#hops}
 * @param isReached whether the other end answered
 */
public record FinishedTrace(
    long startEpochNanos, long endEpochNanos, int rounds, List<Hop> hops, boolean isReached) {
  public FinishedTrace {
    hops = List.copyOf(hops);
  }

  /** From the sender to the reflector. */
  public Trace forward(
      io.netsonde.measurement.Path path,
      SpanIdentity span,
      Optional<TraceCause> cause,
      Flow5Tuple flow,
      int flowNumber) {
    OptionalLong peer =
        path.peerAgentId() == 0 ? OptionalLong.empty() : OptionalLong.of(path.peerAgentId());
    return trace(
        path.probe(),
        peer,
        path.address(),
        Direction.FORWARD,
        span,
        cause,
        flow,
        OptionalInt.of(flowNumber));
  }

  /** From the reflector back to that agent. */
  public Trace reverse(long agent, SpanIdentity span, Optional<TraceCause> cause, Flow5Tuple flow) {
    return trace(
        "agent-" + agent,
        agent == 0 ? OptionalLong.empty() : OptionalLong.of(agent),
        flow.target().getHostAddress(),
        Direction.REVERSE,
        span,
        cause,
        flow,
        OptionalInt.empty());
  }

  private Trace trace(
      String probe,
      OptionalLong peer,
      String address,
      Direction direction,
      SpanIdentity span,
      Optional<TraceCause> cause,
      Flow5Tuple flow,
      OptionalInt flowNumber) {
    return new Trace(
        probe,
        peer,
        address,
        direction,
        span,
        cause,
        startEpochNanos,
        endEpochNanos,
        rounds,
        flow,
        flowNumber,
        hops,
        isReached,
        PathHash.of(hops),
        Optional.empty(),
        OptionalInt.empty());
  }
}
