package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.ClockError;
import java.util.List;

/**
 * What a reflector is told when it starts.
 *
 * @param agentId this agent's id (unsigned 32-bit); 0: it has none, and serves whatever target is
 *     meant
 * @param allowed whom it serves
 * @param keys any of them authenticates a request, the first signs the answers; empty: cookies only
 * @param limits what it spends at most
 * @param clock names the clock behind its stamps, 0 where unknown
 * @param boot random, another at each start, never 0
 * @param secret random, another at each start
 * @param clockError how far that clock may be from UTC; asked for on the thread that works
 * @param traceBack what it does at most for senders that ask to be traced
 */
public record ReflectorSettings(
    long agentId,
    AllowedAgents allowed,
    List<String> keys,
    ReflectorLimits limits,
    long clock,
    long boot,
    Secret secret,
    ClockError clockError,
    TraceBackLimits traceBack) {
  /** With the usual limits for traces back. */
  public ReflectorSettings(
      long agentId,
      AllowedAgents allowed,
      List<String> keys,
      ReflectorLimits limits,
      long clock,
      long boot,
      Secret secret,
      ClockError clockError) {
    this(agentId, allowed, keys, limits, clock, boot, secret, clockError, TraceBackLimits.DEFAULT);
  }

  public ReflectorSettings {
    keys = List.copyOf(keys);
    if (agentId < 0 || agentId > 0xffff_ffffL) {
      throw new IllegalArgumentException("agent id " + agentId + " is not an unsigned 32-bit");
    }
    if (boot == 0) {
      throw new IllegalArgumentException("a boot id is not 0");
    }
  }

  /** The same with other limits for traces back. */
  public ReflectorSettings withTraceBack(TraceBackLimits other) {
    return new ReflectorSettings(
        agentId, allowed, keys, limits, clock, boot, secret, clockError, other);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "agent " + agentId + " allows " + allowed + ", " + keys.size() + " keys, " + limits;
  }
}
