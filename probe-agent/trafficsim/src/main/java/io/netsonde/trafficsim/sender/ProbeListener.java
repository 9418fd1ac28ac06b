package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.trafficsim.wire.TraceBack;

/** What a probe tells as it happens. Called on the thread that drives it; returns at once. */
public interface ProbeListener {
  /** Hears nothing. */
  ProbeListener NONE = new ProbeListener() {};

  /** A flow's session was gained or lost. */
  default void sessionChanged(int flow, boolean up) {}

  /** A flow begins a round of handshakes: a good time to resolve the peer's name again. */
  default void handshakeRound(int flow, int round) {}

  /** The peer of a flow has restarted. */
  default void reflectorRestarted(int flow) {}

  /** The peer has decided whether it traces back. */
  default void traceBackDecided(int flow, TraceBack.Decision decision) {}

  /** A flow's trace was given up, since its packets take another path from now on. */
  default void traceAbandoned(int flow) {}

  /**
   * A packet was answered or timed out; one that timed out may be decided again: as late, or as
   * answered in time where this process was late to see it. Better stamps than the process's may be
   * there already, or come until the cycle closes.
   *
   * @param sharedClock whether both ends read one clock, so that the stamps compare
   */
  default void packetDecided(int flow, CycleTrace trace, int row, boolean sharedClock) {}
}
