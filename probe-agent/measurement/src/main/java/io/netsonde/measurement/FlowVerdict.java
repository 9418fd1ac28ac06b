package io.netsonde.measurement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which flows of a measurement lose more than the others. Flows differ by nothing but their source
 * port, so where some lose and others do not, some of several equal-cost paths are bad: the share
 * of the flows that are estimates the share of the paths.
 *
 * <p>The rule is {@link LossOutliers}, at a significance of {@link #SIGNIFICANCE} for the whole
 * verdict, that is a third of it for each direction: where all flows are alike, fewer than one
 * verdict in a thousand names any.
 *
 * @param groups the bad flows by direction, forward first; empty where no flow is worse
 */
public record FlowVerdict(List<Group> groups) {
  /** The chance that a verdict names a flow though all are alike. */
  public static final double SIGNIFICANCE = 1e-3;

  /** No flow is worse than the others. */
  public static final FlowVerdict NONE = new FlowVerdict(List.of());

  private static final List<Direction> DIRECTIONS =
      List.of(Direction.FORWARD, Direction.REVERSE, Direction.ROUND_TRIP);

  /**
   * Flows that are bad in one direction.
   *
   * @param direction where; round trip for those of which no single direction shows it
   * @param flows their numbers, ascending, never empty
   * @param least the smallest loss among them, 0 to 1
   * @param most the greatest
   * @param others how many flows there are beside them
   * @param othersLoss what these lose together
   */
  public record Group(
      Direction direction,
      List<Integer> flows,
      double least,
      double most,
      int others,
      double othersLoss) {
    public Group {
      flows = List.copyOf(flows);
    }
  }

  public FlowVerdict {
    groups = List.copyOf(groups);
  }

  /** The verdict on the figures of each flow, by number. */
  public static FlowVerdict on(List<CycleFigures> flows) {
    List<Group> groups = new ArrayList<>();
    BitSet named = new BitSet();
    for (Direction direction : DIRECTIONS) {
      long[] sent = flows.stream().mapToLong(flow -> flow.of(direction).sent()).toArray();
      long[] lost = flows.stream().mapToLong(flow -> flow.of(direction).lost()).toArray();
      BitSet bad = LossOutliers.of(sent, lost, SIGNIFICANCE / DIRECTIONS.size());
      if (direction == Direction.ROUND_TRIP) {
        // What is lost one way is lost there and back as well.
        bad.andNot(named);
      }
      named.or(bad);
      addGroup(groups, direction, bad, flows);
    }
    return new FlowVerdict(groups);
  }

  /**
   * What is left of this verdict if it names only what another does as well.
   *
   * @param flows the figures that this verdict is on
   */
  public FlowVerdict confirming(FlowVerdict other, List<CycleFigures> flows) {
    List<Group> confirmed = new ArrayList<>();
    for (Group group : groups) {
      BitSet both = other.flows(group.direction());
      both.and(flows(group.direction()));
      addGroup(confirmed, group.direction(), both, flows);
    }
    return new FlowVerdict(confirmed);
  }

  /** Whether this names every flow that the other does, for the same directions at least. */
  public boolean names(FlowVerdict other) {
    for (Group group : other.groups) {
      BitSet more = other.flows(group.direction());
      more.andNot(flows(group.direction()));
      if (!more.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Where this flow is bad. */
  public List<Direction> of(int flow) {
    return DIRECTIONS.stream().filter(direction -> flows(direction).get(flow)).toList();
  }

  private BitSet flows(Direction direction) {
    BitSet flows = new BitSet();
    groups.stream()
        .filter(group -> group.direction() == direction)
        .forEach(group -> group.flows().forEach(flows::set));
    return flows;
  }

  private static void addGroup(
      List<Group> groups, Direction direction, BitSet bad, List<CycleFigures> flows) {
    if (bad.isEmpty()) {
      return;
    }
    double least = 1;
    double most = 0;
    long othersSent = 0;
    long othersLost = 0;
    for (int flow = 0; flow < flows.size(); flow++) {
      DirectionFigures figures = flows.get(flow).of(direction);
      if (bad.get(flow)) {
        double loss = figures.loss().orElse(0);
        least = Math.min(least, loss);
        most = Math.max(most, loss);
      } else {
        othersSent += figures.sent();
        othersLost += figures.lost();
      }
    }
    groups.add(
        new Group(
            direction,
            bad.stream().boxed().toList(),
            least,
            most,
            flows.size() - bad.cardinality(),
            othersSent == 0 ? 0 : (double) othersLost / othersSent));
  }
}
