package io.netsonde.agent;

import io.netsonde.agent.config.HostPort;
import io.netsonde.agent.config.Limits;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.StampsChoice;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One measurement against a reflector.
 *
 * @param target the reflector
 * @param family which addresses of the target may be used
 * @param count packets of each flow, 1 to 30000
 * @param interval between two packets of a flow, 1 ms to 1 h
 * @param timeout an answer later than this counts as lost and late, above 0 to 60 s
 * @param size UDP payload in bytes, 128 to 65507
 * @param agentId the id to say to the reflector; empty: none
 * @param key authenticates every packet
 * @param flows how many source ports to send from, 1 to 1024
 * @param stamps who stamps
 * @param json for programs instead of people
 */
public record PingOptions(
    HostPort target,
    AddressFamily family,
    int count,
    Duration interval,
    Duration timeout,
    int size,
    OptionalLong agentId,
    Optional<Secret> key,
    int flows,
    StampsChoice stamps,
    boolean json) {
  /** Packets where the command line says nothing. */
  public static final int DEFAULT_COUNT = 10;

  public PingOptions {
    require(target.port() > 0, "the port is to be from 1 to " + Limits.MAX_PORT);
    require(
        count >= 1 && count <= Limits.MAX_CYCLE, "--count is to be from 1 to " + Limits.MAX_CYCLE);
    require(
        interval.compareTo(Limits.MIN_INTERVAL) >= 0
            && interval.compareTo(Limits.MAX_INTERVAL) <= 0,
        "--interval is to be from 1ms to 1h");
    require(
        timeout.compareTo(Limits.MIN_TIMEOUT) >= 0 && timeout.compareTo(Limits.MAX_TIMEOUT) <= 0,
        "--timeout is to be above 0 to 1m");
    require(
        size >= Limits.MIN_SIZE && size <= Limits.MAX_SIZE,
        "--size is to be from " + Limits.MIN_SIZE + " to " + Limits.MAX_SIZE + " bytes");
    require(
        flows >= 1 && flows <= Limits.MAX_FLOWS, "--flows is to be from 1 to " + Limits.MAX_FLOWS);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
