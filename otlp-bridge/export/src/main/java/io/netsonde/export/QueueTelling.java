package io.netsonde.export;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tells once of each kind of trouble of the queue; the counters tell how often. */
final class QueueTelling implements MeasurementQueue.Watcher {
  private final Consumer<TelemetryEvent> events;
  private final AtomicBoolean saidFull = new AtomicBoolean();
  private final AtomicBoolean saidDefect = new AtomicBoolean();

  QueueTelling(Consumer<TelemetryEvent> events) {
    this.events = events;
  }

  @Override
  public void full(int capacity) {
    if (saidFull.compareAndSet(false, true)) {
      events.accept(new TelemetryEvent.QueueFull(capacity));
    }
  }

  @Override
  public void failed(Throwable defect) {
    if (saidDefect.compareAndSet(false, true)) {
      events.accept(new TelemetryEvent.Defect(defect));
    }
  }
}
