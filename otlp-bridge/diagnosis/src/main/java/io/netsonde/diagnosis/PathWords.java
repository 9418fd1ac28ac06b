package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.TrafficSimCycle;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts what the cycles of a path show into findings. */
final class PathWords {
  private static final int MOST_FLOWS = 8;

  private final Words words;

  PathWords(ZoneId zone) {
    words = new Words(zone);
  }

  Finding oneDirection(TrafficSimCycle cycle, DirectionRule.Verdict verdict, long since) {
    boolean there = verdict.direction() == Direction.FORWARD;
    String sentence =
        "On the way "
            + (there ? "to " : "back from ")
            + target(cycle)
            + ", "
            + Words.percent(verdict.loss())
            + " of packets are lost, on the way "
            + (there ? "back " : "there ")
            + (verdict.otherLoss() == 0 ? "none" : Words.percent(verdict.otherLoss()))
            + ", "
            + words.since(since)
            + "; "
            + Words.sure(Level.MOST_CONFIDENCE)
            + ".";
    return finding(
        FindingKind.ONE_DIRECTION,
        Finding.State.BEGUN,
        cycle,
        since,
        sentence,
        Map.of("netsonde.direction", verdict.direction().label()));
  }

  Finding oneFlow(TrafficSimCycle cycle, FlowVerdict verdict, long since) {
    FlowVerdict.Group worst = verdict.groups().getFirst();
    int all = worst.flows().size() + worst.others();
    boolean one = worst.flows().size() == 1;
    String sentence =
        (one ? "Flow " : "Flows ")
            + names(worst.flows())
            + " of "
            + all
            + " to "
            + target(cycle)
            + (one ? " loses " : " lose ")
            + Words.percent(worst.most())
            + way(worst.direction())
            + ", the others "
            + (worst.othersLoss() == 0 ? "nothing" : Words.percent(worst.othersLoss()))
            + ", "
            + words.since(since)
            + ": "
            + (one ? "one of several equal-cost paths is bad" : "some equal-cost paths are bad")
            + "; "
            + Words.sure(1 - FlowVerdict.SIGNIFICANCE)
            + ".";
    return finding(
        FindingKind.ONE_FLOW,
        Finding.State.BEGUN,
        cycle,
        since,
        sentence,
        Map.of(
            "netsonde.direction",
            worst.direction().label(),
            "netsonde.evidence.flows",
            names(worst.flows())));
  }

  Finding wayOut(TrafficSimCycle cycle, InterfaceChange change) {
    String from = change.from().orElse("");
    String sentence =
        "The way out to "
            + target(cycle)
            + " changed from "
            + from
            + " to "
            + change.to()
            + " ("
            + change.reason()
            + "), and "
            + cycle.total().roundTrip().lost()
            + " of "
            + cycle.total().roundTrip().sent()
            + " packets were lost about that time, "
            + words.since(change.epochNanos())
            + ".";
    return finding(
        FindingKind.LOCAL_INTERFACE,
        Finding.State.BEGUN,
        cycle,
        change.epochNanos(),
        sentence,
        Map.of("netsonde.evidence.interface.from", from, "network.interface.name", change.to()));
  }

  /** That it has ceased. */
  Finding over(FindingKind kind, TrafficSimCycle cycle, long since) {
    String what =
        switch (kind) {
          case ONE_DIRECTION ->
              "Neither direction to " + target(cycle) + " loses more than the other";
          case ONE_FLOW -> "No flow to " + target(cycle) + " loses more than the others";
          case LOCAL_INTERFACE -> "The way out to " + target(cycle) + " has been steady";
          default -> throw new IllegalArgumentException(kind + " is not of a cycle");
        };
    String again = kind == FindingKind.LOCAL_INTERFACE ? " for three cycles." : " any more.";
    return finding(kind, Finding.State.OVER, cycle, since, what + again, Map.of());
  }

  private static Finding finding(
      FindingKind kind,
      Finding.State state,
      TrafficSimCycle cycle,
      long since,
      String sentence,
      Map<String, String> details) {
    Map<String, Double> figures = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      cycle
          .total()
          .of(direction)
          .loss()
          .ifPresent(loss -> figures.put("netsonde." + direction.label() + ".loss", loss));
    }
    return new Finding(
        kind,
        state,
        cycle.path().probe(),
        cycle.path().address(),
        since,
        cycle.endEpochNanos(),
        Level.MOST_CONFIDENCE,
        sentence,
        figures,
        details,
        Optional.of(cycle.span()));
  }

  private static String target(TrafficSimCycle cycle) {
    return cycle.path().address();
  }

  private static String way(Direction direction) {
    return switch (direction) {
      case FORWARD -> " on the way there";
      case REVERSE -> " on the way back";
      case ROUND_TRIP -> ", in which direction is not known";
    };
  }

  private static String names(List<Integer> flows) {
    String names =
        flows.stream().limit(MOST_FLOWS).map(String::valueOf).collect(Collectors.joining(", "));
    return flows.size() > MOST_FLOWS
        ? names + " and " + (flows.size() - MOST_FLOWS) + " more"
        : names;
  }
}
