package io.netsonde.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agent as a reflector.
 *
 * @param listen UDP; port 0 lets the system choose
 * @param allowedAgents whom it answers
 * @param keys any of them is accepted, so that keys can be rotated; empty: cookies alone
 * @param traceBackCoolDown how long it traces back to an agent no second time, 1 s to 24 h; empty:
 *     it never does
 */
public record ReflectorConfig(
    HostPort listen,
    AllowedAgents allowedAgents,
    List<Secret> keys,
    Optional<Duration> traceBackCoolDown) {
  public ReflectorConfig {
    traceBackCoolDown.ifPresent(
        coolDown ->
            Limits.require(
                "trace_back.cool_down", coolDown, Limits.MIN_COOL_DOWN, Limits.MAX_COOL_DOWN));
    keys = List.copyOf(keys);
  }
}
