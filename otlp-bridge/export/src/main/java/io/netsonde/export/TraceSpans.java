package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceCatalogue;
import io.netsonde.measurement.trace.Hop;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** The span of a trace, with an event for each hop, and a link to what caused it. */
final class TraceSpans {
  private final Tracer tracer;

  TraceSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Records the span, ended, and returns its context. */
  Context record(Trace trace, Attributes path) {
    SpanBuilder builder =
        tracer
            .spanBuilder(TraceCatalogue.TRACEROUTE.name())
            .setStartTimestamp(trace.startEpochNanos(), TimeUnit.NANOSECONDS);
    trace.cause().ifPresent(cause -> builder.addLink(link(trace.direction(), cause.cycle())));
    Span span = ChosenIds.start(builder, trace.span());
    if (span.isRecording()) {
      span.setAllAttributes(TraceAttributes.span(trace, path));
      for (Hop hop : trace.hops()) {
        span.addEvent(
            TraceCatalogue.HOP_EVENT.name(),
            TraceAttributes.hop(hop),
            trace.endEpochNanos(),
            TimeUnit.NANOSECONDS);
      }
    }
    span.end(trace.endEpochNanos(), TimeUnit.NANOSECONDS);
    return Context.root().with(span);
  }

  /** What caused a trace back happened at the other end. */
  private static SpanContext link(Direction direction, SpanIdentity cause) {
    SpanContext here = ChosenIds.contextOf(cause);
    return direction == Direction.FORWARD
        ? here
        : SpanContext.createFromRemoteParent(
            here.getTraceId(), here.getSpanId(), here.getTraceFlags(), here.getTraceState());
  }
}
