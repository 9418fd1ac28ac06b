package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Trace;
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

  /**
   * That it has begun.
   *
   * @param traces how many show it
   */
  Finding begun(Named found, Optional<EndToEnd> cycle, int traces) {
    LossPlace place = found.place();
    String what =
        place.isOutage()
            ? "nothing gets through"
            : Words.percent(place.loss())
                + " of packets are lost "
                + cycle
                    .map(one -> way(one.flow(found.trace()), place.loss()))
                    .orElse("there or back");
    String sentence =
        where(place)
            + ", "
            + what
            + ", "
            + words.since(found.since())
            + "; "
            + Words.count(found.trace().rounds(), "round")
            + " of "
            + (traces == 1 ? "a trace" : "each of " + traces + " traces")
            + ", "
            + Words.sure(place.confidence())
            + ".";
    return finding(found, Finding.State.BEGUN, found.trace().endEpochNanos(), sentence);
  }

  /** That packets get through again. */
  Finding over(Named found, long until, long atEpochNanos) {
    return over(found, until, atEpochNanos, "packets get through again");
  }

  /** That it begins elsewhere now. */
  Finding moved(Named found, Named now) {
    Trace trace = now.trace();
    return over(
        found,
        trace.startEpochNanos(),
        trace.endEpochNanos(),
        "loss does not begin any more but " + inside(now.place()));
  }

  /** That nothing has been heard of it for long. */
  Finding stale(Named found, long until, long atEpochNanos) {
    double seconds = Math.max(0, atEpochNanos - until) / 1e9;
    return over(
        found,
        until,
        atEpochNanos,
        "nothing has shown loss for " + Words.span(seconds) + "; it counts as over");
  }

  private static Finding over(Named found, long until, long atEpochNanos, String what) {
    double seconds = new Period(found.since(), until).seconds();
    String sentence = where(found.place()) + ", " + what + ", after " + Words.span(seconds) + ".";
    return finding(found, Finding.State.OVER, atEpochNanos, sentence).lasting(seconds);
  }

  private static String where(LossPlace place) {
    String inside = inside(place);
    return Character.toUpperCase(inside.charAt(0)) + inside.substring(1);
  }

  private static String inside(LossPlace place) {
    String before =
        place
            .before()
            .map(address -> address.getHostAddress() + " (hop " + place.beforeTtl() + ")")
            .orElse("this host");
    return place
        .after()
        .map(
            after ->
                "between "
                    + before
                    + " and "
                    + after.getHostAddress()
                    + " (hop "
                    + place.ttl()
                    + ")")
        .orElse("beyond " + before);
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
      Named found, Finding.State state, long atEpochNanos, String sentence) {
    LossPlace place = found.place();
    Map<String, String> details = new TreeMap<>();
    details.put("netsonde.direction", found.trace().direction().label());
    place
        .after()
        .ifPresent(address -> details.put("network.peer.address", address.getHostAddress()));
    place
        .before()
        .ifPresent(
            address ->
                details.put("netsonde.evidence.hop.before.address", address.getHostAddress()));
    return new Finding(
        found.kind(),
        state,
        found.trace().probe(),
        found.trace().address(),
        found.since(),
        atEpochNanos,
        place.confidence(),
        sentence,
        Map.of(
            "netsonde.hop", (double) place.ttl(),
            "netsonde.evidence.hop.before", (double) place.beforeTtl(),
            "netsonde.evidence.loss", place.loss(),
            "netsonde.evidence.probes", (double) place.sent()),
        details,
        Optional.of(found.trace().span()));
  }
}
