package io.netsonde.trafficsim.trace;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.trafficsim.wire.TraceBack;
import java.util.Optional;

/**
 * A trace to be made of a flow's path.
 *
 * @param span that is to tell of it
 * @param cause why, if there is a reason; where the peer is asked too, its text is printable ASCII
 *     of at most 64 characters
 * @param settings how to go about it
 * @param back whether the peer is asked to trace its way back as well
 */
public record TraceRequest(
    SpanIdentity span, Optional<TraceCause> cause, TraceSettings settings, boolean back) {
  private static final int NANOS_PER_MILLI = 1_000_000;

  public TraceRequest {
    if (back && cause.isPresent() && !TraceBack.isReason(cause.get().reason())) {
      throw new IllegalArgumentException(
          "a reason for the peer is printable ASCII, not '" + cause.get().reason() + "'");
    }
  }

  /** What the peer is asked for. */
  public TraceBack forPeer() {
    return new TraceBack(
        settings.rounds(),
        settings.maxTtl(),
        (int)
            Math.min(
                settings.roundIntervalNanos() / NANOS_PER_MILLI, TraceBack.MOST_INTERVAL_MILLIS),
        span,
        cause);
  }
}
