package io.netsonde.trafficsim.net;

import io.netsonde.trafficsim.sender.FlowSender;
import java.util.List;

/** Adds up what flows count of their own troubles. The loop's thread adds, any may read. */
final class FlowTotals {
  private record Sums(long contradicted, long missing, long slots) {
    static final Sums NONE = new Sums(0, 0, 0);

    Sums plus(FlowSender flow) {
      return new Sums(
          contradicted + flow.discardedStamps(),
          missing + flow.missingStamps(),
          slots + flow.missedSlots());
    }
  }

  private Sums ended = Sums.NONE;
  private volatile Sums latest = Sums.NONE;

  /** That probe's flows count no further; they are not among those of {@link #refresh} again. */
  void end(RunningProbe probe) {
    for (FlowSocket socket : probe.sockets) {
      ended = ended.plus(socket.flow);
    }
  }

  /** Counts anew, with the flows of these probes as they are now. */
  void refresh(List<RunningProbe> running) {
    Sums sums = ended;
    for (RunningProbe probe : running) {
      for (FlowSocket socket : probe.sockets) {
        sums = sums.plus(socket.flow);
      }
    }
    latest = sums;
  }

  SenderTotals with(long drops, long discardedStamps) {
    Sums sums = latest;
    return new SenderTotals(drops, discardedStamps + sums.contradicted, sums.missing, sums.slots);
  }
}
