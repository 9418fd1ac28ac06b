package io.netsonde.measurement;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures of one cycle, of one flow or over all flows.
 *
 * @param packets how many packets the cycle planned and sent or failed to send
 * @param forward sender to reflector
 * @param reverse reflector to sender
 * @param roundTrip there and back; its {@code delay} are the round-trip delays (RFC 2681, the
 *     reflector's residence removed) of packets answered in time, less those {@code unstamped}
 * @param late answers that came after the timeout, before the cycle closed; each is also lost
 * @param undecided losses whose direction could not be learned; each is also lost
 * @param unstamped packets answered in time that lack the stamps which the cycle's delays are taken
 *     from, so that they have no part in them
 * @param jitter the interarrival jitter of the round trip after each of the cycle's arrivals, for
 *     its least, greatest and mean value
 * @param burstLossDensity share of packets lost within bursts (RFC 3611, Gmin 16), 0 to 1; 0 where
 *     there was no burst
 * @param gapLossDensity share of packets lost within gaps (RFC 3611), 0 to 1
 * @param lossEpisodes runs of round-trip loss that began in this cycle (RFC 6534)
 * @param reorderingExtent largest n for which an answer was n-reordered (RFC 4737), 0 for none
 * @param clock the reflector's clock against the sender's; empty where no packet was answered
 * @param clockSteps how often a clock stepped within the cycle
 * @param clockErrorsRefuted flows whose answers contradicted what the two ends' kernels said of
 *     their clocks' errors, which was then left out
 * @param mos estimate for G.711 (ITU-T G.107), 1 to 4.5; empty where there is no delay
 * @param refused packets that the system of this host refused to send; each is also lost
 * @param sendLag planned to actual send, nanoseconds, of the packets that were sent
 * @param bytesSent UDP payload of DATA sent
 * @param bytesReceived UDP payload of answers received
 */
public record CycleFigures(
    long packets,
    DirectionFigures forward,
    DirectionFigures reverse,
    DirectionFigures roundTrip,
    long late,
    long undecided,
    long unstamped,
    Distribution jitter,
    double burstLossDensity,
    double gapLossDensity,
    long lossEpisodes,
    long reorderingExtent,
    Optional<ClockOffset> clock,
    long clockSteps,
    long clockErrorsRefuted,
    Optional<Mos> mos,
    long refused,
    Distribution sendLag,
    long bytesSent,
    long bytesReceived) {

  /** Packets that never left: refused, or there was nobody to send them to. Each is also lost. */
  public long unsent() {
    return Math.max(0, packets - sendLag.count());
  }

  /** Figures of {@code direction}. */
  public DirectionFigures of(Direction direction) {
    return switch (direction) {
      case FORWARD -> forward;
      case REVERSE -> reverse;
      case ROUND_TRIP -> roundTrip;
    };
  }

  /** Median one-way delay forward minus reverse, nanoseconds; empty unless both are stated. */
  public OptionalDouble delayAsymmetryNanos() {
    return forward.delay().isEmpty() || reverse.delay().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) forward.delay().median() - reverse.delay().median());
  }

  /** Loss ratio forward minus reverse, -1 to 1; empty unless both are known. */
  public OptionalDouble lossAsymmetry() {
    return forward.loss().isEmpty() || reverse.loss().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(forward.loss().getAsDouble() - reverse.loss().getAsDouble());
  }
}
