package io.netsonde.measurement;

import java.util.OptionalLong;

/**
 * What befell the agent's own measuring since its previous report of this kind: increments, not
 * totals. The first report makes the counters, so it is worth sending even if all are 0.
 *
 * @param socketDrops datagrams for its probes that the kernel dropped because a socket's buffer was
 *     full; empty where the sockets in use do not count them
 * @param reflectorDrops those for its reflector, likewise: others' packets, of which its own probes
 *     know nothing; 0 where they are not counted
 * @param stampsContradicted kernel stamps that disagreed with the monotonic clock and were not used
 * @param stampsMissing kernel stamps that were asked for and never delivered
 * @param slotsMissed packets that were not sent because the process was late for their slot
 */
public record AgentActivity(
    OptionalLong socketDrops,
    long reflectorDrops,
    long stampsContradicted,
    long stampsMissing,
    long slotsMissed)
    implements Measurement {

  public AgentActivity {
    if (socketDrops.orElse(0) < 0
        || reflectorDrops < 0
        || stampsContradicted < 0
        || stampsMissing < 0
        || slotsMissed < 0) {
      throw new IllegalArgumentException("an increment is at least 0");
    }
  }
}
