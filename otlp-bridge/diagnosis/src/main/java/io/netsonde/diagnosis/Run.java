package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Map;
import java.util.Optional;

/**
 * A run that consists of one cycle, of whatever packets.
 *
 * @param source who took the stamps behind its delays
 * @param things what its packets are called
 */
record Run(
    String probe,
    String address,
    SpanIdentity span,
    long startEpochNanos,
    long endEpochNanos,
    CycleFigures figures,
    TimestampSource source,
    String things) {

  static Run of(TrafficSimCycle cycle) {
    return new Run(
        cycle.path().probe(),
        cycle.path().address(),
        cycle.span(),
        cycle.startEpochNanos(),
        cycle.endEpochNanos(),
        cycle.total(),
        cycle.timestampSource(),
        "packets");
  }

  static Run of(PingCycle cycle) {
    return new Run(
        cycle.probe(),
        cycle.address(),
        cycle.span(),
        cycle.startEpochNanos(),
        cycle.endEpochNanos(),
        cycle.figures(),
        cycle.timestampSource(),
        "echoes");
  }

  long nanos() {
    return endEpochNanos - startEpochNanos;
  }

  /** What was to be sent. */
  long packets() {
    return figures.packets();
  }

  long lost() {
    return figures.roundTrip().lost();
  }

  /** What the system refused to send. */
  long unsent() {
    return figures.refused();
  }

  /** What was not sent since there was nobody to send it to: no session, or no address. */
  long skipped() {
    return Math.max(0, figures.unsent() - figures.refused());
  }

  /** Whether there was no answer at all, not even a late one. */
  boolean isSilent() {
    return figures.roundTrip().received() + figures.late() == 0;
  }

  /** That it was so as long as the run lasted. */
  Finding finding(FindingKind kind, String sentence, Map<String, Double> evidence) {
    return new Finding(
        kind,
        Finding.State.BEGUN,
        probe,
        address,
        startEpochNanos,
        endEpochNanos,
        Level.MOST_CONFIDENCE,
        sentence,
        evidence,
        Map.of(),
        Optional.of(span));
  }
}
