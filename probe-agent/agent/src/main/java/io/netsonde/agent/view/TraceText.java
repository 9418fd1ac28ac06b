package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;
import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** {@code netsonde trace} for people. */
public final class TraceText {
  private static final int WIDEST_NAME = 60;

  private TraceText() {}

  /**
   * The table and what it says in words, every line ended.
   *
   * @param withMtu whether the path MTU was asked for
   */
  public static String of(Trace trace, boolean withMtu) {
    return heading(trace)
        + table(trace)
        + "\n"
        + closing(trace)
        + TraceSentences.of(trace, withMtu).stream()
            .map(sentence -> sentence + "\n")
            .collect(Collectors.joining());
  }

  /** The way that a trace found, as in {@code 10.0.0.1, ?, 203.0.113.9}. */
  public static String way(Trace trace) {
    String way =
        trace.hops().stream()
            .map(
                hop ->
                    hop.responders().stream()
                        .findFirst()
                        .map(each -> AddressText.of(each.address()))
                        .orElse("?"))
            .collect(Collectors.joining(", "));
    return way.isEmpty()
        ? "nobody answered"
        : trace.isReached() ? way : way + ", not to the target";
  }

  private static String heading(Trace trace) {
    Flow5Tuple flow = trace.flow();
    String target = AddressText.of(flow.target());
    return "trace to "
        + trace.address()
        + (trace.address().equals(target) ? "" : " (" + target + ")")
        + " by "
        + flow.protocol().label()
        + (flow.targetPort() == 0 ? "" : ", port " + flow.targetPort())
        + ", from "
        + AddressText.of(flow.source())
        + (flow.targetPort() == 0 ? " id " : " port ")
        + flow.sourcePort()
        + ", "
        + (trace.rounds() == 1 ? "1 round" : trace.rounds() + " rounds")
        + "\n\n";
  }

  private static String table(Trace trace) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "hop",
            "address",
            "sent",
            "received",
            "loss",
            "min",
            "mean",
            "max",
            "stddev",
            "jitter",
            ""));
    OptionalInt dscp = OptionalInt.empty();
    for (Hop hop : trace.hops()) {
      rows.add(row(hop, notes(hop, dscp)));
      dscp = hop.quotedDscp().isPresent() ? hop.quotedDscp() : dscp;
      hop.responders().stream().skip(1).forEach(other -> rows.add(further(other)));
    }
    return rows.size() == 1 ? "no hop answered\n" : align(rows);
  }

  /** Addresses flush left, figures flush right, and notes flush left again. */
  private static String align(List<List<String>> rows) {
    int notes = rows.getFirst().size() - 1;
    String[] lines =
        TextTable.of(rows.stream().map(row -> row.subList(0, notes)).toList(), 2).split("\n");
    StringBuilder out = new StringBuilder();
    int width = rows.getFirst().isEmpty() ? 0 : lines[0].length();
    for (int i = 0; i < lines.length; i++) {
      String note = rows.get(i).get(notes);
      out.append(lines[i]);
      if (!note.isEmpty()) {
        out.append(" ".repeat(Math.max(0, width - lines[i].length()) + 2)).append(note);
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static List<String> row(Hop hop, String notes) {
    String no = Quantity.UNKNOWN;
    boolean silent = hop.isSilent();
    return List.of(
        Integer.toString(hop.ttl()),
        hop.responders().stream().findFirst().map(TraceText::named).orElse(no),
        Long.toString(hop.sent()),
        Long.toString(hop.received()),
        silent ? no : percent(hop.loss()),
        silent ? no : time(hop.rtt().min()),
        silent ? no : time(hop.rtt().mean()),
        silent ? no : time(hop.rtt().max()),
        silent ? no : time(hop.rtt().standardDeviation()),
        time(hop.jitterNanos()),
        notes);
  }

  private static List<String> further(Responder other) {
    return List.of(
        "", named(other), "", Long.toString(other.answers()), "", "", "", "", "", "", "");
  }

  private static String named(Responder responder) {
    String address = AddressText.of(responder.address());
    return responder
        .name()
        .filter(name -> !name.equals(address))
        .map(name -> TextTable.cut(Printable.of(name), WIDEST_NAME) + " (" + address + ")")
        .orElse(address);
  }

  /**
   * What is worth a word beside the figures.
   *
   * @param dscpBefore with which the probes came to the hops before
   */
  private static String notes(Hop hop, OptionalInt dscpBefore) {
    List<String> notes = new ArrayList<>();
    if (hop.end().filter(HopEnd.UNREACHABLE::equals).isPresent()) {
      notes.add("unreachable");
    }
    if (hop.quotedTtl().isPresent() && hop.quotedTtl().getAsInt() > 1) {
      notes.add("came with TTL " + hop.quotedTtl().getAsInt());
    }
    if (hop.quotedDscp().isPresent()
        && hop.quotedDscp().getAsInt() != dscpBefore.orElse(hop.quotedDscp().getAsInt())) {
      notes.add(
          "came with DSCP " + hop.quotedDscp().getAsInt() + " after " + dscpBefore.getAsInt());
    }
    if (!hop.mpls().isEmpty()) {
      notes.add(
          "MPLS "
              + hop.mpls().stream().map(TraceText::label).collect(Collectors.joining(" over ")));
    }
    return String.join(", ", notes);
  }

  private static String label(MplsLabel label) {
    return label.label()
        + (label.trafficClass() == 0 ? "" : " class " + label.trafficClass())
        + " TTL "
        + label.ttl();
  }

  private static String closing(Trace trace) {
    return (trace.hops().isEmpty() ? "no path" : "path " + trace.path())
        + trace.previousPath().map(before -> ", changed from " + before).orElse("")
        + ", took "
        + time(trace.endEpochNanos() - trace.startEpochNanos())
        + (trace.pathMtu().isPresent() ? ", path MTU " + trace.pathMtu().getAsInt() + " bytes" : "")
        + "\n";
  }
}
