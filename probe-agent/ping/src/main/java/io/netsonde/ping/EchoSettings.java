package io.netsonde.ping;

import java.time.Duration;

/**
 * A target of echoes and how to measure towards it.
 *
 * @param probe the probe's name
 * @param address the target's host name or address as the user wrote it
 * @param interval between two requests
 * @param cycle requests a cycle, 1 to {@link #MAX_CYCLE}
 * @param timeout after which a request is lost
 * @param size data of every request in bytes, {@link #MIN_SIZE} to {@link #MAX_SIZE}
 * @param maxCycles after how many cycles to stop by itself; 0: never
 */
public record EchoSettings(
    String probe,
    String address,
    Duration interval,
    int cycle,
    Duration timeout,
    int size,
    long maxCycles) {
  public static final int MAX_CYCLE = 30_000;

  /** Room for what tells our requests from others'. */
  public static final int MIN_SIZE = EchoData.BYTES;

  /** What fits into an IPv4 packet of 65,535 bytes. */
  public static final int MAX_SIZE = 65_507;

  public EchoSettings {
    require(interval.compareTo(Duration.ofNanos(1_000)) >= 0, "interval", interval);
    require(cycle >= 1 && cycle <= MAX_CYCLE, "cycle", cycle);
    require(timeout.isPositive(), "timeout", timeout);
    require(size >= MIN_SIZE && size <= MAX_SIZE, "size", size);
    require(maxCycles >= 0, "number of cycles", maxCycles);
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " " + value + " is out of range");
    }
  }
}
