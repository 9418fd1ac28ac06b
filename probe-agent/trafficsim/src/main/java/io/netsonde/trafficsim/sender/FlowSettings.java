package io.netsonde.trafficsim.sender;

import io.netsonde.trafficsim.wire.PacketCodec;

/**
 * One flow of a probe.
 *
 * @param sourceAgent this agent's id, unsigned 32-bit
 * @param targetAgent the peer's id, or 0 for whoever answers
 * @param session 64 random bits, never used before
 * @param firstSequence where numbering begins: 0, but in tests of the wrap
 * @param intervalNanos between two packets, at least 1,000
 * @param originNanos a time on the monotonic clock at which a packet would be due: spreads flows
 *     and probes over the interval
 * @param cycle packets a cycle, 1 to {@link #MAX_CYCLE}
 * @param timeoutNanos after which a packet is lost
 * @param size UDP payload of every DATA, in bytes
 * @param maxCycles after how many cycles to stop by itself; 0: never
 */
public record FlowSettings(
    int sourceAgent,
    int targetAgent,
    long session,
    long firstSequence,
    long intervalNanos,
    long originNanos,
    int cycle,
    long timeoutNanos,
    int size,
    long maxCycles) {

  /** Above this the reflector's window would forget packets before the cycle's report. */
  public static final int MAX_CYCLE = 30_000;

  /** The least size: a whole packet with padding and mac. */
  public static final int MIN_SIZE =
      PacketCodec.FIXED_LENGTH + PacketCodec.PADDING_OVERHEAD + PacketCodec.MAC_FIELD_LENGTH;

  public FlowSettings {
    require(intervalNanos >= 1_000, "interval", intervalNanos);
    require(cycle >= 1 && cycle <= MAX_CYCLE, "cycle", cycle);
    require(timeoutNanos > 0, "timeout", timeoutNanos);
    require(size >= MIN_SIZE && size <= PacketCodec.MAX_LENGTH, "size", size);
    require(firstSequence >= 0, "first sequence", firstSequence);
  }

  /**
   * How many sequences the reflector has to remember: a cycle is asked for until the timeout has
   * passed since the next one was decided, for which it took the timeout too.
   */
  int window() {
    long inFlight = 2 * (timeoutNanos / intervalNanos) + 64;
    return (int) Math.min(65_536, 2L * cycle + inFlight);
  }

  /** How long between two requests for a report: eight fit into the shortest cycle. */
  long reportRepeatNanos() {
    return Math.clamp(intervalNanos * cycle / 8, 20_000_000L, 500_000_000L);
  }

  /**
   * How long at least between any two repeated requests, whatever the number of cycles that wait:
   * an outage must not be answered with more requests than DATA.
   */
  long reportGapNanos() {
    return Math.clamp(intervalNanos * cycle / 16, 1_000_000L, 250_000_000L);
  }

  private static void require(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " " + value + " is out of range");
    }
  }
}
