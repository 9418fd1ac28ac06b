package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.Span;
import io.netsonde.measurement.SpanCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpansTest {
  @Test
  void shouldSpanTheCycleFromItsStartToItsEnd() {
    SpanData span = new Recorded(Samples.cycle(Samples.FIGURES)).spans().getFirst();
    assertEquals("trafficsim cycle", span.getName());
    assertEquals(Samples.START, span.getStartEpochNanos());
    assertEquals(Samples.END, span.getEndEpochNanos());
    assertFalse(span.getParentSpanContext().isValid());
    assertTrue(span.getEvents().isEmpty());
  }

  @Test
  void shouldGiveTheCycleTheIdentityChosenForItAndOthersOneOfTheirOwn() {
    Recorded recorded =
        new Recorded(Samples.cycle(Samples.FIGURES), Samples.REFLECTION, Samples.REFLECTION);
    SpanData cycle = recorded.span("trafficsim cycle");
    assertEquals(Samples.span(1007).traceId(), cycle.getTraceId());
    assertEquals(Samples.span(1007).spanId(), cycle.getSpanId());
    assertEquals("01", cycle.getSpanContext().getTraceFlags().asHex());
    assertEquals(
        3, recorded.spans().stream().map(SpanData::getTraceId).distinct().count(), "each its own");
  }

  @Test
  void shouldGiveTheCycleEveryAttributeOfTheCatalogueAndNoOther() {
    SpanData span = new Recorded(Samples.cycle(Samples.FIGURES)).spans().getFirst();
    Map<String, String> expected = catalogued(SpanCatalogue.CYCLE);
    expected.remove("netsonde.flow");
    assertEquals(expected, typed(span.getAttributes()));
  }

  @Test
  void shouldStateTheCyclesFigures() {
    Attributes span =
        new Recorded(Samples.cycle(Samples.FIGURES)).spans().getFirst().getAttributes();
    assertEquals(7L, whole(span, "netsonde.cycle.index"));
    assertEquals(10L, whole(span, "netsonde.cycle.packets"));
    assertEquals(9L, whole(span, "netsonde.forward.received"));
    assertEquals(3L, whole(span, "netsonde.forward.reordered"));
    assertEquals(2L, whole(span, "netsonde.round_trip.lost"));
    assertEquals(1L, whole(span, "netsonde.round_trip.late"));
    assertEquals(5L, whole(span, "netsonde.round_trip.unstamped"));
    assertEquals(0.1, real(span, "netsonde.forward.loss"));
    assertEquals(0.007, real(span, "netsonde.rtt.p50"));
    assertEquals(0.020, real(span, "netsonde.rtt.p99"));
    assertEquals(0.011, real(span, "netsonde.rtt.mean"), 1e-15);
    assertEquals(0.002, real(span, "netsonde.forward.ipdv.mean"));
    assertEquals(0.005, real(span, "netsonde.forward.delay.mean"));
    assertEquals(0.0035, real(span, "netsonde.asymmetry.delay"));
    assertEquals(0.003, real(span, "netsonde.jitter.mean"));
    assertEquals(2L, whole(span, "netsonde.loss.run.max"));
    assertEquals(4L, whole(span, "netsonde.reordering.extent.max"));
    assertEquals(-0.002, real(span, "netsonde.clock.offset"));
    assertEquals("network", text(span, "netsonde.clock.offset.basis"));
    assertEquals(0L, whole(span, "netsonde.clock.steps"));
    assertEquals(0.00003, real(span, "netsonde.send.lag.p99"));
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    Attributes span =
        new Recorded(Samples.cycle(Samples.OUTAGE)).spans().getFirst().getAttributes();
    for (String name : List.of("netsonde.rtt.min", "netsonde.mos", "netsonde.forward.loss")) {
      assertFalse(typed(span).containsKey(name), name);
    }
    assertEquals(1.0, real(span, "netsonde.round_trip.loss"));
  }

  @Test
  void shouldTellOfEachFlowWhenThereAreSeveral() {
    SpanData span = new Recorded(Samples.cycle(Samples.FIGURES, Samples.OUTAGE)).spans().getFirst();
    List<EventData> events = span.getEvents();
    assertEquals(List.of("flow", "flow"), events.stream().map(EventData::getName).toList());
    assertEquals(0L, whole(events.get(0).getAttributes(), "netsonde.flow"));
    assertEquals("kernel", text(events.get(0).getAttributes(), "netsonde.timestamp.source"));
    assertEquals(8L, whole(events.get(0).getAttributes(), "netsonde.round_trip.received"));
    assertEquals(1L, whole(events.get(1).getAttributes(), "netsonde.flow"));
    assertEquals(0L, whole(events.get(1).getAttributes(), "netsonde.round_trip.received"));
  }

  @Test
  void shouldSayWhyAndWhenWhenAnotherInterfaceIsChosen() {
    SpanData span =
        new Recorded(Samples.interfaceChange(Optional.of("eth0"), "wlan0")).spans().getFirst();
    assertEquals("interface change", span.getName());
    assertEquals(Samples.START + 1, span.getStartEpochNanos());
    assertEquals(Samples.START + 1, span.getEndEpochNanos());
    assertEquals(catalogued(SpanCatalogue.INTERFACE_CHANGE), typed(span.getAttributes()));
    assertEquals("wlan0", text(span.getAttributes(), "network.interface.name"));
    assertEquals("eth0", text(span.getAttributes(), "netsonde.interface.previous"));
    assertEquals("192.0.2.10", text(span.getAttributes(), "network.local.address"));
    assertEquals("link went down", text(span.getAttributes(), "netsonde.interface.reason"));
  }

  @Test
  void shouldSpanAReflectionFromThePreviousOneOfItsSession() {
    Recorded recorded =
        new Recorded(reflection(Samples.END), reflection(Samples.END + 60_000_000_000L));
    SpanData first = recorded.spans().get(0);
    SpanData second = recorded.spans().get(1);
    assertEquals("trafficsim reflection", first.getName());
    assertEquals(Samples.START, first.getStartEpochNanos());
    assertEquals(Samples.END, first.getEndEpochNanos());
    assertEquals(Samples.END, second.getStartEpochNanos());
    assertEquals(Samples.END + 60_000_000_000L, second.getEndEpochNanos());
  }

  @Test
  void shouldGiveTheReflectionEveryAttributeOfTheCatalogueAndNoOther() {
    Attributes span = new Recorded(reflection(Samples.END)).spans().getFirst().getAttributes();
    assertEquals(catalogued(SpanCatalogue.REFLECTION), typed(span));
    assertEquals("ffffffffffffffff", span.get(AttributeKey.stringKey("netsonde.session.id")));
    assertEquals(0.05, real(span, "netsonde.forward.loss"));
    assertEquals(56L, whole(span, "netsonde.reverse.sent"));
  }

  private static Reflection reflection(long lastSeen) {
    return new Reflection(
        102, "192.0.2.7", 40_000, -1, 600, 60, 57, 56, 1, 2, Samples.START, lastSeen, 500_000);
  }

  private static Map<String, String> catalogued(Span span) {
    Map<String, String> types = new TreeMap<>();
    for (Attribute attribute : span.attributes()) {
      types.put(attribute.key(), attribute.type().name());
    }
    return types;
  }

  private static Map<String, String> typed(Attributes attributes) {
    Map<String, String> types = new TreeMap<>();
    attributes.forEach((key, value) -> types.put(key.getKey(), key.getType().name()));
    return types;
  }

  private static long whole(Attributes attributes, String name) {
    Long value = attributes.get(AttributeKey.longKey(name));
    return value == null ? -1 : value;
  }

  private static @Nullable String text(Attributes attributes, String name) {
    return attributes.get(AttributeKey.stringKey(name));
  }

  private static double real(Attributes attributes, String name) {
    Double value = attributes.get(AttributeKey.doubleKey(name));
    return value == null ? Double.NaN : value;
  }
}
