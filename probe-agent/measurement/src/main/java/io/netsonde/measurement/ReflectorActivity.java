package io.netsonde.measurement;

import java.util.List;

/**
 * What a reflector did since its previous report of this kind: increments, not totals.
 *
 * @param sessionsDelta sessions gained minus sessions expired
 * @param counts increments by client and outcome, zero increments left out
 */
public record ReflectorActivity(int sessionsDelta, List<Count> counts) implements Measurement {
  public ReflectorActivity {
    counts = List.copyOf(counts);
  }

  /** What became of a packet at the reflector. */
  public enum Outcome {
    RECEIVED("received"),
    REPLIED("replied"),
    REJECTED("rejected");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The value of the attribute {@code netsonde.packet.outcome}. */
    public String label() {
      return label;
    }
  }

  /**
   * One increment.
   *
   * @param agentId the admitted client's agent id, or {@link #STRANGER} where no session was
   *     proven, so that strangers make no series
   * @param outcome what happened
   * @param reason why a rejected packet was rejected, as the attribute {@code
   *     netsonde.reject.reason} says it; empty for other outcomes
   * @param packets how many, at least 1
   */
  public record Count(long agentId, Outcome outcome, String reason, long packets) {
    /** Stands for every sender that has not proven itself. */
    public static final long STRANGER = -1;
  }
}
