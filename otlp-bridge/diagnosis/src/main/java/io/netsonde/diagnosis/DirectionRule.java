package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.LossOutliers;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether packets are lost in one direction and not in the other, beyond chance: by the cycle
 * alone, or by the last three together where it has its part in it. Flows that are worse than the
 * others are left out, since that they are so is the better thing to say.
 */
final class DirectionRule {
  private static final double BY_ITSELF = 1e-3;
  private static final double TOGETHER = 1e-4;
  private static final int LOOK_BACK = 3;

  /** A cycle with fewer losses has no part in what the last three say together. */
  private static final int LEAST_PART = 2;

  /** The other direction may lose this share of what the bad one does. */
  private static final double BUT_FEW = 0.25;

  /** What left and what was lost, there and back. */
  private static final class Counts {
    final long[] sent = new long[2];
    final long[] lost = new long[2];
  }

  /**
   * The direction that loses.
   *
   * @param loss its loss in the last cycles, 0 to 1
   * @param otherLoss that of the other
   */
  record Verdict(Direction direction, double loss, double otherLoss) {}

  private final ArrayDeque<Counts> last = new ArrayDeque<>();

  /** The verdict on this cycle. */
  Optional<Verdict> accept(TrafficSimCycle cycle) {
    Counts now = counts(cycle);
    last.addLast(now);
    if (last.size() > LOOK_BACK) {
      last.removeFirst();
    }
    Counts all = sum();
    BitSet bad = LossOutliers.of(now.sent, now.lost, BY_ITSELF);
    if (bad.isEmpty()) {
      bad = LossOutliers.of(all.sent, all.lost, TOGETHER);
      for (int one = 0; one < 2; one++) {
        bad.set(one, bad.get(one) && now.lost[one] >= LEAST_PART);
      }
    }
    if (bad.cardinality() != 1) {
      return Optional.empty();
    }
    int worse = bad.nextSetBit(0);
    double loss = ratio(all, worse);
    double other = ratio(all, 1 - worse);
    return other > BUT_FEW * loss
        ? Optional.empty()
        : Optional.of(new Verdict(worse == 0 ? Direction.FORWARD : Direction.REVERSE, loss, other));
  }

  private static Counts counts(TrafficSimCycle cycle) {
    List<CycleFigures> flows = cycle.flows();
    FlowVerdict verdict = FlowVerdict.on(flows);
    Counts counts = new Counts();
    for (int flow = 0; flow < flows.size(); flow++) {
      if (verdict.of(flow).isEmpty()) {
        counts.sent[0] += flows.get(flow).forward().sent();
        counts.lost[0] += flows.get(flow).forward().lost();
        counts.sent[1] += flows.get(flow).reverse().sent();
        counts.lost[1] += flows.get(flow).reverse().lost();
      }
    }
    return counts;
  }

  private Counts sum() {
    Counts all = new Counts();
    for (Counts one : last) {
      for (int direction = 0; direction < 2; direction++) {
        all.sent[direction] += one.sent[direction];
        all.lost[direction] += one.lost[direction];
      }
    }
    return all;
  }

  private static double ratio(Counts counts, int direction) {
    return counts.sent[direction] == 0
        ? 0
        : (double) counts.lost[direction] / counts.sent[direction];
  }
}
