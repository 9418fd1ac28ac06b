package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.List;

/**
 * What left and what was lost of one cycle or several in a row, there and back.
 *
 * @param startEpochNanos of the first
 * @param thereEvents like {@code thereLost}, but packets lost one after the other count as one
 *     event, which they mostly are; unless most are lost
 */
record LossCounts(
    long startEpochNanos,
    long thereSent,
    long thereLost,
    long thereEvents,
    long backSent,
    long backLost,
    long backEvents) {

  static final LossCounts NONE = new LossCounts(0, 0, 0, 0, 0, 0, 0);

  /** Of those flows that are no worse than the others. */
  static LossCounts of(TrafficSimCycle cycle) {
    List<CycleFigures> flows = cycle.flows();
    FlowVerdict verdict = FlowVerdict.on(flows);
    LossCounts all = NONE;
    for (int flow = 0; flow < flows.size(); flow++) {
      if (verdict.of(flow).isEmpty()) {
        DirectionFigures there = flows.get(flow).forward();
        DirectionFigures back = flows.get(flow).reverse();
        all =
            all.plus(
                new LossCounts(
                    0,
                    there.sent(),
                    there.lost(),
                    events(there),
                    back.sent(),
                    back.lost(),
                    events(back)));
      }
    }
    return all.at(cycle.startEpochNanos());
  }

  private LossCounts at(long start) {
    return new LossCounts(start, thereSent, thereLost, thereEvents, backSent, backLost, backEvents);
  }

  /** These and later ones. */
  LossCounts plus(LossCounts other) {
    return new LossCounts(
        equals(NONE) ? other.startEpochNanos : startEpochNanos,
        thereSent + other.thereSent,
        thereLost + other.thereLost,
        thereEvents + other.thereEvents,
        backSent + other.backSent,
        backLost + other.backLost,
        backEvents + other.backEvents);
  }

  long sent(Direction direction) {
    return direction == Direction.FORWARD ? thereSent : backSent;
  }

  long lost(Direction direction) {
    return direction == Direction.FORWARD ? thereLost : backLost;
  }

  long events(Direction direction) {
    return direction == Direction.FORWARD ? thereEvents : backEvents;
  }

  double loss(Direction direction) {
    return sent(direction) == 0 ? 0 : (double) lost(direction) / sent(direction);
  }

  private static long events(DirectionFigures figures) {
    boolean isMost = 2 * figures.lost() > figures.sent();
    return figures.lost() == 0 || isMost
        ? figures.lost()
        : Math.clamp(figures.lossRuns().count(), 1, figures.lost());
  }
}
