package io.netsonde.agent.view;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One path of the live table. Times in nanoseconds, shares from 0 to 1.
 *
 * @param from name of the agent that measures
 * @param to name of the agent that reflects
 * @param up whether a session is held
 * @param sent packets that the figures are about
 * @param lossForward share lost on the way there; empty where unknown
 * @param lossReverse share lost on the way back
 * @param rttMedian of the round-trip delays
 * @param rttP99 of the round-trip delays
 * @param delayForward P99 of the one-way delay there, where the clocks allow to state it
 * @param delayReverse P99 of the one-way delay back
 * @param pdvForward P99 of the delay above its minimum, on the way there
 * @param pdvReverse the same on the way back
 * @param jitter of the round trip (RFC 3550)
 * @param reordered answers that came reordered
 * @param verdict what to know at one glance
 */
public record PathRow(
    String from,
    String to,
    boolean up,
    long sent,
    OptionalDouble lossForward,
    OptionalDouble lossReverse,
    OptionalLong rttMedian,
    OptionalLong rttP99,
    OptionalLong delayForward,
    OptionalLong delayReverse,
    OptionalLong pdvForward,
    OptionalLong pdvReverse,
    OptionalLong jitter,
    long reordered,
    Verdict verdict) {

  /** A path of which nothing has been measured yet. */
  public static PathRow waiting(String from, String to, boolean up) {
    OptionalLong none = OptionalLong.empty();
    OptionalDouble no = OptionalDouble.empty();
    return new PathRow(
        from,
        to,
        up,
        0,
        no,
        no,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        0,
        up ? new Verdict.Waiting() : new Verdict.Down());
  }

  /** A path as {@code figures} say it is. */
  public static PathRow of(String from, String to, boolean up, CycleFigures figures) {
    Distribution rtt = figures.roundTrip().delay();
    return new PathRow(
        from,
        to,
        up,
        figures.packets(),
        figures.forward().loss(),
        figures.reverse().loss(),
        percentile(rtt, 50),
        percentile(rtt, 99),
        percentile(figures.of(Direction.FORWARD).delay(), 99),
        percentile(figures.of(Direction.REVERSE).delay(), 99),
        percentile(figures.of(Direction.FORWARD).pdv(), 99),
        percentile(figures.of(Direction.REVERSE).pdv(), 99),
        figures.roundTrip().jitterNanos(),
        figures.roundTrip().reordered(),
        up ? Verdict.on(figures) : new Verdict.Down());
  }

  private static OptionalLong percentile(Distribution distribution, double percent) {
    return distribution.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(distribution.percentile(percent));
  }
}
