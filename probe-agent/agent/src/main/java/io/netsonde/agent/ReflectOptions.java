package io.netsonde.agent;

import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.StampsChoice;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reflector in the foreground.
 *
 * @param listen UDP; port 0 lets the system choose
 * @param allowedAgents whom it answers
 * @param key what packets have to be authenticated with; empty: cookies alone
 * @param agentId the id it has; empty: none
 * @param stamps who stamps
 */
public record ReflectOptions(
    HostPort listen,
    AllowedAgents allowedAgents,
    Optional<Secret> key,
    OptionalLong agentId,
    StampsChoice stamps) {}
