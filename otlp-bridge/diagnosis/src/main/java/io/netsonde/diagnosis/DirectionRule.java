package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.LossOutliers;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether packets are lost in one direction and not in the other, beyond chance: by the cycle
 * alone, or by the last three together where it has its part in it, or by the last ten but for the
 * worst of them. Flows that are worse than the others are left out, since that they are so is the
 * better thing to say.
 */
final class DirectionRule {
  private static final double BY_ITSELF = 1e-3;
  private static final double TOGETHER = 1e-4;
  private static final int THREE = 3;
  private static final int TEN = 10;

  /** A cycle with fewer losses has no part in what the last three say together. */
  private static final int LEAST_PART = 2;

  /** The other direction may lose this share of what the bad one does. */
  private static final double BUT_FEW = 0.25;

  /** With this share it loses as well. */
  private static final double BOTH = 0.5;

  private static final long LEAST_LOST_IN_BOTH = 5;

  /**
   * The direction that loses.
   *
   * @param counts of the cycles that say so
   * @param sinceEpochNanos the start of the first of these that lost in that direction
   */
  record Verdict(Direction direction, LossCounts counts, long sinceEpochNanos) {
    double loss() {
      return counts.loss(direction);
    }

    double otherLoss() {
      return counts.loss(other(direction));
    }
  }

  private final ArrayDeque<LossCounts> last = new ArrayDeque<>();

  /** The newest cycle's. */
  LossCounts newest() {
    return last.getLast();
  }

  /** The verdict on this cycle. */
  Optional<Verdict> accept(TrafficSimCycle cycle) {
    last.addLast(LossCounts.of(cycle));
    if (last.size() > TEN) {
      last.removeFirst();
    }
    for (Direction direction : List.of(Direction.FORWARD, Direction.REVERSE)) {
      Optional<Verdict> verdict = verdict(direction);
      if (verdict.isPresent()) {
        return verdict;
      }
    }
    return Optional.empty();
  }

  /** Whether the other direction has come to lose about as much. */
  boolean isBoth(Direction direction) {
    LossCounts three = sum(last(THREE));
    Direction other = other(direction);
    return three.lost(other) >= LEAST_LOST_IN_BOTH
        && three.loss(direction) > 0
        && three.loss(other) >= BOTH * three.loss(direction);
  }

  private Optional<Verdict> verdict(Direction direction) {
    List<LossCounts> one = last(1);
    if (stands(direction, sum(one), BY_ITSELF)) {
      return Optional.of(on(direction, one));
    }
    boolean hasPart = newest().lost(direction) >= LEAST_PART;
    List<LossCounts> three = last(THREE);
    if (hasPart && stands(direction, sum(three), TOGETHER)) {
      return Optional.of(on(direction, three));
    }
    List<LossCounts> ten = last(TEN);
    boolean isSpread = ten.size() == TEN && newest().lost(direction) > 0;
    List<LossCounts> butWorst = new ArrayList<>(ten);
    butWorst.remove(
        ten.stream().max(Comparator.comparingLong(each -> each.events(direction))).orElseThrow());
    return isSpread && stands(direction, sum(butWorst), TOGETHER)
        ? Optional.of(on(direction, ten))
        : Optional.empty();
  }

  private static Verdict on(Direction direction, List<LossCounts> cycles) {
    long since =
        cycles.stream()
            .filter(cycle -> cycle.lost(direction) > 0)
            .findFirst()
            .orElseThrow()
            .startEpochNanos();
    return new Verdict(direction, sum(cycles), since);
  }

  private static boolean stands(Direction direction, LossCounts counts, double significance) {
    Direction other = other(direction);
    BitSet bad =
        LossOutliers.of(
            new long[] {counts.sent(direction), counts.sent(other)},
            new long[] {counts.events(direction), counts.events(other)},
            significance);
    return bad.get(0) && !bad.get(1) && counts.loss(other) <= BUT_FEW * counts.loss(direction);
  }

  private List<LossCounts> last(int count) {
    return last.stream().skip(Math.max(0, last.size() - count)).toList();
  }

  private static LossCounts sum(List<LossCounts> cycles) {
    return cycles.stream().reduce(LossCounts.NONE, LossCounts::plus);
  }

  private static Direction other(Direction direction) {
    return direction == Direction.FORWARD ? Direction.REVERSE : Direction.FORWARD;
  }
}
