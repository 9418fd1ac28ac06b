package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.trafficsim.trace.FinishedTrace;
import io.netsonde.trafficsim.wire.TraceBack;

/** What a flow tells as it happens. Called on the thread that drives the flow; returns at once. */
public interface FlowListener {
  /** The session was gained or lost. */
  default void sessionChanged(boolean up, long epochNanos) {}

  /** A round of handshakes begins: a good time to resolve the peer's name again. */
  default void handshakeRound(int round) {}

  /** The peer answers with another boot id than before. */
  default void reflectorRestarted() {}

  /**
   * A packet was answered or timed out; one that timed out may be decided again. Better stamps than
   * the process's may be there already, or come until the cycle closes.
   */
  default void packetDecided(CycleTrace trace, int row) {}

  /** The peer has decided whether it traces back. */
  default void traceBackDecided(TraceBack.Decision decision) {}

  /** The flow's trace has ended. */
  default void traced(FinishedTrace trace) {}

  /** The flow's trace was given up, since its packets take another path from now on. */
  default void traceAbandoned() {}

  /** A cycle's figures are final. Cycles come in order, each once. */
  void cycleClosed(ClosedCycle cycle);
}
