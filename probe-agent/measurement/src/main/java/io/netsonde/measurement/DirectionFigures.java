package io.netsonde.measurement;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one direction of a cycle looked like. For every closed cycle {@code sent = received + lost}.
 *
 * @param sent forward: packets planned whose fate is known; reverse: answers the reflector sent;
 *     round trip: packets planned
 * @param received unique packets that arrived: in time for the round trip, before the cycle closed
 *     for the single directions
 * @param lost the rest
 * @param duplicates extra copies that arrived (RFC 5560)
 * @param reordered unique arrivals that were reordered (RFC 4737)
 * @param jitterNanos interarrival jitter (RFC 3550, A.8) after the cycle's last arrival; it runs on
 *     across cycles; empty until two packets have arrived whose delays come from the same kind of
 *     stamps
 * @param ipdv signed differences of consecutive packets' delays (RFC 3393, RFC 5481), nanoseconds
 * @param pdv delays above the smallest delay of the cycle (RFC 5481), nanoseconds; free of the
 *     clocks' offset
 * @param delay one-way delays (RFC 7679) in nanoseconds, negative ones kept; for the round trip the
 *     round-trip delays; empty where the clocks' bound does not allow a one-way delay to be stated
 * @param lossRuns lengths in packets of the runs of consecutive losses that ended in this cycle; a
 *     run may have begun in an earlier one
 * @param longestLossRun longest run of losses seen in this cycle, whether or not it has ended,
 *     counted with what came before the seam
 */
public record DirectionFigures(
    long sent,
    long received,
    long lost,
    long duplicates,
    long reordered,
    OptionalLong jitterNanos,
    Distribution ipdv,
    Distribution pdv,
    Distribution delay,
    Distribution lossRuns,
    long longestLossRun) {

  /** Of a direction of which nothing is known. */
  static final DirectionFigures NONE =
      new DirectionFigures(
          0,
          0,
          0,
          0,
          0,
          OptionalLong.empty(),
          Distribution.EMPTY,
          Distribution.EMPTY,
          Distribution.EMPTY,
          Distribution.EMPTY,
          0);

  public DirectionFigures {
    if (sent != received + lost || sent < 0 || received < 0 || lost < 0) {
      throw new IllegalArgumentException(
          "sent " + sent + " is not received " + received + " + lost " + lost);
    }
  }

  /** Lost share of what was sent, 0 to 1; empty where nothing was sent. */
  public OptionalDouble loss() {
    return sent == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) lost / sent);
  }
}
