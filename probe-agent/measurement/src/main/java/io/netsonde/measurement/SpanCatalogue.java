package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.text;
import static io.netsonde.measurement.Attribute.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every span of this version, with its attributes: times in seconds, ratios from 0 to 1. */
public final class SpanCatalogue {
  /** One closed cycle of a TrafficSim probe. */
  public static final Span CYCLE =
      new Span(
          "trafficsim cycle",
          "One cycle of a TrafficSim probe, from its first packet's planned sending to its last"
              + " packet's outcome",
          cycle());

  /** The reflector's report of one cycle of one client. */
  public static final Span REFLECTION =
      new Span(
          "trafficsim reflection",
          "One cycle of one client as its reflector saw it, from the session's previous cycle (or"
              + " first packet) to its latest packet",
          reflection());

  /** A moment, not a stretch of time. */
  public static final Span INTERFACE_CHANGE =
      new Span(
          "interface change",
          "The moment when a probe's packets began to leave by a network interface, its first or"
              + " another",
          interfaceChange());

  private SpanCatalogue() {}

  /** All spans. */
  public static List<Span> spans() {
    return Stream.of(
            List.of(CYCLE, REFLECTION, INTERFACE_CHANGE),
            List.of(PingCatalogue.CYCLE),
            HttpCatalogue.SPANS,
            List.of(TraceCatalogue.TRACEROUTE))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Attribute> cycle() {
    List<Attribute> all = new ArrayList<>(AttributeCatalogue.PATH);
    all.add(whole("netsonde.cycle.index", "the cycle's number from 0, since the probe started"));
    all.add(AttributeCatalogue.CYCLE_OUTCOME);
    all.add(whole("netsonde.cycle.packets", "packets planned"));
    all.add(AttributeCatalogue.TIMESTAMP_SOURCE);
    for (Direction direction : Direction.values()) {
      all.addAll(counts("netsonde." + direction.label()));
    }
    all.add(whole("netsonde.round_trip.late", "answers after the timeout, each lost as well"));
    all.add(whole("netsonde.round_trip.undecided", "losses whose direction is not known"));
    all.add(
        whole(
            "netsonde.round_trip.unstamped",
            "packets answered in time that lack the stamps which the delays are taken from"));
    for (String figure : List.of("min", "max", "mean", "stddev", "p50", "p95", "p99")) {
      all.add(real("netsonde.rtt." + figure, "of the round-trip delays (RFC 2681)"));
    }
    for (Direction direction : Direction.values()) {
      all.addAll(variation("netsonde." + direction.label()));
    }
    for (String figure : List.of("min", "max", "mean")) {
      all.add(real("netsonde.jitter." + figure, "of the round trip's jitter over the cycle"));
    }
    for (Direction direction : List.of(Direction.FORWARD, Direction.REVERSE)) {
      for (String figure : List.of("min", "mean", "p95")) {
        all.add(
            real(
                "netsonde." + direction.label() + ".delay." + figure,
                "of the one-way delays (RFC 7679), where published"));
      }
    }
    all.addAll(judgement());
    return all;
  }

  private static List<Attribute> counts(String prefix) {
    return List.of(
        whole(prefix + ".sent", "packets sent, as far as known"),
        whole(prefix + ".received", "packets received"),
        whole(prefix + ".lost", "packets lost"),
        whole(prefix + ".duplicates", "extra copies received (RFC 5560)"),
        whole(prefix + ".reordered", "packets received out of order (RFC 4737)"),
        real(prefix + ".loss", "share of packets lost"));
  }

  private static List<Attribute> variation(String prefix) {
    return List.of(
        real(prefix + ".jitter", "interarrival jitter (RFC 3550) at the cycle's end"),
        real(prefix + ".pdv.p99", "99th percentile of the delays above the smallest (RFC 5481)"),
        real(prefix + ".ipdv.mean", "mean magnitude of consecutive delays' difference (RFC 3393)"));
  }

  private static List<Attribute> judgement() {
    return List.of(
        real("netsonde.asymmetry.delay", "median one-way delay forward minus reverse"),
        real("netsonde.asymmetry.loss", "loss forward minus reverse, -1 to 1"),
        whole("netsonde.loss.run.max", "longest run of losses, counted over the cycle's start"),
        real("netsonde.loss.burst.density", "share of packets lost within bursts (RFC 3611)"),
        real("netsonde.loss.gap.density", "share of packets lost within gaps (RFC 3611)"),
        whole("netsonde.reordering.extent.max", "largest n of n-reordering (RFC 4737)"),
        real("netsonde.mos", "mean opinion score, estimated for G.711 (ITU-T G.107)"),
        real("netsonde.clock.offset", "the reflector's clock minus the sender's"),
        real("netsonde.clock.offset.bound", "how far that may be from the truth, either way"),
        AttributeCatalogue.CLOCK_BASIS,
        whole("netsonde.clock.steps", "steps of either clock that round trips showed"),
        whole(
            "netsonde.clock.error.refuted",
            "flows whose round trips proved the clocks further apart than both kernels allow"),
        real("netsonde.send.lag.p99", "99th percentile from planned to actual sending"));
  }

  private static List<Attribute> interfaceChange() {
    List<Attribute> all = new ArrayList<>(AttributeCatalogue.PATH);
    all.remove(AttributeCatalogue.FLOW);
    all.add(AttributeCatalogue.INTERFACE_NAME);
    all.add(text("network.local.address", "the address that packets are sent from"));
    all.add(text("netsonde.interface.previous", "the interface used before, if any"));
    all.add(text("netsonde.interface.reason", "why, in words"));
    return all;
  }

  private static List<Attribute> reflection() {
    return List.of(
        AttributeCatalogue.PEER_AGENT_ID,
        text("client.address", "the client's address, as last proven"),
        whole("client.port", "the client's UDP port"),
        text("netsonde.session.id", "the session, 16 hexadecimal digits"),
        whole("netsonde.cycle.first_sequence", "the cycle's first sequence number"),
        whole("netsonde.cycle.packets", "packets that the client planned"),
        whole("netsonde.forward.received", "packets that came"),
        whole("netsonde.forward.duplicates", "extra copies that came (RFC 5560)"),
        whole("netsonde.forward.reordered", "packets that came out of order (RFC 4737)"),
        real("netsonde.forward.loss", "share of packets that never came"),
        real("netsonde.forward.jitter", "interarrival jitter (RFC 3550)"),
        whole("netsonde.reverse.sent", "packets that were answered"));
  }
}
