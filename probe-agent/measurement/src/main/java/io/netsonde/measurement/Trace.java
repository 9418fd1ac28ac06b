package io.netsonde.measurement;

import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.TraceCause;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One finished trace of a path.
 *
 * @param probe the name of the probe on whose behalf; for a trace back, the asking agent's id as
 *     {@code agent-101}
 * @param peerAgentId the agent at the other end, where there is one
 * @param address the target's host name or address as the user wrote it
 * @param direction {@link Direction#FORWARD}, or {@link Direction#REVERSE} where a reflector traced
 *     back to its sender because that had asked
 * @param span the span that is to tell of it, chosen when it began
 * @param cause why it was started, where by a degradation
 * @param startEpochNanos when its first probe was sent
 * @param endEpochNanos when its last probe was decided
 * @param rounds how many rounds were asked for
 * @param flow what all probes have in common
 * @param flowNumber the flow of the probe that it follows, where the probe has several
 * @param hops hop by hop from the first TTL, silent ones included, up to the target, or up to the
 *     last that answered where the target did not; empty where none did
 * @param isReached whether the target answered
 * @param path stable hash of the responding hops; a {@link io.netsonde.measurement.trace.PathWatch}
 *     keeps it while the path is the same
 * @param previousPath the hash of this path's previous trace where that was another: a change
 * @param pathMtu the path MTU, bytes of IP packet, where asked for and found
 */
public record Trace(
    String probe,
    OptionalLong peerAgentId,
    String address,
    Direction direction,
    SpanIdentity span,
    Optional<TraceCause> cause,
    long startEpochNanos,
    long endEpochNanos,
    int rounds,
    Flow5Tuple flow,
    OptionalInt flowNumber,
    List<Hop> hops,
    boolean isReached,
    PathHash path,
    Optional<PathHash> previousPath,
    OptionalInt pathMtu)
    implements Measurement {

  public Trace {
    hops = List.copyOf(hops);
  }

  /** The same, as the successor of a trace of that path. */
  public Trace after(PathHash previous) {
    return with(path, previous.equals(path) ? Optional.empty() : Optional.of(previous));
  }

  /** The same, on that path: the one that it is known to be, whoever kept silent this time. */
  public Trace along(PathHash known) {
    return with(known, Optional.empty());
  }

  private Trace with(PathHash identity, Optional<PathHash> previous) {
    return new Trace(
        probe,
        peerAgentId,
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
        identity,
        previous,
        pathMtu);
  }
}
