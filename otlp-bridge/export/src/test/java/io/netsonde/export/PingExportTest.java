package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.PingCatalogue;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle.Outcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PingExportTest {
  private static final Attributes TARGET =
      Attributes.of(Keys.PROBE, "gateway", Keys.SERVER_ADDRESS, "192.0.2.1");

  static PingState state(boolean up) {
    return new PingState("gateway", "192.0.2.1", up, Samples.START);
  }

  /** Ten requests: eight replies in time, one late; of one loss ICMP told. */
  static PingCycle cycle(CycleFigures figures) {
    return new PingCycle(
        "gateway",
        "192.0.2.1",
        Samples.span(77),
        3,
        Outcome.COMPLETE,
        TimestampSource.KERNEL,
        Samples.START,
        Samples.END,
        figures,
        Map.of(EchoError.HOST_UNREACHABLE, 1L));
  }

  private static Attributes with(String key, String value) {
    return TARGET.toBuilder().put(key, value).build();
  }

  private static Attributes packets(String outcome) {
    return with("netsonde.direction", "round_trip").toBuilder()
        .put("netsonde.packet.outcome", outcome)
        .build();
  }

  @Test
  void shouldCountRequestsByOutcomeWhenCyclesClose() {
    Recorded recorded = new Recorded(cycle(Samples.FIGURES), cycle(Samples.FIGURES));
    Map<String, Long> expected =
        Map.of(
            "sent", 20L, "received", 16L, "lost", 4L, "late", 2L, "duplicate", 4L, "reordered", 2L);
    expected.forEach(
        (outcome, count) ->
            assertEquals(
                Optional.of(count),
                recorded.value("netsonde.ping.packets", packets(outcome)),
                outcome));
    assertEquals(expected.size(), recorded.points("netsonde.ping.packets").size());
    Attributes both = with("netsonde.direction", "round_trip");
    assertEquals(Optional.of(0.2), recorded.value("netsonde.ping.loss", both));
    assertEquals(Optional.of(0.003), recorded.value("netsonde.ping.jitter", both));
    assertEquals(
        Optional.of(2L),
        recorded.value("netsonde.ping.cycles", with("netsonde.cycle.outcome", "complete")));
    assertEquals(
        Optional.of(2L),
        recorded.value("netsonde.ping.errors", with("error.type", "host_unreachable")));
  }

  @Test
  void shouldBeginCountersAtZeroAndShowWhetherTheTargetAnswers() {
    Recorded recorded = new Recorded(state(false));
    assertEquals(Optional.of(0L), recorded.value("netsonde.ping.packets", packets("lost")));
    assertEquals(Optional.of(0.0), recorded.value("netsonde.ping.up", TARGET));
    recorded.accept(state(true));
    assertEquals(Optional.of(1.0), recorded.value("netsonde.ping.up", TARGET));
  }

  @Test
  void shouldLeadFromADelayToTheSpanOfItsCycle() {
    Recorded recorded = new Recorded(cycle(Samples.FIGURES));
    SpanData span = recorded.spans().getFirst();
    assertEquals("ping cycle", span.getName());
    assertEquals(Samples.span(77).traceId(), span.getTraceId());
    assertEquals(Samples.span(77).spanId(), span.getSpanId());
    assertEquals(Samples.START, span.getStartEpochNanos());
    assertEquals(Samples.END, span.getEndEpochNanos());
    HistogramPointData rtt =
        recorded.histogram("netsonde.ping.rtt", with("netsonde.timestamp.source", "kernel"));
    assertEquals(3, rtt.getCount());
    assertEquals(0.020, rtt.getMax());
    List<? extends ExemplarData> exemplars = rtt.getExemplars();
    assertFalse(exemplars.isEmpty());
    exemplars.forEach(each -> assertEquals(span.getSpanId(), each.getSpanContext().getSpanId()));
  }

  @Test
  void shouldGiveTheCycleEveryAttributeOfTheCatalogueAndNoOther() {
    Attributes span = new Recorded(cycle(Samples.FIGURES)).spans().getFirst().getAttributes();
    TreeSet<String> catalogued = new TreeSet<>();
    for (Attribute attribute : PingCatalogue.CYCLE.attributes()) {
      catalogued.add(attribute.key() + " " + attribute.type().name());
    }
    TreeSet<String> given = new TreeSet<>();
    span.forEach((key, value) -> given.add(key.getKey() + " " + key.getType().name()));
    assertEquals(catalogued, given);
    assertEquals(
        List.of("host_unreachable:1"),
        span.get(AttributeKey.stringArrayKey("netsonde.ping.errors")));
  }

  @Test
  void shouldLeaveOutWhatIsNotKnownWhenNothingIsAnswered() {
    Recorded recorded = new Recorded(cycle(Samples.FIGURES), cycle(Samples.OUTAGE));
    Attributes both = with("netsonde.direction", "round_trip");
    assertEquals(Optional.of(1.0), recorded.value("netsonde.ping.loss", both));
    assertEquals(Optional.empty(), recorded.value("netsonde.ping.jitter", both));
    Attributes span = recorded.spans().getLast().getAttributes();
    assertTrue(span.get(AttributeKey.doubleKey("netsonde.rtt.min")) == null);
    assertTrue(span.get(AttributeKey.doubleKey("netsonde.mos")) == null);
  }
}
