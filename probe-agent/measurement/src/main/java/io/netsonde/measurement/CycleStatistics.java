package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns one flow's traces into figures, cycle after cycle: what runs on across the seam of two
 * cycles (jitter, IPDV, loss runs, the estimate of the clocks' offset) is kept here. One instance a
 * flow; not safe for several threads.
 *
 * <p>Every packet counts once. Round trip: all packets are sent, those answered in time received,
 * the others lost, among them late ones and those never sent. Forward: sent are the packets whose
 * fate is known. Reverse: sent are the packets that the reflector answered, and an answer counts as
 * received however late. Delays are those of packets answered in time that have the stamps which
 * the cycle uses. With other stamps than in the cycle before, jitter and IPDV begin anew.
 */
public final class CycleStatistics {
  private final ClockOffsetEstimator offsets = new ClockOffsetEstimator();
  private final DirectionMeter forward = new DirectionMeter(Direction.FORWARD);
  private final DirectionMeter reverse = new DirectionMeter(Direction.REVERSE);
  private final DirectionMeter roundTrip = new DirectionMeter(Direction.ROUND_TRIP);
  private @Nullable Stamps lastStamps;

  /**
   * The figures of the flow's next cycle. Cycles are given in order, each once.
   *
   * @param trace every packet's fate, final
   * @param stamps what the delays are taken from: {@link Stamps#common} of all flows
   * @param sharedClock whether both ends are known to read the same clock
   * @param clockError how far the two clocks were apart at most throughout the cycle, as their
   *     kernels say: the sum of both errors, nanoseconds; empty unless both are known
   * @param bytesSent UDP payload of DATA sent
   * @param bytesReceived UDP payload of answers received
   */
  public CycleFigures close(
      CycleTrace trace,
      Stamps stamps,
      boolean sharedClock,
      OptionalLong clockError,
      long bytesSent,
      long bytesReceived) {
    long stepsBefore = offsets.steps();
    AnsweredPackets answered = new AnsweredPackets(trace, stamps, offsets, clockError);
    long steps = offsets.steps() - stepsBefore;
    boolean refuted = !sharedClock && answered.refuted();
    OptionalLong error = refuted ? OptionalLong.empty() : clockError;
    boolean silent = answered.isEmpty() && answered.unstamped() == 0;
    Optional<ClockOffset> clock =
        silent
            ? Optional.empty()
            : sharedClock ? Optional.of(ClockOffset.SHARED) : offsets.estimate(error);
    OneWayDelays oneWay = new OneWayDelays(answered, steps == 0 ? clock : Optional.empty(), error);
    if (!silent && stamps != lastStamps) {
      List.of(forward, reverse, roundTrip).forEach(DirectionMeter::restartDelays);
      lastStamps = stamps;
    }

    DirectionFigures there = forward.close(trace, answered, oneWay.of(Direction.FORWARD));
    DirectionFigures back = reverse.close(trace, answered, oneWay.of(Direction.REVERSE));
    DirectionFigures both =
        roundTrip.close(trace, answered, answered.delays(Direction.ROUND_TRIP, 0));
    BurstGap losses = BurstGap.of(trace);
    return new CycleFigures(
        trace.size(),
        there,
        back,
        both,
        late(trace),
        undecided(trace),
        answered.unstamped(),
        roundTrip.jitters(),
        losses.burstDensity(),
        losses.gapDensity(),
        roundTrip.lossEpisodes(),
        reorderingExtent(trace),
        clock,
        steps,
        refuted ? 1 : 0,
        Mos.of(there, back, both),
        refused(trace),
        sendLag(trace),
        bytesSent,
        bytesReceived);
  }

  /**
   * The figures of all flows of one cycle together; of a single flow, its own.
   *
   * <ul>
   *   <li>Counts add up; the longest run and the largest extent are the largest of any flow.
   *   <li>Distributions are of all flows' values; PDV is above each flow's own minimum, as flows
   *       may take different paths. One-way delays are stated where every flow that has round-trip
   *       delays states them.
   *   <li>Jitter is the mean of the flows', weighted by packets received.
   *   <li>Burst and gap loss densities are of all flows' bursts and gaps, weighted by packets.
   *   <li>The clock is that of the flow with the smallest bound: all flows see the same two clocks.
   *   <li>The mean opinion score is computed anew from the totals.
   * </ul>
   *
   * @param flows figures as {@link #close} gave them, at least one
   */
  public static CycleFigures total(List<CycleFigures> flows) {
    if (flows.isEmpty()) {
      throw new IllegalArgumentException("a cycle has at least one flow");
    }
    return flows.size() == 1 ? flows.getFirst() : CycleTotal.of(flows);
  }

  static long late(CycleTrace trace) {
    long late = 0;
    for (int row = 0; row < trace.size(); row++) {
      late += trace.outcome(row) == Outcome.LATE ? 1 : 0;
    }
    return late;
  }

  private static long undecided(CycleTrace trace) {
    long undecided = 0;
    for (int row = 0; row < trace.size(); row++) {
      boolean lost = trace.outcome(row) == Outcome.LOST;
      undecided += lost && trace.forward(row) == Forward.UNKNOWN ? 1 : 0;
    }
    return undecided;
  }

  static long reorderingExtent(CycleTrace trace) {
    long extent = 0;
    for (int row = 0; row < trace.size(); row++) {
      extent = Math.max(extent, trace.roundTripExtent(row));
    }
    return extent;
  }

  static long refused(CycleTrace trace) {
    long refused = 0;
    for (int row = 0; row < trace.size(); row++) {
      refused += trace.wasRefused(row) ? 1 : 0;
    }
    return refused;
  }

  static Distribution sendLag(CycleTrace trace) {
    Samples lags = new Samples();
    for (int row = 0; row < trace.size(); row++) {
      if (trace.sendLagNanos(row) >= 0) {
        lags.add(trace.sendLagNanos(row));
      }
    }
    return lags.distribution();
  }
}
