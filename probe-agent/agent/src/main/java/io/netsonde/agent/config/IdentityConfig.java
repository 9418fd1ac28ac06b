package io.netsonde.agent.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who the agent is.
 *
 * @param id unsigned 32-bit, from 1, unique in the fleet
 * @param name what people call it, not empty
 * @param labels further attributes of its telemetry's resource, in the order given
 * @param stateDirectory where it keeps what is to outlive it, such as the baselines of triggers;
 *     empty: forgotten when it ends
 */
public record IdentityConfig(
    long id, String name, Map<String, String> labels, Optional<Path> stateDirectory) {
  public IdentityConfig {
    Limits.require("agent id", id, 1, Limits.MAX_AGENT_ID);
    Limits.require("length of the name", name.length(), 1, Limits.MAX_TEXT);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
