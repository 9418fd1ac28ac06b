package io.netsonde.export;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Mos;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A closed cycle: metrics for each flow, and a span. Round-trip delays are recorded in the span's
 * context, so that the histogram's exemplars lead to the cycle; the worst of a cycle that causes a
 * trace in that of the trace.
 */
final class TrafficSimCycleExport {
  private static final int NONE = -1;

  private final TrafficSimInstruments instruments;
  private final FlowAttributesCache attributes;
  private final CycleSpans spans;
  private final TraceExemplars exemplars;

  TrafficSimCycleExport(
      TrafficSimInstruments instruments,
      FlowAttributesCache attributes,
      CycleSpans spans,
      TraceExemplars exemplars) {
    this.instruments = instruments;
    this.attributes = attributes;
    this.spans = spans;
    this.exemplars = exemplars;
  }

  void accept(TrafficSimCycle cycle) {
    FlowAttributes path = attributes.path(cycle.path());
    int flows = cycle.flows().size();
    Context span = spans.record(cycle, path.flow());
    // Where the sampler wants no spans, an exemplar would lead nowhere.
    boolean leads = cycle.trace().isPresent() && isSampled(span);
    int worst = leads ? worstFlow(cycle) : NONE;
    for (int number = 0; number < flows; number++) {
      FlowAttributes flow = attributes.flow(cycle.path(), number, flows);
      Attributes series = flow.source(cycle.timestampSource());
      Distribution delays = cycle.flows().get(number).roundTrip().delay();
      if (number == worst) {
        recordCausing(cycle.trace().orElseThrow(), cycle, delays, series, span);
      } else {
        recordEach(instruments.rtt, delays, series, span);
      }
      record(cycle.flows().get(number), flow, cycle.timestampSource());
    }
    instruments.cycles.add(1, path.cycles(cycle.outcome()));
  }

  private static boolean isSampled(Context context) {
    return Span.fromContext(context).getSpanContext().isSampled();
  }

  /** The flow with the longest delay; none where nothing was answered. */
  private static int worstFlow(TrafficSimCycle cycle) {
    int worst = NONE;
    long longest = -1;
    for (int number = 0; number < cycle.flows().size(); number++) {
      Distribution delays = cycle.flows().get(number).roundTrip().delay();
      if (!delays.isEmpty() && delays.max() > longest) {
        worst = number;
        longest = delays.max();
      }
    }
    return worst;
  }

  private void recordCausing(
      SpanIdentity trace,
      TrafficSimCycle cycle,
      Distribution delays,
      Attributes series,
      Context span) {
    long[] values = delays.values();
    Distribution others = Distribution.of(Arrays.copyOf(values, values.length - 1));
    recordEach(instruments.rtt, others, series, span);
    recordEach(instruments.rtt, Distribution.of(delays.max()), series, ChosenIds.in(trace));
    exemplars.add(series, trace, Seconds.of(delays.max()), cycle.endEpochNanos());
  }

  private void record(CycleFigures figures, FlowAttributes flow, TimestampSource source) {
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
