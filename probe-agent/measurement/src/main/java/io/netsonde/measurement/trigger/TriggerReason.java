package io.netsonde.measurement.trigger;

import java.util.Locale;

/**
 * Why a cycle causes a trace.
 *
 * @param kind by which rule
 * @param value the figure that broke it: a ratio from 0 to 1 for loss, else nanoseconds
 * @param flow the number of the flow that shows it worst, on whose 5-tuple the trace is to be
 */
public record TriggerReason(Kind kind, double value, int flow) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** As {@code netsonde.trigger.reason} says it: {@code packet_loss:12.50%} and the like. */
  public String text() {
    return switch (kind) {
      case PACKET_LOSS -> String.format(Locale.ROOT, "packet_loss:%.2f%%", value * 100);
      case HIGH_LATENCY ->
          String.format(Locale.ROOT, "high_latency:%.0fms", value / NANOS_PER_MILLI);
      case JITTER_SPIKE ->
          String.format(Locale.ROOT, "jitter_spike:%.0fms", value / NANOS_PER_MILLI);
    };
  }

  /** The rules, in the order in which they are asked. */
  public enum Kind {
    /** More is lost than may be. */
    PACKET_LOSS,
    /** The mean round-trip delay is far above the baseline's. */
    HIGH_LATENCY,
    /** The round-trip delays' standard deviation is far above the baseline's. */
    JITTER_SPIKE
  }
}
