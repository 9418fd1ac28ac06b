package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.Path;
import java.time.Duration;
import java.util.List;

/**
 * One TrafficSim probe.
 *
 * @param path where to, and under which name
 * @param agentId this agent's id, unsigned 32-bit
 * @param interval between two packets of a flow
 * @param cycle packets of a flow in a cycle
 * @param timeout after which a packet is lost
 * @param size UDP payload in bytes
 * @param flows how many flows, each from a source port of its own
 * @param keys the first signs, any is accepted; empty: no authentication
 * @param maxCycles after how many cycles to stop by itself; 0: never
 */
public record ProbeSettings(
    Path path,
    long agentId,
    Duration interval,
    int cycle,
    Duration timeout,
    int size,
    int flows,
    List<String> keys,
    long maxCycles) {
  public ProbeSettings {
    keys = List.copyOf(keys);
    if (flows < 1) {
      throw new IllegalArgumentException("a probe has at least one flow, not " + flows);
    }
  }

  /**
   * The settings of one of the flows.
   *
   * @param session 64 random bits
   * @param originNanos when the first flow would be due; the others are spread over the interval
   * @param firstSequence where numbering begins
   */
  FlowSettings flow(int flow, long session, long originNanos, long firstSequence) {
    long intervalNanos = interval.toNanos();
    return new FlowSettings(
        (int) agentId,
        (int) path.peerAgentId(),
        session,
        firstSequence,
        intervalNanos,
        originNanos + intervalNanos * flow / flows,
        cycle,
        timeout.toNanos(),
        size,
        maxCycles);
  }
}
