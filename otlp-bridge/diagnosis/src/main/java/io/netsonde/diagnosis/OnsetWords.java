package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.LossOnset;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts where loss begins into findings. */
final class OnsetWords {
  private static final double FEW = 0.25;

  private final Words words;

  OnsetWords(ZoneId zone) {
    words = new Words(zone);
  }

  Finding begun(Trace trace, LossOnset onset, Optional<EndToEnd> cycle, long since) {
    String sentence =
        between(onset)
            + ", "
            + Words.percent(onset.loss())
            + " of packets are lost "
            + cycle.map(one -> way(one.flow(trace), onset.loss())).orElse("there or back")
            + ", "
            + words.since(since)
            + "; "
            + Words.count(trace.rounds(), "round")
            + " of a trace, "
            + Words.sure(onset.confidence())
            + ".";
    return finding(trace, onset, Finding.State.BEGUN, since, trace.endEpochNanos(), sentence);
  }

  Finding over(Trace trace, LossOnset onset, Period period, long atEpochNanos) {
    String sentence =
        between(onset) + ", packets get through again, after " + Words.span(period.seconds()) + ".";
    return finding(trace, onset, Finding.State.OVER, period.since(), atEpochNanos, sentence)
        .lasting(period.seconds());
  }

  private static String between(LossOnset onset) {
    String before =
        onset
            .before()
            .map(address -> address.getHostAddress() + " (hop " + onset.beforeTtl() + ")")
            .orElse("this host");
    return "Between "
        + before
        + " and "
        + onset.after().getHostAddress()
        + " (hop "
        + onset.ttl()
        + ")";
  }

  /** Which way, where the cycle that went with it tells; a trace alone cannot. */
  private static String way(EndToEnd.Flow flow, double loss) {
    double there = flow.there();
    double back = flow.back();
    if (Math.max(there, back) < FEW * loss) {
      return "there or back";
    }
    if (back <= FEW * there) {
      return "on the way there";
    }
    return there <= FEW * back ? "on the way back" : "there and back";
  }

  private static Finding finding(
      Trace trace,
      LossOnset onset,
      Finding.State state,
      long since,
      long atEpochNanos,
      String sentence) {
    boolean isFirstLink = onset.ttl() == 1 && trace.hops().size() > 1;
    Map<String, String> details = new TreeMap<>();
    details.put("netsonde.direction", trace.direction().label());
    details.put("network.peer.address", onset.after().getHostAddress());
    onset
        .before()
        .ifPresent(
            address ->
                details.put("netsonde.evidence.hop.before.address", address.getHostAddress()));
    return new Finding(
        isFirstLink ? FindingKind.LOCAL_INTERFACE : FindingKind.LOSS_AT_HOP,
        state,
        trace.probe(),
        trace.address(),
        since,
        atEpochNanos,
        onset.confidence(),
        sentence,
        Map.of(
            "netsonde.hop", (double) onset.ttl(),
            "netsonde.evidence.hop.before", (double) onset.beforeTtl(),
            "netsonde.evidence.loss", onset.loss(),
            "netsonde.evidence.probes", (double) onset.sent()),
        details,
        Optional.of(trace.span()));
  }
}
