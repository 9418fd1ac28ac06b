package io.netsonde.agent;

import io.netsonde.agent.config.Limits;
import io.netsonde.ping.EchoSettings;
import java.time.Duration;

/**
 * One measurement by ICMP echo.
 *
 * @param host the target, a name or an address
 * @param family which addresses of the target may be used
 * @param count requests, 1 to 30000
 * @param interval between two requests, 1 ms to 1 h
 * @param timeout a reply later than this counts as lost and late, above 0 to 60 s
 * @param size data of a request in bytes, 16 to 65507
 * @param json for programs instead of people
 */
public record EchoOptions(
    String host,
    AddressFamily family,
    int count,
    Duration interval,
    Duration timeout,
    int size,
    boolean json) {
  public EchoOptions {
    require(
        count >= 1 && count <= EchoSettings.MAX_CYCLE,
        "--count is to be from 1 to " + EchoSettings.MAX_CYCLE);
    require(
        interval.compareTo(Limits.MIN_INTERVAL) >= 0
            && interval.compareTo(Limits.MAX_INTERVAL) <= 0,
        "--interval is to be from 1ms to 1h");
    require(
        timeout.compareTo(Limits.MIN_TIMEOUT) >= 0 && timeout.compareTo(Limits.MAX_TIMEOUT) <= 0,
        "--timeout is to be above 0 to 1m");
    require(
        size >= EchoSettings.MIN_SIZE && size <= EchoSettings.MAX_SIZE,
        "--size is to be from "
            + EchoSettings.MIN_SIZE
            + " to "
            + EchoSettings.MAX_SIZE
            + " bytes for an ICMP echo");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
