package io.netsonde.measurement;

import java.util.List;

/**
 * A metric as the catalogue has it.
 *
 * @param name its name in OpenTelemetry
 * @param kind its instrument
 * @param unit its unit by UCUM; empty for none
 * @param description what it measures, without a full stop
 * @param attributes what distinguishes its series
 * @param buckets upper bounds, ascending, in the metric's unit, for readers that want explicit
 *     buckets; empty for all but histograms
 */
public record Metric(
    String name,
    Kind kind,
    String unit,
    String description,
    List<Attribute> attributes,
    List<Double> buckets) {

  /** An instrument of OpenTelemetry. */
  public enum Kind {
    COUNTER("counter"),
    UP_DOWN_COUNTER("up-down counter"),
    GAUGE("gauge"),
    HISTOGRAM("histogram");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name for a reader. */
    public String label() {
      return label;
    }
  }

  public Metric {
    attributes = List.copyOf(attributes);
    buckets = List.copyOf(buckets);
    if (name.isEmpty() || description.isEmpty()) {
      throw new IllegalArgumentException("a metric needs a name and a description: " + name);
    }
    if (buckets.isEmpty() == (kind == Kind.HISTOGRAM)) {
      throw new IllegalArgumentException("buckets are for histograms, and each has some: " + name);
    }
  }

  /** A histogram of a path's delays. */
  static Metric seconds(String name, String description, Attribute... further) {
    return new Metric(
        name,
        Kind.HISTOGRAM,
        "s",
        description,
        AttributeCatalogue.paths(further),
        BucketAdvice.SECONDS);
  }

  static Metric gauge(String name, String unit, String description, List<Attribute> attributes) {
    return new Metric(name, Kind.GAUGE, unit, description, attributes, List.of());
  }

  static Metric counter(String name, String unit, String description, List<Attribute> attributes) {
    return new Metric(name, Kind.COUNTER, unit, description, attributes, List.of());
  }

  /**
   * The metric's name in Prometheus, by the rules of OpenTelemetry's exporters; of a histogram, the
   * name before {@code _bucket}, {@code _sum} and {@code _count}.
   */
  public String prometheusName() {
    String base = name.replace('.', '_');
    String measured =
        switch (unit) {
          case "s" -> base + "_seconds";
          case "By" -> base + "_bytes";
          case "By/s" -> base + "_bytes_per_second";
          case "1" -> kind == Kind.GAUGE ? base + "_ratio" : base;
          default -> base;
        };
    return kind == Kind.COUNTER ? measured + "_total" : measured;
  }
}
