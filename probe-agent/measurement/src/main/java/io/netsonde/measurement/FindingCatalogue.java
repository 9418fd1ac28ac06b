package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.text;
import static io.netsonde.measurement.Attribute.whole;

import java.util.Arrays;
import java.util.List;

/** What a diagnosis gives out. */
public final class FindingCatalogue {
  public static final Attribute FINDING =
      text(
          "netsonde.finding",
          "what was found",
          Arrays.stream(FindingKind.values()).map(FindingKind::label).toArray(String[]::new));

  /** Of a finding that is over: among its evidence. */
  static final Attribute DURATION =
      real("netsonde.finding.duration", "of one that is over: how long it lasted, seconds");

  public static final Metric FINDINGS =
      Metric.counter(
          "netsonde.diagnosis.findings",
          "{finding}",
          "Findings that have begun",
          List.of(AttributeCatalogue.PROBE, AttributeCatalogue.SERVER_ADDRESS, FINDING));

  /** All metrics of the diagnosis. */
  static final List<Metric> METRICS = List.of(FINDINGS);

  /** A log record. */
  public static final Event FOUND =
      new Event(
          "netsonde.finding",
          "A finding began (severity WARN) or is over (INFO), in the context of the span that shows"
              + " it. The body is what a person would say; the attributes after the confidence are"
              + " its evidence, each where it has to do with that kind of finding",
          List.of(
              FINDING,
              text(
                  "netsonde.finding.state",
                  "whether it has begun or ceased",
                  Arrays.stream(Finding.State.values())
                      .map(Finding.State::label)
                      .toArray(String[]::new)),
              AttributeCatalogue.PROBE,
              AttributeCatalogue.SERVER_ADDRESS,
              text("netsonde.finding.since", "since when it has been so (RFC 3339)"),
              real("netsonde.finding.confidence", "how sure, 0 to 1"),
              DURATION,
              text("url.full", "of a web service: what is checked"),
              real("netsonde.evidence.value", "the figure now: seconds, bytes a second or a ratio"),
              real("netsonde.evidence.baseline.mean", "what it was in the ten windows before"),
              real("netsonde.evidence.baseline.stddev", "and how much that scattered"),
              whole("netsonde.evidence.checks", "checks that the figure is of"),
              text("netsonde.direction", "the direction that it is about, or was traced"),
              real("netsonde.forward.loss", "share of packets lost in that cycle"),
              real("netsonde.reverse.loss", "share of packets lost in that cycle"),
              real("netsonde.round_trip.loss", "share of packets lost in that cycle"),
              text("netsonde.evidence.flows", "the flows that are worse than the others"),
              whole("netsonde.hop", "the first hop behind the loss that answers, or did"),
              text("network.peer.address", "who answers there"),
              whole("netsonde.evidence.hop.before", "the last hop before it, 0 for this host"),
              text("netsonde.evidence.hop.before.address", "who answers there"),
              real(
                  "netsonde.evidence.loss",
                  "share of packets or probes lost, in that direction or flow"
                      + " or from that hop on"),
              real(
                  "netsonde.evidence.loss.other", "that of the other direction, or of other flows"),
              whole("netsonde.evidence.packets", "packets that this is of"),
              whole("netsonde.evidence.packets.other", "packets of the other direction"),
              whole(
                  "netsonde.evidence.packets.unsent",
                  "packets that the system of this host refused to send"),
              whole(
                  "netsonde.evidence.packets.undeliverable",
                  "packets of which this host itself says that nobody on its network answers for"
                      + " them; in a run of netsonde ping only"),
              whole(
                  "netsonde.evidence.packets.dropped",
                  "packets that its kernel dropped since they were not read in time"),
              whole("netsonde.evidence.probes", "probes that this is of"),
              text("network.interface.name", "the interface that packets leave by now"),
              text("netsonde.evidence.interface.from", "the one that they left by before"),
              real("netsonde.send.lag.p99", "how late a hundredth of the agent's packets left"),
              real("netsonde.evidence.paused", "how long the agent stalled in all"),
              real("netsonde.evidence.pause.max", "how long at once"),
              whole("netsonde.evidence.slots.missed", "packets that it missed to send")));

  private FindingCatalogue() {}
}
