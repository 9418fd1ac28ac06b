package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.text;

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
          "A finding began (severity WARN) or is over (INFO). The body is what a person would say;"
              + " further attributes are its evidence, figures and facts by their names, in the"
              + " context of the span that shows them",
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
              DURATION));

  private FindingCatalogue() {}
}
