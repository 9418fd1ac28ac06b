package io.netsonde.agent.run;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SenderTotals;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells telemetry what befell the agent's own measuring, as increments. Used by one thread. */
final class SelfReport {
  private final Stamping stamping;
  private final Supplier<SenderTotals> senders;
  private final LongSupplier reflectorDrops;
  private final LongSupplier reflectorStamps;
  private final MeasurementSink sink;
  private SenderTotals before = new SenderTotals(0, 0, 0, 0);
  private long dropsBefore;
  private long stampsBefore;

  /**
   * A report whose first increments are the totals so far.
   *
   * @param stamping of the sockets in use: portable ones do not count what the kernel drops
   * @param reflectorDrops requests that the reflector's socket dropped so far
   * @param reflectorStamps stamps of that socket that were not used so far
   */
  SelfReport(
      Stamping stamping,
      Supplier<SenderTotals> senders,
      LongSupplier reflectorDrops,
      LongSupplier reflectorStamps,
      MeasurementSink sink) {
    this.stamping = stamping;
    this.senders = senders;
    this.reflectorDrops = reflectorDrops;
    this.reflectorStamps = reflectorStamps;
    this.sink = sink;
  }

  void report() {
    SenderTotals now = senders.get();
    long dropsNow = reflectorDrops.getAsLong();
    long stampsNow = reflectorStamps.getAsLong();
    long drops = now.drops() - before.drops();
    sink.accept(
        new AgentActivity(
            stamping == Stamping.KERNEL || drops > 0
                ? OptionalLong.of(drops)
                : OptionalLong.empty(),
            dropsNow - dropsBefore,
            now.stampsContradicted() - before.stampsContradicted() + stampsNow - stampsBefore,
            now.stampsMissing() - before.stampsMissing(),
            now.slotsMissed() - before.slotsMissed()));
    before = now;
    dropsBefore = dropsNow;
    stampsBefore = stampsNow;
  }
}
