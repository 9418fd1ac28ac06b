package io.netsonde.export;

import io.netsonde.measurement.NanoClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest values of a gauge. A value that is no longer known vanishes, where the SDK's own
 * synchronous gauge would show the last one for ever: the good MOS of the minute before an outage.
 * Safe for several threads.
 */
final class LatestValues {
  /** A value, and when it ends, if it does by itself. */
  private record Value(double value, OptionalLong endNanos) {
    boolean isOver(long nowNanos) {
      return endNanos.isPresent() && endNanos.getAsLong() - nowNanos <= 0;
    }
  }

  private final NanoClock clock;
  private final Map<Attributes, Value> values = new ConcurrentHashMap<>();

  LatestValues(NanoClock clock) {
    this.clock = clock;
  }

  void set(Attributes attributes, double value) {
    values.put(attributes, new Value(value, OptionalLong.empty()));
  }

  /** A value that is no longer known after {@code duration}, unless it is set anew. */
  void set(Attributes attributes, double value, Duration duration) {
    long end = clock.nanoTime() + duration.toNanos();
    values.put(attributes, new Value(value, OptionalLong.of(end)));
  }

  void remove(Attributes attributes) {
    values.remove(attributes);
  }

  /** An empty value is one that is not known now. */
  void set(Attributes attributes, OptionalDouble value) {
    if (value.isPresent()) {
      set(attributes, value.getAsDouble());
    } else {
      values.remove(attributes);
    }
  }

  /** An empty value is one that is not known now. */
  void set(Attributes attributes, Optional<Double> value) {
    set(attributes, value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  void observe(ObservableDoubleMeasurement measurement) {
    long now = clock.nanoTime();
    values.values().removeIf(value -> value.isOver(now));
    values.forEach((attributes, value) -> measurement.record(value.value(), attributes));
  }
}
