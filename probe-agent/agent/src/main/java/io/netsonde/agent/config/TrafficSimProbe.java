package io.netsonde.agent.config;

import io.netsonde.measurement.trigger.TriggerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures the path to a reflector with a steady stream of packets.
 *
 * @param name unique within the agent
 * @param target the reflector, port 1 to 65535
 * @param targetAgent the id it has to have; empty: whoever answers there
 * @param interval between two packets of a flow, 1 ms to 1 h
 * @param cycle packets of a flow that are summarised together, 1 to 30000
 * @param timeout an answer later than this counts as lost and late, above 0 to 60 s
 * @param key authenticates every packet; empty: cookies alone
 * @param size UDP payload in bytes, 128 to 65507
 * @param flows how many source ports it sends from, 1 to 1024
 * @param dscp of what is sent, 0 to 63
 * @param networkInterface the name of the only interface that it may use; empty: as the agent
 * @param trigger which cycles cause a trace; empty: none do
 */
public record TrafficSimProbe(
    String name,
    HostPort target,
    OptionalLong targetAgent,
    Duration interval,
    int cycle,
    Duration timeout,
    Optional<Secret> key,
    int size,
    int flows,
    int dscp,
    Optional<String> networkInterface,
    Optional<TriggerSettings> trigger)
    implements ProbeConfig {

  public TrafficSimProbe {
    Limits.require("length of the name", name.length(), 1, Limits.MAX_TEXT);
    Limits.require("port", target.port(), 1, Limits.MAX_PORT);
    targetAgent.ifPresent(id -> Limits.require("agent id", id, 1, Limits.MAX_AGENT_ID));
    Limits.require("interval", interval, Limits.MIN_INTERVAL, Limits.MAX_INTERVAL);
    Limits.require("cycle", cycle, 1, Limits.MAX_CYCLE);
    Limits.require("timeout", timeout, Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT);
    Limits.require("size", size, Limits.MIN_SIZE, Limits.MAX_SIZE);
    Limits.require("flows", flows, 1, Limits.MAX_FLOWS);
    Limits.require("dscp", dscp, 0, Limits.MAX_DSCP);
    Limits.requireInterface(networkInterface);
  }
}
