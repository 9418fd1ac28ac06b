package io.netsonde.agent.run;

import io.netsonde.diagnosis.RunConditions;
import io.netsonde.trafficsim.net.SenderTotals;
import java.util.function.LongConsumer;

/** Adds up the stalls of a run. Safe for several threads. */
final class PauseTotals implements LongConsumer {
  private long sum;
  private long longest;

  @Override
  public synchronized void accept(long nanos) {
    sum += nanos;
    longest = Math.max(longest, nanos);
  }

  /** What befell a run that ends now. */
  synchronized RunConditions during(SenderTotals totals) {
    return new RunConditions(sum, longest, totals.slotsMissed(), totals.drops(), 0);
  }
}
