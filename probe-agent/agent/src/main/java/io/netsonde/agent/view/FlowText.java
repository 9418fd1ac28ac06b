package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;
import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.FlowVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Several flows for people: a table, or in words which of them are bad. */
public final class FlowText {
  /** More rows than these tell a person nothing. */
  static final int MOST_ROWS = 16;

  private FlowText() {}

  /**
   * The figures by flow, every line ended; nothing for a single flow. Where there are many flows,
   * the table shows the worst.
   *
   * @param flows in order of their numbers
   */
  public static String summary(List<FlowFigures> flows) {
    return flows.size() < 2
        ? ""
        : "\n" + table(flows, FlowVerdict.on(flows.stream().map(FlowFigures::figures).toList()));
  }

  private static String table(List<FlowFigures> flows, FlowVerdict verdict) {
    List<FlowFigures> shown =
        flows.stream()
            .sorted(
                Comparator.comparing((FlowFigures flow) -> verdict.of(flow.number()).isEmpty())
                    .thenComparing(FlowText::worstLoss, Comparator.reverseOrder())
                    .thenComparing(FlowText::median, Comparator.reverseOrder()))
            .limit(MOST_ROWS)
            .sorted(Comparator.comparingInt(FlowFigures::number))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "flow", "port", "sent", "loss fwd", "loss rev", "loss", "rtt median", "rtt P99", ""));
    for (FlowFigures flow : shown) {
      rows.add(row(flow, verdict.of(flow.number())));
    }
    int hidden = flows.size() - shown.size();
    return TextTable.of(rows, 0)
        + (hidden == 0 ? "" : "and " + hidden + " flows more, none of them worse than these\n");
  }

  private static List<String> row(FlowFigures flow, List<Direction> bad) {
    Distribution rtt = flow.figures().roundTrip().delay();
    return List.of(
        Integer.toString(flow.number()),
        port(flow.sourcePort()),
        Long.toString(flow.figures().packets()),
        percent(flow.figures().forward().loss()),
        percent(flow.figures().reverse().loss()),
        percent(flow.figures().roundTrip().loss()),
        time(percentile(rtt, 50)),
        time(percentile(rtt, 99)),
        bad.isEmpty()
            ? ""
            : bad.stream().map(FlowText::word).collect(Collectors.joining(" ", "BAD ", "")));
  }

  private static double worstLoss(FlowFigures flow) {
    return flow.figures().roundTrip().loss().orElse(0);
  }

  private static long median(FlowFigures flow) {
    return percentile(flow.figures().roundTrip().delay(), 50).orElse(0);
  }

  private static OptionalLong percentile(Distribution delays, double percent) {
    return delays.isEmpty() ? OptionalLong.empty() : OptionalLong.of(delays.percentile(percent));
  }

  private static String word(Direction direction) {
    return switch (direction) {
      case FORWARD -> "fwd";
      case REVERSE -> "rev";
      case ROUND_TRIP -> "both";
    };
  }

  /**
   * A sentence for each direction in which some flows are bad, not ended.
   *
   * @param ports the source port of each flow, by its number
   */
  public static List<String> sentences(FlowVerdict verdict, List<OptionalInt> ports) {
    return verdict.groups().stream().map(group -> sentence(group, ports)).toList();
  }

  // The flows' share estimates that of the paths, since each flow falls on any path alike.
  private static String sentence(FlowVerdict.Group group, List<OptionalInt> ports) {
    boolean one = group.flows().size() == 1;
    String loss =
        percent(group.least()).equals(percent(group.most()))
            ? percent(group.most())
            : percent(group.least()) + " to " + percent(group.most());
    int all = group.flows().size() + group.others();
    return (one ? "flow " : "flows ")
        + Words.list(group.flows().stream().map(String::valueOf).toList())
        + (one ? " (source port " : " (source ports ")
        + Words.list(group.flows().stream().map(flow -> port(ports.get(flow))).toList())
        + (one ? ") loses " : ") lose ")
        + loss
        + where(group.direction())
        + "; "
        + others(group)
        + ": "
        + (one
            ? "one of several equal-cost paths is bad"
            : "about "
                + Math.round(100.0 * group.flows().size() / all)
                + "% of the equal-cost paths are bad");
  }

  private static String where(Direction direction) {
    return switch (direction) {
      case FORWARD -> " on the way there";
      case REVERSE -> " on the way back";
      case ROUND_TRIP -> ", in which direction is not known";
    };
  }

  private static String others(FlowVerdict.Group group) {
    boolean one = group.others() == 1;
    return "the "
        + (one ? "other" : group.others() + " others")
        + (one ? " loses " : " lose ")
        + (group.othersLoss() == 0 ? "nothing" : percent(group.othersLoss()));
  }

  private static String port(OptionalInt port) {
    return port.isPresent() ? Integer.toString(port.getAsInt()) : Quantity.UNKNOWN;
  }
}
