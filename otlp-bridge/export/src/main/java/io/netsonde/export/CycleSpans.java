package io.netsonde.export;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** The span of a cycle, with its total figures, and an event for each of several flows. */
final class CycleSpans {
  static final String NAME = SpanCatalogue.CYCLE.name();
  static final String FLOW_EVENT = "flow";

  private final Tracer tracer;

  CycleSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Records the span, ended, and returns its context. */
  Context record(TrafficSimCycle cycle, Attributes path) {
    Span span =
        ChosenIds.start(
            tracer
                .spanBuilder(NAME)
                .setStartTimestamp(cycle.startEpochNanos(), TimeUnit.NANOSECONDS),
            cycle.span());
    if (span.isRecording()) {
      span.setAllAttributes(total(cycle, path));
      for (int flow = 0; cycle.flows().size() > 1 && flow < cycle.flows().size(); flow++) {
        span.addEvent(
            FLOW_EVENT,
            flow(flow, cycle.flows().get(flow), cycle.timestampSource()),
            cycle.endEpochNanos(),
            TimeUnit.NANOSECONDS);
      }
    }
    span.end(cycle.endEpochNanos(), TimeUnit.NANOSECONDS);
    return Context.root().with(span);
  }

  private static Attributes total(TrafficSimCycle cycle, Attributes path) {
    AttributesBuilder attributes = path.toBuilder();
    attributes.put(Keys.CYCLE_INDEX, cycle.index());
    attributes.put(Keys.CYCLE_OUTCOME, cycle.outcome().label());
    attributes.put(Keys.TIMESTAMP_SOURCE, cycle.timestampSource().label());
    CycleAttributes.put(attributes, cycle.total());
    return attributes.build();
  }

  private static Attributes flow(int number, CycleFigures figures, TimestampSource source) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(Keys.FLOW, (long) number);
    attributes.put(Keys.TIMESTAMP_SOURCE, source.label());
    CycleAttributes.put(attributes, figures);
    return attributes.build();
  }
}
