package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.LossOutliers;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether packets are lost in one direction and not in the other, beyond chance: by the cycle
 * alone, or by the last three together where it has its part in it, or by the last ten or thirty
 * but for the worst of them, so that a small loss shows which lasts. Flows that are worse than the
 * others are left out, since that they are so is the better thing to say.
 */
final class DirectionRule {
  /**
   * So many cycles together, the newest among them.
   *
   * @param worst so many of them are left aside, for one burst is none that lasts; where any are,
   *     there have to be all the cycles
   * @param leastPart with fewer losses the newest has no part in it
   * @param significance how seldom chance would make such a difference
   */
  private record Look(int cycles, int worst, long leastPart, double significance) {}

  private static final List<Look> LOOKS =
      List.of(
          new Look(1, 0, 1, 1e-3),
          new Look(3, 0, 2, 1e-4),
          new Look(10, 1, 1, 1e-4),
          new Look(30, 3, 1, 1e-5));

  private static final int MOST_CYCLES = LOOKS.getLast().cycles();

  /** Over so many the other direction is asked whether it loses as well. */
  private static final int THREE = 3;

  /** The other direction may lose this share of what the bad one does. */
  private static final double BUT_FEW = 0.25;

  /** It began where before it lost this part of that at most. */
  private static final double PART_BEFORE = 0.125;

  /** With this share it loses as well. */
  private static final double BOTH = 0.5;

  private static final long LEAST_LOST_IN_BOTH = 5;

  /**
   * The direction that loses.
   *
   * @param counts of the cycles that say so
   * @param sinceEpochNanos the start of the one of these with which it began
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
    if (last.size() > MOST_CYCLES) {
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
    return LOOKS.stream()
        .filter(look -> newest().lost(direction) >= look.leastPart())
        .filter(look -> stands(direction, look))
        .findFirst()
        .map(look -> on(direction, last(look.cycles())));
  }

  private boolean stands(Direction direction, Look look) {
    List<LossCounts> cycles = last(look.cycles());
    if (look.worst() > 0 && cycles.size() < look.cycles()) {
      return false;
    }
    List<LossCounts> butWorst =
        cycles.stream()
            .sorted(Comparator.comparingLong(each -> -each.events(direction)))
            .skip(look.worst())
            .toList();
    return stands(direction, sum(butWorst), look.significance());
  }

  private static Verdict on(Direction direction, List<LossCounts> cycles) {
    LossCounts all = sum(cycles);
    return new Verdict(direction, all, since(direction, cycles, all.loss(direction)));
  }

  /**
   * The start of the cycle from which on that loss explains best what was lost, and before which a
   * part of it does: one packet lost long before is no beginning.
   */
  private static long since(Direction direction, List<LossCounts> cycles, double loss) {
    double weight = 0;
    double most = Double.NEGATIVE_INFINITY;
    long since = 0;
    for (LossCounts cycle : cycles.reversed()) {
      weight +=
          cycle.lost(direction) * Math.log(1 / PART_BEFORE)
              - cycle.sent(direction) * loss * (1 - PART_BEFORE);
      if (weight > most) {
        most = weight;
        since = cycle.startEpochNanos();
      }
    }
    return since;
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
