package io.netsonde.export;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Mos;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A closed cycle: metrics for each flow, and a span. Round-trip delays are recorded in the span's
 * context, so that the histogram's exemplars lead to the cycle.
 */
final class TrafficSimCycleExport {
  private final TrafficSimInstruments instruments;
  private final FlowAttributesCache attributes;
  private final CycleSpans spans;

  TrafficSimCycleExport(
      TrafficSimInstruments instruments, FlowAttributesCache attributes, CycleSpans spans) {
    this.instruments = instruments;
    this.attributes = attributes;
    this.spans = spans;
  }

  void accept(TrafficSimCycle cycle) {
    FlowAttributes path = attributes.path(cycle.path());
    int flows = cycle.flows().size();
    Context span = spans.record(cycle, path.flow());
    for (int number = 0; number < flows; number++) {
      FlowAttributes flow = attributes.flow(cycle.path(), number, flows);
      record(cycle.flows().get(number), flow, cycle.timestampSource(), span);
    }
    instruments.cycles.add(1, path.cycles(cycle.outcome()));
  }

  private void record(
      CycleFigures figures, FlowAttributes flow, TimestampSource source, Context span) {
    recordEach(instruments.rtt, figures.roundTrip().delay(), flow.source(source), span);
    for (Direction direction : Direction.values()) {
      record(figures.of(direction), direction, flow);
      recordVariation(figures.of(direction), flow.delay(direction, source));
      if (direction != Direction.ROUND_TRIP) {
        Distribution delays = figures.of(direction).delay();
        recordEach(instruments.delay, delays, flow.delay(direction, source), Context.root());
      }
    }
    addIfAny(figures.late(), flow.packets(Direction.ROUND_TRIP, PacketOutcome.LATE));
    addIfAny(figures.undecided(), flow.packets(Direction.ROUND_TRIP, PacketOutcome.UNDECIDED));
    addIfAny(instruments.clockSteps, figures.clockSteps(), flow.flow());
    addIfAny(instruments.clockErrorRefuted, figures.clockErrorsRefuted(), flow.flow());
    instruments.io.add(figures.bytesSent(), flow.transmit());
    instruments.io.add(figures.bytesReceived(), flow.receive());
    recordEach(instruments.sendLag, figures.sendLag(), Attributes.empty(), Context.root());
    recordGauges(figures, flow.flow());
  }

  private void record(DirectionFigures figures, Direction direction, FlowAttributes flow) {
    Attributes attributes = flow.direction(direction);
    for (int i = 0; i < figures.lossRuns().count(); i++) {
      instruments.lossRun.record(figures.lossRuns().value(i), attributes, Context.root());
    }
    instruments.packets.add(figures.sent(), flow.packets(direction, PacketOutcome.SENT));
    instruments.packets.add(figures.received(), flow.packets(direction, PacketOutcome.RECEIVED));
    instruments.packets.add(figures.lost(), flow.packets(direction, PacketOutcome.LOST));
    addIfAny(figures.duplicates(), flow.packets(direction, PacketOutcome.DUPLICATE));
    addIfAny(figures.reordered(), flow.packets(direction, PacketOutcome.REORDERED));
    instruments.loss.set(attributes, figures.loss());
    instruments.jitter.set(attributes, seconds(figures.jitterNanos()));
  }

  private void recordVariation(DirectionFigures figures, Attributes attributes) {
    recordEach(instruments.pdv, figures.pdv(), attributes, Context.root());
    for (int i = 0; i < figures.ipdv().count(); i++) {
      double magnitude = Seconds.of(Math.abs(figures.ipdv().value(i)));
      instruments.ipdv.record(magnitude, attributes, Context.root());
    }
  }

  private void recordGauges(CycleFigures figures, Attributes flow) {
    instruments.asymmetryDelay.set(flow, seconds(figures.delayAsymmetryNanos()));
    instruments.asymmetryLoss.set(flow, figures.lossAsymmetry());
    instruments.mos.set(flow, figures.mos().map(Mos::score));
    instruments.clockOffset.set(
        flow, figures.clock().map(clock -> Seconds.of(clock.offsetNanos())));
    instruments.clockOffsetBound.set(
        flow, figures.clock().map(clock -> Seconds.of(clock.boundNanos())));
  }

  private void addIfAny(long packets, Attributes attributes) {
    addIfAny(instruments.packets, packets, attributes);
  }

  private static void addIfAny(LongCounter counter, long count, Attributes attributes) {
    if (count > 0) {
      counter.add(count, attributes);
    }
  }

  /**
   * A negative delay, which a clock's error can make, has no place in a histogram of the SDK; it
   * stands in the cycle's span.
   */
  private static void recordEach(
      DoubleHistogram histogram, Distribution values, Attributes attributes, Context context) {
    for (int i = 0; i < values.count(); i++) {
      if (values.value(i) >= 0) {
        histogram.record(Seconds.of(values.value(i)), attributes, context);
      }
    }
  }

  private static OptionalDouble seconds(OptionalLong nanos) {
    return nanos.isPresent()
        ? OptionalDouble.of(Seconds.of(nanos.getAsLong()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble seconds(OptionalDouble nanos) {
    return nanos.isPresent()
        ? OptionalDouble.of(Seconds.of(nanos.getAsDouble()))
        : OptionalDouble.empty();
  }
}
