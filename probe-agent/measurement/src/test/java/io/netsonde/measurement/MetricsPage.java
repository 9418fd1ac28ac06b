package io.netsonde.measurement;

import java.util.List;
import java.util.stream.Collectors;

/** Writes docs/metrics.md from the catalogue. */
final class MetricsPage {
  private final StringBuilder page = new StringBuilder();

  static String write() {
    MetricsPage writer = new MetricsPage();
    writer.head();
    writer.metrics();
    writer.attributes();
    writer.spans();
    writer.logs();
    return writer.page.toString();
  }

  private void head() {
    line("# Metrics, spans and log records");
    line("");
    line(
        "Generated from the catalogue in `probe-agent/measurement`; do not edit. To write it"
            + " anew:");
    line("");
    line("```");
    line("./mvnw -pl probe-agent/measurement -am test -Dtest=MetricsPageTest \\");
    line("  -Dsurefire.failIfNoSpecifiedTests=false -Dnetsonde.docs.write=true");
    line("```");
    line("");
    line("Over OTLP, histograms are exponential and temporality is cumulative. On the scrape");
    line("endpoint histograms have explicit buckets; a histogram's series there are its name with");
    line("`_bucket`, `_sum` and `_count`.");
    line("");
  }

  private void metrics() {
    line("## Metrics");
    line("");
    line("*path* stands for " + keys(AttributeCatalogue.PATH) + ".");
    line("");
    line("| metric | kind, unit | in Prometheus | attributes | what it is |");
    line("| --- | --- | --- | --- | --- |");
    for (Metric metric : MetricCatalogue.metrics()) {
      String unit = metric.unit().isEmpty() ? "no unit" : metric.unit();
      line(
          "| `%s` | %s, %s | `%s` | %s | %s |"
              .formatted(
                  metric.name(),
                  metric.kind().label(),
                  unit,
                  metric.prometheusName(),
                  keysShort(metric.attributes()),
                  metric.description()));
    }
    line("");
    line("Explicit buckets, in seconds: " + bounds(BucketAdvice.SECONDS) + ".");
    line("");
    line("Those of `http.client.request.duration`: " + bounds(BucketAdvice.REQUESTS) + ".");
    line("");
    line("Those of `jvm.gc.duration`: " + bounds(BucketAdvice.COLLECTIONS) + ".");
    line("");
    line("Explicit buckets, in packets: " + bounds(BucketAdvice.PACKETS) + ".");
    line("");
  }

  private void attributes() {
    line("## Attributes of metrics");
    line("");
    line("| attribute | type | what it says | values |");
    line("| --- | --- | --- | --- |");
    MetricCatalogue.metrics().stream()
        .flatMap(metric -> metric.attributes().stream())
        .distinct()
        .forEach(this::attribute);
    line("");
  }

  private void spans() {
    line("## Spans");
    line("");
    line("Times are in seconds, ratios from 0 to 1. What is not known is left out.");
    for (Span span : SpanCatalogue.spans()) {
      line("");
      line("### `" + span.name() + "`");
      line("");
      line(span.description() + ".");
      line("");
      table(span.attributes());
      for (Event event : span.events()) {
        line("");
        line("Its event `" + event.name() + "`: " + event.description() + ".");
        line("");
        table(event.attributes());
      }
    }
  }

  private void logs() {
    line("");
    line("## Log records");
    line("");
    line("The name is the record's event name.");
    for (Event event : EventCatalogue.events()) {
      line("");
      line("### `" + event.name() + "`");
      line("");
      line(event.description() + ".");
      line("");
      table(event.attributes());
    }
  }

  private void table(List<Attribute> attributes) {
    line("| attribute | type | what it says | values |");
    line("| --- | --- | --- | --- |");
    attributes.forEach(this::attribute);
  }

  private void attribute(Attribute attribute) {
    line(
        "| `%s` | %s | %s | %s |"
            .formatted(
                attribute.key(),
                switch (attribute.type()) {
                  case STRING -> "string";
                  case LONG -> "integer";
                  case DOUBLE -> "double";
                  case BOOLEAN -> "boolean";
                  case STRING_ARRAY -> "strings";
                },
                attribute.description(),
                attribute.values().stream()
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(", "))));
  }

  private static String keysShort(List<Attribute> attributes) {
    List<Attribute> path = AttributeCatalogue.PATH;
    if (!attributes.containsAll(path)) {
      return keys(attributes);
    }
    List<Attribute> further = attributes.stream().filter(a -> !path.contains(a)).toList();
    return further.isEmpty() ? "*path*" : "*path*, " + keys(further);
  }

  private static String keys(List<Attribute> attributes) {
    return attributes.stream().map(a -> "`" + a.key() + "`").collect(Collectors.joining(", "));
  }

  private static String bounds(List<Double> bounds) {
    return bounds.stream()
        .map(bound -> new java.math.BigDecimal(bound.toString()).stripTrailingZeros())
        .map(java.math.BigDecimal::toPlainString)
        .collect(Collectors.joining(", "));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
