package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.TimestampSource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficSimCycleExportTest {
  private static final FlowAttributes PATH = new FlowAttributes(Samples.PATH, FlowAttributes.ONLY);

  @Test
  void shouldCountPacketsByDirectionAndOutcomeWhenCyclesClose() {
    Recorded recorded =
        new Recorded(Samples.cycle(Samples.FIGURES), Samples.cycle(Samples.FIGURES));
    assertPackets(recorded, Direction.FORWARD, 20, 18, 2, 4, 6);
    assertPackets(recorded, Direction.REVERSE, 18, 18, 0, 4, 0);
    assertPackets(recorded, Direction.ROUND_TRIP, 20, 16, 4, 4, 2);
    assertEquals(Optional.of(2L), packets(recorded, Direction.ROUND_TRIP, PacketOutcome.LATE));
    assertEquals(Optional.of(2L), packets(recorded, Direction.ROUND_TRIP, PacketOutcome.UNDECIDED));
    assertEquals(Optional.empty(), packets(recorded, Direction.FORWARD, PacketOutcome.LATE));
  }

  @Test
  void shouldBeginCountersAtZeroWhenAProbeStarts() {
    Recorded recorded = new Recorded(new PathState(Samples.PATH, 0, 1, false, Samples.START));
    for (Direction direction : Direction.values()) {
      assertEquals(Optional.of(0L), packets(recorded, direction, PacketOutcome.SENT));
      assertEquals(Optional.of(0L), packets(recorded, direction, PacketOutcome.RECEIVED));
      assertEquals(Optional.of(0L), packets(recorded, direction, PacketOutcome.LOST));
      assertEquals(Optional.empty(), packets(recorded, direction, PacketOutcome.REORDERED));
    }
    assertEquals(Optional.of(0.0), recorded.value("netsonde.trafficsim.up", PATH.flow()));
  }

  @Test
  void shouldShowOneWhenASessionIsHeld() {
    Recorded recorded =
        new Recorded(
            new PathState(Samples.PATH, 0, 1, false, Samples.START),
            new PathState(Samples.PATH, 0, 1, true, Samples.START + 1));
    assertEquals(Optional.of(1.0), recorded.value("netsonde.trafficsim.up", PATH.flow()));
  }

  @Test
  void shouldRecordEverySampleInSeconds() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    HistogramPointData rtt =
        recorded.histogram("netsonde.trafficsim.rtt", PATH.source(TimestampSource.KERNEL));
    assertHistogram(rtt, 3, 0.033, 0.006, 0.020);
    HistogramPointData delay =
        recorded.histogram(
            "netsonde.trafficsim.delay", PATH.delay(Direction.FORWARD, TimestampSource.KERNEL));
    assertHistogram(delay, 3, 0.015, 0.004, 0.006);
    HistogramPointData pdv =
        recorded.histogram(
            "netsonde.trafficsim.pdv", PATH.delay(Direction.REVERSE, TimestampSource.KERNEL));
    assertHistogram(pdv, 3, 0.003, 0, 0.002);
    HistogramPointData runs =
        recorded.histogram("netsonde.trafficsim.loss.run", PATH.direction(Direction.ROUND_TRIP));
    assertHistogram(runs, 2, 3, 1, 2);
    HistogramPointData lag = recorded.histogram("netsonde.agent.send.lag", Attributes.empty());
    assertHistogram(lag, 2, 0.00004, 0.00001, 0.00003);
  }

  @Test
  void shouldRecordMagnitudesWhenDelayVariationIsNegative() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    HistogramPointData ipdv =
        recorded.histogram(
            "netsonde.trafficsim.ipdv", PATH.delay(Direction.FORWARD, TimestampSource.KERNEL));
    assertHistogram(ipdv, 2, 0.004, 0.001, 0.003);
  }

  @Test
  void shouldNeverMixStampsInOneHistogramWhenTheirSourceChanges() {
    Recorded recorded =
        new Recorded(
            Samples.cycle(Samples.FIGURES),
            Samples.cycle(Samples.PATH, 8, TimestampSource.PROCESS, Samples.FIGURES));
    for (TimestampSource source : TimestampSource.values()) {
      Attributes forward = PATH.delay(Direction.FORWARD, source);
      assertEquals(
          3, recorded.histogram("netsonde.trafficsim.rtt", PATH.source(source)).getCount());
      assertEquals(3, recorded.histogram("netsonde.trafficsim.delay", forward).getCount());
      assertEquals(3, recorded.histogram("netsonde.trafficsim.pdv", forward).getCount());
      assertEquals(2, recorded.histogram("netsonde.trafficsim.ipdv", forward).getCount());
    }
  }

  @Test
  void shouldCountClockStepsAndRefutedErrorsOnlyWhenThereAreAny() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    assertEquals(Optional.empty(), recorded.value("netsonde.clock.steps", PATH.flow()));
    recorded.accept(Samples.cycle(Samples.STEPPED), Samples.cycle(Samples.STEPPED));
    assertEquals(Optional.of(4L), recorded.value("netsonde.clock.steps", PATH.flow()));
    assertEquals(Optional.of(2L), recorded.value("netsonde.clock.error.refuted", PATH.flow()));
  }

  @Test
  void shouldKeepRoundTripsOutOfTheOneWayDelay() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    assertEquals(2, recorded.points("netsonde.trafficsim.delay").size());
  }

  @Test
  void shouldAdviseTheCataloguesBuckets() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    HistogramPointData rtt =
        recorded.histogram("netsonde.trafficsim.rtt", PATH.source(TimestampSource.KERNEL));
    assertEquals(MetricCatalogue.RTT.buckets(), rtt.getBoundaries());
  }

  @Test
  void shouldShowTheCyclesFiguresAsGauges() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    assertEquals(Optional.of(0.1), gauge(recorded, "loss", PATH.direction(Direction.FORWARD)));
    assertEquals(Optional.of(0.0), gauge(recorded, "loss", PATH.direction(Direction.REVERSE)));
    assertEquals(Optional.of(0.2), gauge(recorded, "loss", PATH.direction(Direction.ROUND_TRIP)));
    assertEquals(Optional.of(0.002), gauge(recorded, "jitter", PATH.direction(Direction.REVERSE)));
    assertEquals(Optional.of(0.0035), gauge(recorded, "asymmetry.delay", PATH.flow()));
    assertEquals(Optional.of(0.1), gauge(recorded, "asymmetry.loss", PATH.flow()));
    assertEquals(Optional.of(4.2), gauge(recorded, "mos", PATH.flow()));
    assertEquals(Optional.of(-0.002), recorded.value("netsonde.clock.offset", PATH.flow()));
    assertEquals(Optional.of(0.0001), recorded.value("netsonde.clock.offset.bound", PATH.flow()));
  }

  @Test
  void shouldForgetWhatIsNoLongerKnownWhenNothingIsAnswered() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES), Samples.cycle(Samples.OUTAGE));
    assertEquals(Optional.empty(), gauge(recorded, "mos", PATH.flow()));
    assertEquals(Optional.empty(), gauge(recorded, "loss", PATH.direction(Direction.FORWARD)));
    assertEquals(Optional.of(1.0), gauge(recorded, "loss", PATH.direction(Direction.ROUND_TRIP)));
    assertEquals(Optional.empty(), recorded.value("netsonde.clock.offset", PATH.flow()));
  }

  @Test
  void shouldTellFlowsApartOnlyWhenThereAreSeveral() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES, Samples.OUTAGE));
    FlowAttributes first = new FlowAttributes(Samples.PATH, 0);
    FlowAttributes second = new FlowAttributes(Samples.PATH, 1);
    Direction direction = Direction.ROUND_TRIP;
    assertEquals(Optional.of(0.2), gauge(recorded, "loss", first.direction(direction)));
    assertEquals(Optional.of(1.0), gauge(recorded, "loss", second.direction(direction)));
    assertEquals(Optional.empty(), gauge(recorded, "loss", PATH.direction(direction)));
    assertEquals(
        Optional.of(1L),
        recorded.value(
            "netsonde.trafficsim.cycles",
            PATH.cycles(io.netsonde.measurement.TrafficSimCycle.Outcome.COMPLETE)));
  }

  @Test
  void shouldLeadFromRoundTripDelaysToTheCyclesSpan() {
    Recorded recorded = new Recorded(Samples.cycle(Samples.FIGURES));
    SpanData span = recorded.spans().getFirst();
    List<? extends ExemplarData> exemplars =
        recorded
            .histogram("netsonde.trafficsim.rtt", PATH.source(TimestampSource.KERNEL))
            .getExemplars();
    assertTrue(!exemplars.isEmpty());
    for (ExemplarData exemplar : exemplars) {
      assertEquals(span.getSpanId(), exemplar.getSpanContext().getSpanId());
    }
    assertTrue(
        recorded
            .histogram(
                "netsonde.trafficsim.pdv", PATH.delay(Direction.FORWARD, TimestampSource.KERNEL))
            .getExemplars()
            .isEmpty());
  }

  private static Optional<Number> gauge(Recorded recorded, String name, Attributes attributes) {
    return recorded.value("netsonde.trafficsim." + name, attributes);
  }

  private static Optional<Number> packets(
      Recorded recorded, Direction direction, PacketOutcome outcome) {
    return recorded.value("netsonde.trafficsim.packets", PATH.packets(direction, outcome));
  }

  private static void assertPackets(
      Recorded recorded,
      Direction direction,
      long sent,
      long received,
      long lost,
      long copies,
      long reordered) {
    assertEquals(Optional.of(sent), packets(recorded, direction, PacketOutcome.SENT));
    assertEquals(Optional.of(received), packets(recorded, direction, PacketOutcome.RECEIVED));
    assertEquals(Optional.of(lost), packets(recorded, direction, PacketOutcome.LOST));
    assertEquals(Optional.of(copies), packets(recorded, direction, PacketOutcome.DUPLICATE));
    assertEquals(
        reordered == 0 ? Optional.empty() : Optional.of(reordered),
        packets(recorded, direction, PacketOutcome.REORDERED));
  }

  private static void assertHistogram(
      HistogramPointData point, long count, double sum, double min, double max) {
    assertEquals(count, point.getCount());
    assertEquals(sum, point.getSum(), 1e-12);
    assertEquals(min, point.getMin());
    assertEquals(max, point.getMax());
  }
}
