package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.texts;
import static io.netsonde.measurement.Attribute.whole;

import io.netsonde.measurement.Metric.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What ICMP echoes give out: as TrafficSim's of the round trip, since an echo knows no more. */
public final class PingCatalogue {
  private static final Attribute ROUND_TRIP =
      Attribute.text(
          "netsonde.direction", "an echo is of the round trip only", Direction.ROUND_TRIP.label());

  private static final Attribute PACKET_OUTCOME =
      Attribute.text(
          "netsonde.packet.outcome",
          "what became of the echo requests; late ones are lost as well",
          "sent",
          "received",
          "lost",
          "late",
          "duplicate",
          "reordered");

  private static final Attribute TIMESTAMP_SOURCE =
      Attribute.text(
          "netsonde.timestamp.source",
          "where both of an echo's stamps were taken",
          Arrays.stream(TimestampSource.values())
              .map(TimestampSource::label)
              .toArray(String[]::new));

  private static final Attribute ERROR_TYPE =
      Attribute.text(
          "error.type",
          "what ICMP said",
          Arrays.stream(EchoError.values()).map(EchoError::label).toArray(String[]::new));

  public static final Metric RTT =
      new Metric(
          "netsonde.ping.rtt",
          Kind.HISTOGRAM,
          "s",
          "Round-trip delay of ICMP echoes, the target's own time included",
          target(TIMESTAMP_SOURCE),
          BucketAdvice.SECONDS);

  public static final Metric PACKETS =
      Metric.counter(
          "netsonde.ping.packets",
          "{packet}",
          "ICMP echo requests by what became of them; sent = received + lost",
          target(ROUND_TRIP, PACKET_OUTCOME));

  public static final Metric LOSS =
      Metric.gauge(
          "netsonde.ping.loss",
          "1",
          "Share of ICMP echo requests without a reply in time, 0 to 1",
          target(ROUND_TRIP));

  public static final Metric JITTER =
      Metric.gauge(
          "netsonde.ping.jitter",
          "s",
          "Interarrival jitter (RFC 3550) of ICMP echoes",
          target(ROUND_TRIP));

  public static final Metric UP =
      Metric.gauge(
          "netsonde.ping.up",
          "",
          "1 while the target answers ICMP echoes, else 0: after three in a row without a reply",
          target());

  public static final Metric CYCLES =
      Metric.counter(
          "netsonde.ping.cycles",
          "{cycle}",
          "Cycles of ICMP echoes that have closed",
          target(AttributeCatalogue.CYCLE_OUTCOME));

  public static final Metric ERRORS =
      Metric.counter(
          "netsonde.ping.errors",
          "{error}",
          "Lost ICMP echo requests of which ICMP said why",
          target(ERROR_TYPE));

  /** All metrics of echoes. */
  static final List<Metric> METRICS = List.of(RTT, PACKETS, LOSS, JITTER, UP, CYCLES, ERRORS);

  /** One closed cycle of a probe of ICMP echoes. */
  public static final Span CYCLE =
      new Span(
          "ping cycle",
          "One cycle of ICMP echoes, from its first request's planned sending to its last request's"
              + " outcome",
          cycle());

  private PingCatalogue() {}

  private static List<Attribute> target(Attribute... further) {
    return Stream.concat(
            Stream.of(AttributeCatalogue.PROBE, AttributeCatalogue.SERVER_ADDRESS),
            Stream.of(further))
        .toList();
  }

  private static List<Attribute> cycle() {
    List<Attribute> all = new ArrayList<>(target());
    all.add(whole("netsonde.cycle.index", "the cycle's number from 0, since the probe started"));
    all.add(AttributeCatalogue.CYCLE_OUTCOME);
    all.add(whole("netsonde.cycle.packets", "requests planned"));
    all.add(TIMESTAMP_SOURCE);
    all.add(whole("netsonde.round_trip.sent", "requests planned"));
    all.add(whole("netsonde.round_trip.received", "replies in time"));
    all.add(whole("netsonde.round_trip.lost", "requests without a reply in time"));
    all.add(whole("netsonde.round_trip.duplicates", "extra copies of replies (RFC 5560)"));
    all.add(whole("netsonde.round_trip.reordered", "replies out of order (RFC 4737)"));
    all.add(real("netsonde.round_trip.loss", "share of requests lost"));
    all.add(whole("netsonde.round_trip.late", "replies after the timeout, each lost as well"));
    all.add(
        whole(
            "netsonde.round_trip.unstamped",
            "replies in time that lack the stamps which the delays are taken from"));
    all.add(
        texts("netsonde.ping.errors", "what ICMP said of lost ones, and how often: kind:count"));
    for (String figure : List.of("min", "max", "mean", "stddev", "p50", "p95", "p99")) {
      all.add(real("netsonde.rtt." + figure, "of the round-trip delays (RFC 2681)"));
    }
    all.add(real("netsonde.round_trip.jitter", "interarrival jitter at the cycle's end"));
    all.add(real("netsonde.round_trip.pdv.p99", "of the delays above the smallest (RFC 5481)"));
    all.add(
        real("netsonde.round_trip.ipdv.mean", "mean magnitude of delays' differences (RFC 3393)"));
    for (String figure : List.of("min", "max", "mean")) {
      all.add(real("netsonde.jitter." + figure, "of the jitter over the cycle"));
    }
    all.add(whole("netsonde.loss.run.max", "longest run of losses, counted over the start"));
    all.add(real("netsonde.loss.burst.density", "share lost within bursts (RFC 3611)"));
    all.add(real("netsonde.loss.gap.density", "share lost within gaps (RFC 3611)"));
    all.add(whole("netsonde.reordering.extent.max", "largest n of n-reordering (RFC 4737)"));
    all.add(real("netsonde.mos", "mean opinion score, estimated for G.711 (ITU-T G.107)"));
    all.add(real("netsonde.send.lag.p99", "99th percentile from planned to actual sending"));
    return all;
  }
}
