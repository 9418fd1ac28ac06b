package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceCatalogue;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.TraceCause;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TraceExportTest {
  private static final Attributes ROUTE = TraceAttributes.path(TraceSamples.SCHEDULED, false);

  @Test
  void shouldSpanTheTraceUnderTheIdentityChosenForIt() {
    SpanData span = new Recorded(TraceSamples.SCHEDULED).span("traceroute");
    assertEquals(TraceSamples.SCHEDULED.span().traceId(), span.getTraceId());
    assertEquals(TraceSamples.SCHEDULED.span().spanId(), span.getSpanId());
    assertEquals(Samples.START, span.getStartEpochNanos());
    assertEquals(Samples.START + 9_000_000_000L, span.getEndEpochNanos());
    assertEquals(List.of(), span.getLinks());
    assertEquals(false, span.getAttributes().get(TraceKeys.TRIGGERED));
  }

  @Test
  void shouldLinkToItsCauseWhenTriggered() {
    SpanData span = new Recorded(TraceSamples.TRIGGERED).span("traceroute");
    SpanContext link = span.getLinks().getFirst().getSpanContext();
    assertEquals(TraceSamples.CAUSE.cycle().traceId(), link.getTraceId());
    assertEquals(TraceSamples.CAUSE.cycle().spanId(), link.getSpanId());
    assertFalse(link.isRemote());
    assertEquals(true, span.getAttributes().get(TraceKeys.TRIGGERED));
    assertEquals("packet_loss:12.50%", span.getAttributes().get(TraceKeys.REASON));
    assertFalse(span.getParentSpanContext().isValid(), "linked, not a child");
  }

  @Test
  void shouldLinkToASpanElsewhereWhenTracedBack() {
    Trace back = reverse(TraceSamples.hop(1, "10.0.9.1"));
    SpanData span = new Recorded(back).span("traceroute");
    assertTrue(span.getLinks().getFirst().getSpanContext().isRemote());
    assertEquals("reverse", span.getAttributes().get(Keys.DIRECTION));
    assertEquals(null, span.getAttributes().get(Keys.SERVER_PORT), "a port of the client's moment");
    assertEquals(5000L, span.getAttributes().get(TraceKeys.PEER_PORT));
  }

  @Test
  void shouldGiveTheSpanAndItsHopsTheCataloguesAttributesAndNoOther() {
    Recorded recorded =
        new Recorded(TraceSamples.SCHEDULED, TraceSamples.TRIGGERED, TraceSamples.LOSSY);
    Map<String, String> span = new TreeMap<>();
    recorded.spans().forEach(data -> addTypes(span, data.getAttributes()));
    Map<String, String> expected = catalogued(TraceCatalogue.TRACEROUTE.attributes());
    expected.remove("netsonde.flow");
    assertEquals(expected, span);
    Map<String, String> hop = new TreeMap<>();
    recorded.spans().getFirst().getEvents().forEach(event -> addTypes(hop, event.getAttributes()));
    assertEquals(catalogued(TraceCatalogue.HOP_EVENT.attributes()), hop);
  }

  @Test
  void shouldNameTheLinkWhereLossBegins() {
    Attributes span = new Recorded(TraceSamples.LOSSY).span("traceroute").getAttributes();
    assertEquals(2, span.get(TraceKeys.ONSET_PREVIOUS));
    assertEquals("10.0.2.1", span.get(TraceKeys.ONSET_PREVIOUS_ADDRESS));
    assertEquals(3, span.get(TraceKeys.ONSET_HOP));
    assertEquals("10.0.3.1", span.get(TraceKeys.ONSET_ADDRESS));
    Double loss = span.get(TraceKeys.ONSET_LOSS);
    Double confidence = span.get(TraceKeys.ONSET_CONFIDENCE);
    assertNotNull(loss);
    assertNotNull(confidence);
    assertEquals(1 / 3.0, loss, 0.02);
    assertTrue(confidence > 0.9, span::toString);
  }

  @Test
  void shouldTellOfEveryHopInAnEvent() {
    List<EventData> hops = new Recorded(TraceSamples.SCHEDULED).span("traceroute").getEvents();
    assertEquals(List.of("hop", "hop", "hop"), hops.stream().map(EventData::getName).toList());
    Map<String, Object> first = plain(hops.getFirst().getAttributes());
    assertEquals(1L, first.get("netsonde.hop"));
    assertEquals("expired", first.get("netsonde.hop.end"));
    assertEquals("10.0.1.1", first.get("network.peer.address"));
    assertEquals(List.of("10.0.1.1", "10.0.1.2"), first.get("netsonde.hop.addresses"));
    assertEquals(List.of("a.example.net"), first.get("netsonde.hop.names"));
    assertEquals(0.2, first.get("netsonde.hop.loss"));
    assertEquals(0.002, first.get("netsonde.hop.rtt.mean"));
    assertEquals(0.00025, first.get("netsonde.hop.jitter"));
    assertEquals(List.of("24001/5/1", "17/0/1"), first.get("netsonde.hop.mpls"));
    assertEquals(46L, first.get("netsonde.hop.quoted.dscp"));
    Map<String, Object> silent = plain(hops.get(1).getAttributes());
    assertEquals(
        List.of("netsonde.hop", "netsonde.hop.loss", "netsonde.hop.received", "netsonde.hop.sent"),
        List.copyOf(silent.keySet()));
  }

  @Test
  void shouldMeasureHopsThatAnswer() {
    Recorded recorded = new Recorded(TraceSamples.SCHEDULED);
    assertEquals(Optional.of(3.0), recorded.value("netsonde.trace.hops", ROUTE));
    assertEquals(2, recorded.points("netsonde.trace.hop.loss").size());
    Attributes target = hop(ROUTE, 3, "192.0.2.100");
    assertEquals(Optional.of(1.0 / 3), recorded.value("netsonde.trace.hop.loss", target));
    HistogramPointData rtt = recorded.histogram("netsonde.trace.hop.rtt", target);
    assertEquals(2, rtt.getCount());
    assertEquals(0.009, rtt.getSum(), 1e-12);
  }

  @Test
  void shouldLeadFromAHopsDelayToTheTrace() {
    HistogramPointData rtt =
        new Recorded(TraceSamples.SCHEDULED)
            .histogram("netsonde.trace.hop.rtt", hop(ROUTE, 3, "192.0.2.100"));
    assertEquals(
        TraceSamples.SCHEDULED.span().spanId(),
        rtt.getExemplars().getFirst().getSpanContext().getSpanId());
  }

  @Test
  void shouldEndTheSeriesOfHopsThatAreNoLongerOnThePath() {
    Recorded recorded =
        new Recorded(
            scheduled(1, TraceSamples.hop(1, "10.0.1.1"), TraceSamples.target(2, "192.0.2.100")),
            scheduled(2, TraceSamples.hop(1, "10.0.1.9"), TraceSamples.target(2, "192.0.2.100")));
    for (String metric : List.of("netsonde.trace.hop.rtt", "netsonde.trace.hop.loss")) {
      assertEquals(2, recorded.points(metric).size(), metric);
      assertEquals(Optional.empty(), recorded.point(metric, hop(ROUTE, 1, "10.0.1.1")), metric);
    }
    recorded.accept(scheduled(3, TraceSamples.hop(1, "10.0.1.1")));
    assertEquals(
        4,
        recorded.histogram("netsonde.trace.hop.rtt", hop(ROUTE, 1, "10.0.1.1")).getCount(),
        "it goes on where it was");
    assertEquals(1, recorded.points("netsonde.trace.hop.rtt").size());
    assertEquals(Optional.of(1.0), recorded.value("netsonde.trace.hops", ROUTE));
    recorded.accept(scheduled(4));
    assertEquals(List.of(), List.copyOf(recorded.points("netsonde.trace.hop.rtt")));
    assertEquals(Optional.empty(), recorded.value("netsonde.trace.hops", ROUTE));
  }

  /** As where the target's name does not resolve any more. */
  @Test
  void shouldShowNothingOfAPathThatCouldNotBeTraced() {
    Trace found = TraceSamples.SCHEDULED;
    Recorded recorded = new Recorded(found, TraceSamples.TRIGGERED);
    int port = found.flow().targetPort();
    recorded.accept(new TraceFailure(found.probe(), found.address(), port + 1));
    assertEquals(4, recorded.points("netsonde.trace.hop.loss").size());
    recorded.accept(new TraceFailure(found.probe(), found.address(), port));
    assertEquals(2, recorded.points("netsonde.trace.hop.loss").size());
    assertEquals(2, recorded.points("netsonde.trace.hop.rtt").size());
    assertEquals(Optional.empty(), recorded.value("netsonde.trace.hops", ROUTE));
    recorded.accept(found);
    assertEquals(Optional.of(3.0), recorded.value("netsonde.trace.hops", ROUTE));
    assertEquals(4, recorded.points("netsonde.trace.hop.loss").size());
  }

  @Test
  void shouldLeaveOtherPathsAloneWhenOneChanges() {
    Recorded recorded = new Recorded(TraceSamples.SCHEDULED, TraceSamples.TRIGGERED);
    assertEquals(4, recorded.points("netsonde.trace.hop.loss").size());
  }

  @Test
  void shouldForgetWhatATriggeredTraceFoundAfterAWhile() {
    AtomicLong now = new AtomicLong();
    Recorded recorded = new Recorded(now::get, TraceSamples.SCHEDULED, TraceSamples.TRIGGERED);
    now.set(TraceExport.UNSCHEDULED.toNanos() - 1);
    assertEquals(4, recorded.points("netsonde.trace.hop.loss").size());
    now.set(TraceExport.UNSCHEDULED.toNanos());
    assertEquals(2, recorded.points("netsonde.trace.hop.loss").size());
    assertEquals(1, recorded.points("netsonde.trace.hops").size());
  }

  @Test
  void shouldForgetTheTraceThatLaterOnesAreComparedWithLikewise() {
    AtomicLong now = new AtomicLong();
    Recorded recorded = new Recorded(now::get, TraceSamples.REFERENCE);
    assertEquals(1, recorded.points("netsonde.trace.hop.loss").size());
    now.set(TraceExport.UNSCHEDULED.toNanos());
    assertEquals(0, recorded.points("netsonde.trace.hop.loss").size());
  }

  @Test
  void shouldNumberTheFlowOnlyWhereTheProbeHasSeveral() {
    Attributes changes = TraceAttributes.path(TraceSamples.REFERENCE, true);
    assertEquals(null, changes.get(Keys.FLOW));
    Attributes numbered = changes.toBuilder().put(Keys.FLOW, 0L).build();
    Recorded one =
        new Recorded(Samples.cycle(Samples.PATH, 0, Samples.FIGURES), TraceSamples.REFERENCE);
    assertEquals(Optional.of(0L), one.value("netsonde.trace.path.changes", changes));
    Recorded several =
        new Recorded(
            Samples.cycle(Samples.PATH, 0, Samples.FIGURES, Samples.FIGURES),
            TraceSamples.REFERENCE);
    assertEquals(Optional.of(0L), several.value("netsonde.trace.path.changes", numbered));
  }

  @Test
  void shouldCountAndTellChangesOfThePath() {
    Attributes path = TraceAttributes.path(TraceSamples.TRIGGERED, false);
    Recorded recorded = new Recorded(TraceSamples.SCHEDULED);
    assertEquals(Optional.of(0L), recorded.value("netsonde.trace.path.changes", ROUTE));
    assertEquals(List.of(), recorded.logs());
    recorded.accept(TraceSamples.TRIGGERED);
    assertEquals(Optional.of(1L), recorded.value("netsonde.trace.path.changes", path));
    LogRecordData log = recorded.logs().getFirst();
    assertEquals("netsonde.trace.path.change", log.getEventName());
    assertEquals(TraceSamples.TRIGGERED.span().spanId(), log.getSpanContext().getSpanId());
    assertEquals(
        "The way to berlin.example.net has changed: it is "
            + TraceSamples.TRIGGERED.path()
            + " now, of 2 hops, and was 00000000000000aa.",
        String.valueOf(log.getBodyValue() == null ? null : log.getBodyValue().asString()));
    Map<String, String> expected = catalogued(TraceCatalogue.PATH_CHANGE.attributes());
    expected.remove("netsonde.flow");
    Map<String, String> actual = new TreeMap<>();
    addTypes(actual, log.getAttributes());
    assertEquals(expected, actual);
  }

  private static Trace scheduled(int span, Hop... hops) {
    return TraceSamples.trace("route-to-berlin", span, Direction.FORWARD, Optional.empty(), hops);
  }

  private static Trace reverse(Hop... hops) {
    TraceCause cause = TraceSamples.CAUSE;
    return TraceSamples.trace("agent-101", 7, Direction.REVERSE, Optional.of(cause), hops);
  }

  private static Attributes hop(Attributes path, int ttl, String address) {
    return path.toBuilder().put(TraceKeys.HOP, ttl).put(TraceKeys.HOP_ADDRESS, address).build();
  }

  private static Map<String, String> catalogued(List<Attribute> attributes) {
    Map<String, String> types = new TreeMap<>();
    attributes.forEach(attribute -> types.put(attribute.key(), attribute.type().name()));
    return types;
  }

  private static void addTypes(Map<String, String> types, Attributes attributes) {
    attributes.forEach((key, value) -> types.put(key.getKey(), key.getType().name()));
  }

  private static Map<String, Object> plain(Attributes attributes) {
    Map<String, Object> plain = new TreeMap<>();
    attributes.forEach((key, value) -> plain.put(key.getKey(), value));
    return plain;
  }
}
