package io.netsonde.export;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Turns the outcomes of all exports to one endpoint into one event a change of state. Pure but for
 * its lock: time comes with each outcome. Safe for several threads; events are told under the lock,
 * so that they come in order.
 */
final class CollectorState {
  private final String collector;
  private final Consumer<TelemetryEvent> events;
  private final Map<Signal, String> refused = new EnumMap<>(Signal.class);
  private boolean unreachable;
  private Instant unreachableSince = Instant.EPOCH;

  CollectorState(String collector, Consumer<TelemetryEvent> events) {
    this.collector = collector;
    this.events = events;
  }

  /** An export ended: with a failure, or well. */
  synchronized void onOutcome(Signal signal, Optional<ExportFailure> failure, Instant now) {
    if (failure.isPresent() && !failure.get().answered()) {
      onUnreachable(failure.get().reason(), now);
      return;
    }
    // Any answer will do: a signal with nothing to send says nothing of the collector.
    if (unreachable) {
      unreachable = false;
      events.accept(
          new TelemetryEvent.Reachable(collector, now, Duration.between(unreachableSince, now)));
    }
    if (failure.isPresent()) {
      onRefused(signal, failure.get().reason());
    } else if (refused.remove(signal) != null) {
      events.accept(new TelemetryEvent.Accepted(collector, signal.label()));
    }
  }

  synchronized boolean isUnreachable() {
    return unreachable;
  }

  private void onUnreachable(String reason, Instant now) {
    if (!unreachable) {
      unreachable = true;
      unreachableSince = now;
      events.accept(new TelemetryEvent.Unreachable(collector, now, reason));
    }
  }

  private void onRefused(Signal signal, String reason) {
    if (refused.put(signal, reason) == null) {
      events.accept(new TelemetryEvent.Refused(collector, signal.label(), reason));
    }
  }
}
