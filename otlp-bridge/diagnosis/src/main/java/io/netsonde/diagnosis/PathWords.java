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
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts what the cycles of a path show into findings. */
final class PathWords {
  private static final int MOST_NAMES = 8;

  /** Empty where a run ends now: since when goes without saying. */
  private final Optional<Words> times;

  /** The source port of each flow by its number; empty where they are not known. */
  private final List<OptionalInt> sourcePorts;

  PathWords(ZoneId zone) {
    this(Optional.of(new Words(zone)), List.of());
  }

  private PathWords(Optional<Words> times, List<OptionalInt> sourcePorts) {
    this.times = times;
    this.sourcePorts = sourcePorts;
  }

  /** For a run that ends with the cycle. */
  static PathWords ofRun(List<OptionalInt> sourcePorts) {
    return new PathWords(Optional.empty(), List.copyOf(sourcePorts));
  }

  Finding oneDirection(TrafficSimCycle cycle, DirectionRule.Verdict verdict) {
    long since = verdict.sinceEpochNanos();
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
            + since(since)
            + "; "
            + Words.sure(Level.MOST_CONFIDENCE)
            + ".";
    Direction other = there ? Direction.REVERSE : Direction.FORWARD;
    Map<String, Double> figures = new TreeMap<>();
    figures.put("netsonde.evidence.loss", verdict.loss());
    figures.put("netsonde.evidence.loss.other", verdict.otherLoss());
    figures.put("netsonde.evidence.packets", (double) verdict.counts().sent(verdict.direction()));
    figures.put("netsonde.evidence.packets.other", (double) verdict.counts().sent(other));
    return finding(
        FindingKind.ONE_DIRECTION,
        Finding.State.BEGUN,
        cycle,
        since,
        sentence,
        figures,
        Map.of("netsonde.direction", verdict.direction().label()));
  }

  Finding oneFlow(TrafficSimCycle cycle, FlowVerdict.Group worst, long since) {
    int all = worst.flows().size() + worst.others();
    boolean one = worst.flows().size() == 1;
    String sentence =
        (one ? "Flow " : "Flows ")
            + names(worst.flows())
            + ports(worst.flows())
            + " of "
            + all
            + " to "
            + target(cycle)
            + (one ? " loses " : " lose ")
            + Words.percent(worst.most())
            + way(worst.direction())
            + ", the others "
            + (worst.othersLoss() == 0 ? "nothing" : Words.percent(worst.othersLoss()))
            + since(since)
            + ": "
            + (one ? "one of several equal-cost paths is bad" : badShare(worst))
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
            "netsonde.evidence.loss", worst.most(),
            "netsonde.evidence.loss.other", worst.othersLoss()),
        Map.of(
            "netsonde.direction",
            worst.direction().label(),
            "netsonde.evidence.flows",
            names(worst.flows())));
  }

  Finding wayOut(TrafficSimCycle cycle, CycleLoss lost, InterfaceChange change, long since) {
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
            + lost.lost()
            + " of "
            + lost.sent()
            + " packets were lost about that time, more than before"
            + since(since)
            + "; "
            + Words.sure(Level.MOST_CONFIDENCE)
            + ".";
    return finding(
        FindingKind.LOCAL_INTERFACE,
        Finding.State.BEGUN,
        cycle,
        since,
        sentence,
        Map.of(),
        Map.of("netsonde.evidence.interface.from", from, "network.interface.name", change.to()));
  }

  Finding unsent(TrafficSimCycle cycle, long unsent) {
    String sentence =
        "This host could not send "
            + unsent
            + " of "
            + Words.count(cycle.total().packets(), "packet")
            + " to "
            + target(cycle)
            + since(cycle.startEpochNanos())
            + "; "
            + Words.sure(Level.MOST_CONFIDENCE)
            + ".";
    return finding(
        FindingKind.LOCAL_INTERFACE,
        Finding.State.BEGUN,
        cycle,
        cycle.startEpochNanos(),
        sentence,
        Map.of("netsonde.evidence.packets.unsent", (double) unsent),
        Map.of());
  }

  /**
   * That a direction has recovered.
   *
   * @param isBoth or that the other one loses as well now
   */
  Finding directionOver(TrafficSimCycle cycle, Direction direction, Period period, boolean isBoth) {
    String way = direction == Direction.FORWARD ? "On the way to " : "On the way back from ";
    return over(
        FindingKind.ONE_DIRECTION,
        cycle,
        period,
        isBoth
            ? "Packets are lost both on the way to " + target(cycle) + " and back"
            : way + target(cycle) + ", packets get through again",
        Map.of("netsonde.direction", direction.label()));
  }

  Finding flowOver(TrafficSimCycle cycle, FlowVerdict.Group group, Period period) {
    boolean one = group.flows().size() == 1;
    return over(
        FindingKind.ONE_FLOW,
        cycle,
        period,
        (one ? "Flow " : "Flows ")
            + names(group.flows())
            + " to "
            + target(cycle)
            + (one ? " gets" : " get")
            + " through again",
        Map.of("netsonde.evidence.flows", names(group.flows())));
  }

  Finding interfaceOver(TrafficSimCycle cycle, Period period) {
    return over(
        FindingKind.LOCAL_INTERFACE,
        cycle,
        period,
        "The way out to " + target(cycle) + " is steady again",
        Map.of());
  }

  private static Finding over(
      FindingKind kind,
      TrafficSimCycle cycle,
      Period period,
      String what,
      Map<String, String> details) {
    String sentence = what + ", after " + Words.span(period.seconds()) + ".";
    return finding(kind, Finding.State.OVER, cycle, period.since(), sentence, Map.of(), details)
        .lasting(period.seconds());
  }

  private static Finding finding(
      FindingKind kind,
      Finding.State state,
      TrafficSimCycle cycle,
      long since,
      String sentence,
      Map<String, Double> evidence,
      Map<String, String> details) {
    Map<String, Double> figures = new TreeMap<>(evidence);
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

  private String since(long epochNanos) {
    return times.map(words -> ", " + words.since(epochNanos)).orElse("");
  }

  /** By which a person finds the flow in a router; only those that are known. */
  private String ports(List<Integer> flows) {
    List<Integer> ports =
        flows.stream()
            .filter(flow -> flow < sourcePorts.size() && sourcePorts.get(flow).isPresent())
            .map(flow -> sourcePorts.get(flow).getAsInt())
            .toList();
    String word = ports.size() == 1 ? " (source port " : " (source ports ";
    return ports.isEmpty() ? "" : word + names(ports) + ")";
  }

  /** The flows' share estimates that of the paths, since each flow falls on any path alike. */
  private static String badShare(FlowVerdict.Group group) {
    double share = (double) group.flows().size() / (group.flows().size() + group.others());
    return "about " + Words.percent(share) + " of the equal-cost paths are bad";
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
        flows.stream().limit(MOST_NAMES).map(String::valueOf).collect(Collectors.joining(", "));
    return flows.size() > MOST_NAMES
        ? names + " and " + (flows.size() - MOST_NAMES) + " more"
        : names;
  }
}
