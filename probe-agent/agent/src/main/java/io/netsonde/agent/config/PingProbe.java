package io.netsonde.agent.config;

import io.netsonde.agent.AddressFamily;
import io.netsonde.ping.EchoSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures the path to any host by ICMP echo.
 *
 * @param name unique within the agent
 * @param host the target, a name or an address
 * @param family which of its addresses may be used
 * @param interval between two requests, 1 ms to 1 h
 * @param cycle requests that are summarised together, 1 to 30000
 * @param timeout a reply later than this counts as lost and late, above 0 to 60 s
 * @param size data of a request in bytes, 16 to 65507
 * @param dscp of what is sent, 0 to 63
 * @param networkInterface the name of the only interface that it may use; empty: as the agent
 */
public record PingProbe(
    String name,
    String host,
    AddressFamily family,
    Duration interval,
    int cycle,
    Duration timeout,
    int size,
    int dscp,
    Optional<String> networkInterface)
    implements ProbeConfig {

  public PingProbe {
    Limits.require("length of the name", name.length(), 1, Limits.MAX_TEXT);
    Limits.require("interval", interval, Limits.MIN_INTERVAL, Limits.MAX_INTERVAL);
    Limits.require("cycle", cycle, 1, EchoSettings.MAX_CYCLE);
    Limits.require("timeout", timeout, Limits.MIN_TIMEOUT, Limits.MAX_TIMEOUT);
    Limits.require("size", size, EchoSettings.MIN_SIZE, EchoSettings.MAX_SIZE);
    Limits.require("dscp", dscp, 0, Limits.MAX_DSCP);
    Limits.requireInterface(networkInterface);
  }
}
