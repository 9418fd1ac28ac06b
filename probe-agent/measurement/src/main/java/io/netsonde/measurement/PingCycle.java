package io.netsonde.measurement;

import java.util.Map;

/**
 * One closed cycle of ICMP echoes. No direction is claimed: of the figures, only those of the round
 * trip and of sending mean something.
 *
 * @param probe the probe's name
 * @param address the target's host name or address as the user wrote it
 * @param span the span that is to tell of it
 * @param index the cycle's number, from 0, since the probe started
 * @param outcome complete, or partial where shutdown cut the cycle short
 * @param timestampSource where the stamps behind all delays of this cycle were taken; the process
 *     where there are none
 * @param startEpochNanos when its first echo was due
 * @param endEpochNanos when its last echo was decided
 * @param figures its figures, as {@link EchoStatistics} has them
 * @param errors how many of the lost echoes ICMP told of, by what it said; only those above 0
 */
public record PingCycle(
    String probe,
    String address,
    SpanIdentity span,
    long index,
    TrafficSimCycle.Outcome outcome,
    TimestampSource timestampSource,
    long startEpochNanos,
    long endEpochNanos,
    CycleFigures figures,
    Map<EchoError, Long> errors)
    implements Measurement {
  public PingCycle {
    errors = Map.copyOf(errors);
    long told = errors.values().stream().mapToLong(Long::longValue).sum();
    if (told > figures.roundTrip().lost()) {
      throw new IllegalArgumentException(
          told + " errors of " + figures.roundTrip().lost() + " losses");
    }
  }
}
