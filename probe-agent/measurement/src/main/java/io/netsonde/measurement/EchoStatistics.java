package io.netsonde.measurement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the traces of one target's echoes into figures, cycle after cycle, as {@link
 * CycleStatistics} does for a reflector's answers. An echo says neither when it was where nor which
 * way a packet was lost: there are figures of the round trip only, every loss is of an undecided
 * direction, and nothing is said of the target's clock. The time that the target takes to answer is
 * part of the delay. Not safe for several threads.
 */
public final class EchoStatistics {
  private final DirectionMeter roundTrip = new DirectionMeter(Direction.ROUND_TRIP);
  private @Nullable Stamps lastStamps;

  /**
   * The figures of the next cycle. Cycles are given in order, each once.
   *
   * @param trace every echo's fate, final
   * @param stamps what the delays are taken from: {@link Stamps#common}
   * @param bytesSent data of the echo requests sent
   * @param bytesReceived data of the replies received
   */
  public CycleFigures close(CycleTrace trace, Stamps stamps, long bytesSent, long bytesReceived) {
    AnsweredPackets answered = new AnsweredPackets(trace, stamps);
    boolean silent = answered.isEmpty() && answered.unstamped() == 0;
    if (!silent && stamps != lastStamps) {
      roundTrip.restartDelays();
      lastStamps = stamps;
    }
    DirectionFigures both =
        roundTrip.close(trace, answered, answered.delays(Direction.ROUND_TRIP, 0));
    BurstGap losses = BurstGap.of(trace);
    return new CycleFigures(
        trace.size(),
        DirectionFigures.NONE,
        DirectionFigures.NONE,
        both,
        CycleStatistics.late(trace),
        both.lost(),
        answered.unstamped(),
        roundTrip.jitters(),
        losses.burstDensity(),
        losses.gapDensity(),
        roundTrip.lossEpisodes(),
        CycleStatistics.reorderingExtent(trace),
        Optional.empty(),
        0,
        0,
        Mos.of(DirectionFigures.NONE, DirectionFigures.NONE, both),
        CycleStatistics.refused(trace),
        CycleStatistics.sendLag(trace),
        bytesSent,
        bytesReceived);
  }

  /** Who took the stamps of such a set: an echo has two only, both of them the sender's. */
  public static TimestampSource source(Stamps stamps) {
    return stamps == Stamps.PROCESS ? TimestampSource.PROCESS : TimestampSource.KERNEL;
  }

  /** The set for one cycle: {@link Stamps#common}. */
  public static Stamps stamps(CycleTrace trace) {
    return Stamps.common(List.of(trace));
  }
}
