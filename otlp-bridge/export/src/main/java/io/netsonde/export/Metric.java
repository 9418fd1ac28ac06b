package io.netsonde.export;

import java.util.List;

/**
 * A metric as telemetry names it.
 *
 * @param name the instrument's name
 * @param kind what it counts or shows
 * @param unit UCUM unit, or empty for none
 * @param description one sentence
 * @param buckets for a histogram, the bounds for readers that cannot take exponential ones
 */
record Metric(String name, Kind kind, String unit, String description, List<Double> buckets) {
  enum Kind {
    COUNTER,
    UP_DOWN_COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
