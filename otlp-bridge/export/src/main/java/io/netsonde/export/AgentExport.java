package io.netsonde.export;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.GarbageCollection;
import io.netsonde.measurement.MetricCatalogue;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;

/** What befell the agent itself, so that it is not taken for the network's doing. */
final class AgentExport {
  private static final Attributes CONTRADICTION =
      Attributes.of(Keys.DISCARD_REASON, "contradiction");
  private static final Attributes MISSING = Attributes.of(Keys.DISCARD_REASON, "missing");

  private final LongCounter socketDrops;
  private final LongCounter stampsDiscarded;
  private final LongCounter slotsMissed;
  private final DoubleHistogram pause;
  private final DoubleHistogram collection;

  AgentExport(Instruments instruments) {
    socketDrops = instruments.counter(MetricCatalogue.SOCKET_DROPS);
    stampsDiscarded = instruments.counter(MetricCatalogue.STAMPS_DISCARDED);
    slotsMissed = instruments.counter(MetricCatalogue.SLOTS_MISSED);
    pause = instruments.histogram(MetricCatalogue.PAUSE);
    collection = instruments.histogram(MetricCatalogue.GC_DURATION);
  }

  /** Adds increments of 0 too: a counter that is first seen at 3 has not risen by 3. */
  void accept(AgentActivity activity) {
    if (activity.socketDrops().isPresent() || activity.reflectorDrops() > 0) {
      socketDrops.add(activity.socketDrops().orElse(0) + activity.reflectorDrops());
    }
    stampsDiscarded.add(activity.stampsContradicted(), CONTRADICTION);
    stampsDiscarded.add(activity.stampsMissing(), MISSING);
    slotsMissed.add(activity.slotsMissed());
  }

  void accept(AgentPause paused) {
    pause.record(Seconds.of(paused.nanos()));
  }

  void accept(GarbageCollection collected) {
    Attributes attributes =
        Attributes.of(
            Keys.COLLECTOR_NAME, collected.collector(), Keys.COLLECTOR_ACTION, collected.action());
    collection.record(Seconds.of(collected.nanos()), attributes);
  }
}
