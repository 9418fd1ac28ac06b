package io.netsonde.export;

import io.netsonde.measurement.HttpCatalogue;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.PhaseTiming;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/**
 * The span of a check, with a child for each phase; with one for each exchange between, if several.
 */
final class HttpSpans {
  private final Tracer tracer;

  HttpSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Records the spans, ended, and returns the context of the check's. */
  Context record(HttpVerdict verdict, Attributes service) {
    HttpCheck check = verdict.check();
    Span span =
        ChosenIds.start(
            tracer
                .spanBuilder(HttpCatalogue.CHECK.name())
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(check.startEpochNanos(), TimeUnit.NANOSECONDS),
            check.span());
    Context context = Context.root().with(span);
    if (span.isRecording()) {
      span.setAllAttributes(HttpAttributes.check(verdict, service));
      check.failure().map(HttpFailure::message).ifPresent(why -> fail(span, why));
      for (HttpExchange exchange : check.exchanges()) {
        phases(
            verdict, exchange, check.redirects() == 0 ? context : of(verdict, exchange, context));
      }
    }
    span.end(check.startEpochNanos() + check.durationNanos(), TimeUnit.NANOSECONDS);
    return context;
  }

  private Context of(HttpVerdict verdict, HttpExchange exchange, Context parent) {
    HttpCheck check = verdict.check();
    long start = HttpAttributes.startNanos(check, exchange);
    Span span = child(HttpCatalogue.EXCHANGE.name(), parent, check.startEpochNanos() + start);
    span.setAllAttributes(HttpAttributes.exchange(verdict, exchange));
    if (exchange.equals(check.last())) {
      verdict.brokenOff().map(HttpFailure::message).ifPresent(why -> fail(span, why));
    }
    span.end(
        check.startEpochNanos() + start + HttpAttributes.durationNanos(exchange),
        TimeUnit.NANOSECONDS);
    return Context.root().with(span);
  }

  private void phases(HttpVerdict verdict, HttpExchange exchange, Context parent) {
    long origin = verdict.check().startEpochNanos();
    for (PhaseTiming timing : exchange.phases()) {
      Span span =
          child(HttpCatalogue.phase(timing.phase()).name(), parent, origin + timing.startNanos());
      span.setAllAttributes(HttpAttributes.phase(verdict, exchange, timing));
      if (verdict.isBrokenOff(exchange, timing)) {
        verdict.brokenOff().map(HttpFailure::message).ifPresent(why -> fail(span, why));
      }
      span.end(origin + timing.endNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Span child(String name, Context parent, long startEpochNanos) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(startEpochNanos, TimeUnit.NANOSECONDS)
        .startSpan();
  }

  /** The SDK limits attributes, but not this. */
  private static void fail(Span span, String why) {
    boolean isLong = why.length() > OtlpProperties.LONGEST_VALUE;
    span.setStatus(StatusCode.ERROR, isLong ? why.substring(0, OtlpProperties.LONGEST_VALUE) : why);
  }
}
