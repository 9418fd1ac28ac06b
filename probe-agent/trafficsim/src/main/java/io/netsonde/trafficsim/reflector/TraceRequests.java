package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.SpanIdentity;
import org.jspecify.annotations.Nullable;

/** What a session has asked to be traced, as far as it takes to know a request that comes again. */
final class TraceRequests {
  private @Nullable SpanIdentity accepted;
  private boolean any;
  private int latest;

  /** Whether the trace of that name was begun last. */
  boolean isAccepted(SpanIdentity span) {
    return span.equals(accepted);
  }

  /**
   * Whether a PING of that number comes after all others that asked: one that was recorded and is
   * sent again later does not.
   */
  boolean isNew(int sequence) {
    boolean newer = !any || sequence - latest > 0;
    if (newer) {
      any = true;
      latest = sequence;
    }
    return newer;
  }

  void accepted(SpanIdentity span) {
    accepted = span;
  }
}
