package io.netsonde.measurement;

import java.util.List;

/**
 * Turns one flow's traces into figures, cycle after cycle: what runs on across the seam of two
 * cycles (jitter, IPDV, loss runs) is kept here. One instance a flow; not safe for several threads.
 */
public final class CycleStatistics {
  /**
   * The figures of the flow's next cycle. Cycles are given in order, each once.
   *
   * @param trace every packet's fate, final
   * @param sharedClock whether both ends are known to read the same clock
   * @param bytesSent UDP payload of DATA sent
   * @param bytesReceived UDP payload of answers received
   */
  public CycleFigures close(
      CycleTrace trace, boolean sharedClock, long bytesSent, long bytesReceived) {
    throw new UnsupportedOperationException();
  }

  /** The figures of all flows of one cycle together; of a single flow, its own. */
  public static CycleFigures total(List<CycleFigures> flows) {
    if (flows.size() == 1) {
      return flows.getFirst();
    }
    throw new UnsupportedOperationException();
  }
}
