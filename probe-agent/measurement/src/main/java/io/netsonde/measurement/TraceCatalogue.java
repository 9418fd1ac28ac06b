package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.text;
import static io.netsonde.measurement.Attribute.texts;
import static io.netsonde.measurement.Attribute.truth;
import static io.netsonde.measurement.Attribute.whole;

import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceProtocol;
import java.util.Arrays;
import java.util.List;

/** What traces of paths give out. */
public final class TraceCatalogue {
  public static final Attribute HOP =
      whole("netsonde.hop", "how many hops away, from 1: the TTL of the probes");

  public static final Attribute HOP_ADDRESS =
      text("network.peer.address", "who answered there, of several the one with most answers");

  public static final Metric HOPS =
      Metric.gauge(
          "netsonde.trace.hops",
          "{hop}",
          "Hops to the target, or to the last that answered where the target does not",
          AttributeCatalogue.PATH);

  public static final Metric HOP_RTT =
      Metric.seconds("netsonde.trace.hop.rtt", "Round-trip delay to a hop", HOP, HOP_ADDRESS);

  public static final Metric HOP_LOSS =
      Metric.gauge(
          "netsonde.trace.hop.loss",
          "1",
          "Share of a hop's probes without an answer, 0 to 1; a router that limits its answers has"
              + " loss that the hops behind it do not share",
          AttributeCatalogue.paths(HOP, HOP_ADDRESS));

  public static final Metric PATH_CHANGES =
      Metric.counter(
          "netsonde.trace.path.changes",
          "{change}",
          "Traces that found another path than the trace before",
          AttributeCatalogue.PATH);

  /** All metrics of traces. */
  static final List<Metric> METRICS = List.of(HOPS, HOP_RTT, HOP_LOSS, PATH_CHANGES);

  private static final Attribute PATH_HASH =
      text(
          "netsonde.trace.path",
          "the path's identity: a hash of its hops' addresses; absent where nobody answered");

  private static final Attribute PREVIOUS =
      text("netsonde.trace.path.previous", "the path that the trace before found, if another");

  private static final Attribute HOPS_COUNT =
      whole("netsonde.trace.hops", "hops to the target, or to the last that answered");

  /** An event of the span, one for each hop, silent ones included. */
  public static final Event HOP_EVENT =
      new Event(
          "hop",
          "One for each hop, silent ones included",
          List.of(
              HOP,
              text(
                  "netsonde.hop.end",
                  "how the probes' way ended there, the most telling; absent where nobody answered",
                  Arrays.stream(HopEnd.values()).map(HopEnd::label).toArray(String[]::new)),
              HOP_ADDRESS,
              texts("netsonde.hop.addresses", "all who answered there, most answers first"),
              texts("netsonde.hop.names", "their names, as far as known"),
              whole("netsonde.hop.sent", "probes sent"),
              whole("netsonde.hop.received", "probes answered in time"),
              real("netsonde.hop.loss", "share without an answer"),
              real("netsonde.hop.rtt.min", "of the round-trip delays"),
              real("netsonde.hop.rtt.max", "of the round-trip delays"),
              real("netsonde.hop.rtt.mean", "of the round-trip delays"),
              real("netsonde.hop.rtt.stddev", "of the round-trip delays"),
              real("netsonde.hop.jitter", "interarrival jitter (RFC 3550, A.8)"),
              texts(
                  "netsonde.hop.mpls",
                  "the label stack as it came there, outermost first: label/class/ttl (RFC 4950)"),
              whole("netsonde.hop.quoted.ttl", "the TTL with which a probe came there"),
              whole("netsonde.hop.quoted.dscp", "the DSCP with which it came")));

  public static final Span TRACEROUTE =
      new Span(
          "traceroute",
          "One trace of a path, with an event a hop. One that a degradation triggered is linked to"
              + " the span of the cycle that showed it",
          AttributeCatalogue.paths(
              text(
                  "netsonde.direction",
                  "reverse where a reflector traced back to its sender",
                  Direction.FORWARD.label(),
                  Direction.REVERSE.label()),
              truth("netsonde.triggered", "whether a degradation started it"),
              text("netsonde.trigger.reason", "which, as `packet_loss:12.50%`"),
              text(
                  "netsonde.trace.protocol",
                  "what the probes were",
                  Arrays.stream(TraceProtocol.values())
                      .map(TraceProtocol::label)
                      .toArray(String[]::new)),
              text("network.local.address", "the address probed from"),
              whole("network.local.port", "the port probed from, or the echoes' identifier"),
              text("network.peer.address", "the address probed"),
              whole("network.peer.port", "the port probed, but for ICMP"),
              whole("netsonde.trace.rounds", "rounds asked for"),
              HOPS_COUNT,
              truth("netsonde.trace.reached", "whether the target answered"),
              PATH_HASH,
              PREVIOUS,
              whole(
                  "netsonde.loss.onset.previous.hop",
                  "the last hop before loss begins, 0 for the source; this and the next five only"
                      + " where the trace shows loss"),
              text("netsonde.loss.onset.previous.address", "who answered there"),
              whole("netsonde.loss.onset.hop", "the first answering hop behind the loss"),
              text("netsonde.loss.onset.address", "who answered there"),
              real("netsonde.loss.onset.ratio", "share of probes lost from there on"),
              real("netsonde.loss.onset.confidence", "how sure it is that loss begins there"),
              whole("netsonde.trace.path.mtu", "bytes of the longest IP packet, if asked")),
          List.of(HOP_EVENT));

  /** A log record. */
  public static final Event PATH_CHANGE =
      new Event(
          "netsonde.trace.path.change",
          "A trace found another path than the one before, in the context of its span",
          AttributeCatalogue.paths(PATH_HASH, PREVIOUS, HOPS_COUNT));

  private TraceCatalogue() {}
}
