package io.netsonde.agent.config;

import java.util.List;

/**
 * The agent as a reflector.
 *
 * @param listen UDP; port 0 lets the system choose
 * @param allowedAgents whom it answers
 * @param keys any of them is accepted, so that keys can be rotated; empty: cookies alone
 */
public record ReflectorConfig(HostPort listen, AllowedAgents allowedAgents, List<Secret> keys) {
  public ReflectorConfig {
    keys = List.copyOf(keys);
  }
}
