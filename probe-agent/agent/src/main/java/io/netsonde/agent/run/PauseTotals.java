package io.netsonde.agent.run;

import io.netsonde.diagnosis.RunConditions;
import io.netsonde.measurement.NanoClock;
import io.netsonde.trafficsim.net.SenderTotals;
import java.util.function.LongConsumer;

/** Adds up the stalls of a run, those of the program's start aside. Safe for several threads. */
final class PauseTotals implements LongConsumer {
  private static final long START_NANOS = 1_000_000_000L;

  private final NanoClock clock;
  private final long beginNanos;
  private long sum;
  private long longest;

  PauseTotals(NanoClock clock) {
    this.clock = clock;
    this.beginNanos = clock.nanoTime();
  }

  @Override
  public synchronized void accept(long nanos) {
    if (clock.nanoTime() - beginNanos < START_NANOS) {
      return;
    }
    sum += nanos;
    longest = Math.max(longest, nanos);
  }

  /** What befell a run that ends now. */
  synchronized RunConditions during(SenderTotals totals) {
    return new RunConditions(sum, longest, totals.slotsMissed(), totals.drops(), 0);
  }
}
