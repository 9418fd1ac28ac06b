package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasurementExportTest {
  private static Recorded everything() {
    return new Recorded(Samples.everything().toArray(Measurement[]::new));
  }

  @Test
  void shouldMakeEveryMetricOfTheCatalogueAndNoOther() {
    Set<String> names =
        MetricCatalogue.metrics().stream()
            .filter(metric -> !metric.equals(MetricCatalogue.EXPORT_DROPPED)) // TelemetryTest's
            .map(Metric::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names, new TreeSet<>(everything().metrics().keySet()));
  }

  @Test
  void shouldGiveEachMetricTheCataloguesKindUnitAndDescription() {
    Map<String, MetricData> metrics = everything().metrics();
    for (Metric metric : MetricCatalogue.metrics()) {
      MetricData data = metrics.get(metric.name());
      if (data != null) {
        assertEquals(metric.unit(), data.getUnit(), metric.name());
        assertEquals(metric.description(), data.getDescription(), metric.name());
        assertEquals(metric.kind(), kind(data), metric.name());
      }
    }
  }

  @Test
  void shouldGiveEachSeriesOnlyTheCataloguesAttributesAndValues() {
    Map<String, MetricData> metrics = everything().metrics();
    for (Metric metric : MetricCatalogue.metrics()) {
      MetricData data = metrics.get(metric.name());
      if (data == null) {
        continue;
      }
      Map<String, Attribute> known =
          metric.attributes().stream().collect(Collectors.toMap(Attribute::key, a -> a));
      Set<String> seen = new HashSet<>();
      for (PointData point : data.getData().getPoints()) {
        point
            .getAttributes()
            .forEach(
                (key, value) -> {
                  Attribute attribute = known.get(key.getKey());
                  assertTrue(attribute != null, metric.name() + " has " + key);
                  assertTrue(
                      attribute.values().isEmpty() || attribute.values().contains(value),
                      metric.name() + " has " + key + "=" + value);
                  seen.add(key.getKey());
                });
      }
      known.keySet().remove("netsonde.flow"); // There is one flow.
      assertEquals(known.keySet(), seen, metric.name());
    }
  }

  @Test
  void shouldSayWhatTheReflectorSawOfEachClient() {
    Recorded recorded = everything();
    Attributes peer = Attributes.of(Keys.PEER, 102L);
    assertEquals(Optional.of(0.05), recorded.value("netsonde.reflector.loss", peer));
    assertEquals(Optional.of(0.0005), recorded.value("netsonde.reflector.jitter", peer));
  }

  @Test
  void shouldAddUpWhatTheReflectorDid() {
    Recorded recorded = everything().accept(Samples.REFLECTOR_ACTIVITY);
    Attributes received =
        Attributes.of(Keys.PEER, 102L, Keys.PACKET_OUTCOME, Outcome.RECEIVED.label());
    assertEquals(Optional.of(114L), recorded.value("netsonde.reflector.packets", received));
    assertEquals(
        Optional.of(4L), recorded.value("netsonde.reflector.sessions", Attributes.empty()));
  }

  @Test
  void shouldNameNoPeerWhenStrangersAreRejected() {
    Attributes stranger =
        Attributes.of(Keys.PACKET_OUTCOME, "rejected", Keys.REJECT_REASON, "bad_mac");
    assertEquals(Optional.of(3L), everything().value("netsonde.reflector.packets", stranger));
  }

  private static Metric.Kind kind(MetricData data) {
    return switch (data.getType()) {
      case LONG_GAUGE, DOUBLE_GAUGE -> Metric.Kind.GAUGE;
      case HISTOGRAM -> Metric.Kind.HISTOGRAM;
      case LONG_SUM ->
          data.getLongSumData().isMonotonic() ? Metric.Kind.COUNTER : Metric.Kind.UP_DOWN_COUNTER;
      default -> throw new AssertionError("unexpected " + data.getType());
    };
  }
}
