package io.netsonde.measurement;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a diagnosis says: that something began to be so, or has ceased to be.
 *
 * @param kind what
 * @param state begun or over
 * @param probe of which probe; empty where the agent itself is meant
 * @param address the target that the probe measures; empty likewise
 * @param sinceEpochNanos since when: the start of the first window or cycle that shows it
 * @param atEpochNanos when it was found, or found to be over
 * @param confidence how sure, 0 to 1
 * @param sentence what a person would say, with the figures
 * @param evidence figures by attribute name, in base units (seconds, ratios 0 to 1)
 * @param details further facts by attribute name, in words, such as a hop's address
 * @param span the span with the evidence: of the cycle, the check or the trace
 */
public record Finding(
    FindingKind kind,
    State state,
    String probe,
    String address,
    long sinceEpochNanos,
    long atEpochNanos,
    double confidence,
    String sentence,
    Map<String, Double> evidence,
    Map<String, String> details,
    Optional<SpanIdentity> span)
    implements Measurement {

  public Finding {
    evidence = Collections.unmodifiableMap(new TreeMap<>(evidence));
    details = Collections.unmodifiableMap(new TreeMap<>(details));
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence of " + confidence);
    }
  }

  /** The same, with how long it lasted among the evidence. */
  public Finding lasting(double seconds) {
    Map<String, Double> more = new TreeMap<>(evidence);
    more.put(FindingCatalogue.DURATION.key(), seconds);
    return new Finding(
        kind,
        state,
        probe,
        address,
        sinceEpochNanos,
        atEpochNanos,
        confidence,
        sentence,
        more,
        details,
        span);
  }

  /** Whether it has begun or ceased. */
  public enum State {
    BEGUN("begun"),
    OVER("over");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** The value of the attribute {@code netsonde.finding.state}. */
    public String label() {
      return label;
    }
  }
}
