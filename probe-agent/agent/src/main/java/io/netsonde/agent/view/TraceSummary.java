package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;

import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.LossOnset;

/** What a trace found, in one line. */
public final class TraceSummary {
  private TraceSummary() {}

  /** How long the path is and where it loses, as in {@code 5 hops; nothing was lost}. */
  public static String of(Trace trace) {
    if (trace.hops().isEmpty()) {
      return "nobody answered";
    }
    Hop last = trace.hops().getLast();
    String length =
        TraceSentences.hops(last.ttl())
            + (trace.isReached() ? "" : ", whose last one answers, but not the target");
    return length
        + "; "
        + LossOnset.of(trace).map(TraceSummary::begins).orElseGet(() -> none(last));
  }

  private static String begins(LossOnset onset) {
    return "loss begins "
        + TraceSentences.link(onset)
        + ", "
        + percent(onset.loss())
        + " from there on, "
        + TraceSentences.sure(onset.confidence());
  }

  private static String none(Hop last) {
    long lost = last.sent() - last.received();
    return lost == 0
        ? "nothing was lost"
        : lost + " of " + last.sent() + " lost at the last one, too few to say where";
  }
}
