package io.netsonde.measurement.trace;

import io.netsonde.measurement.SpanIdentity;

/**
 * Why a trace was started, where not by a schedule or a person.
 *
 * @param reason as {@code packet_loss:12.50%}, {@code high_latency:250ms} or {@code
 *     jitter_spike:45ms}
 * @param cycle the span of the cycle that caused it
 */
public record TraceCause(String reason, SpanIdentity cycle) {
  public TraceCause {
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("a cause needs a reason");
    }
  }
}
