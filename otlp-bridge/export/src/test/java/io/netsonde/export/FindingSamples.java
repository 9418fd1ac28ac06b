package io.netsonde.export;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import java.util.Map;
import java.util.Optional;

/** Findings made by hand. */
final class FindingSamples {
  static final Finding BEGUN =
      finding(
          Finding.State.BEGUN,
          "Between 10.0.2.1 (hop 2) and 10.0.3.1 (hop 3), 21 % of packets are lost.");

  static final Finding OVER = finding(Finding.State.OVER, "It is over.");

  private FindingSamples() {}

  private static Finding finding(Finding.State state, String sentence) {
    return new Finding(
        FindingKind.LOSS_AT_HOP,
        state,
        "to-berlin",
        "berlin.example.net",
        Samples.START,
        Samples.END,
        0.999,
        sentence,
        Map.of("netsonde.evidence.loss", 0.21, "netsonde.hop", 3.0),
        Map.of("network.peer.address", "10.0.3.1"),
        Optional.of(TraceSamples.TRIGGERED.span()));
  }
}
