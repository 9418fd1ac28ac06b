package io.netsonde.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest values of a gauge. A value that is no longer known vanishes, where the SDK's own
 * synchronous gauge would show the last one for ever: the good MOS of the minute before an outage.
 * Safe for several threads.
 */
final class LatestValues {
  private final Map<Attributes, Double> values = new ConcurrentHashMap<>();

  void set(Attributes attributes, double value) {
    values.put(attributes, value);
  }

  /** An empty value is one that is not known now. */
  void set(Attributes attributes, OptionalDouble value) {
    if (value.isPresent()) {
      values.put(attributes, value.getAsDouble());
    } else {
      values.remove(attributes);
    }
  }

  /** An empty value is one that is not known now. */
  void set(Attributes attributes, Optional<Double> value) {
    set(attributes, value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
  }

  void observe(ObservableDoubleMeasurement measurement) {
    values.forEach((attributes, value) -> measurement.record(value, attributes));
  }
}
