package io.netsonde.export;

import io.netsonde.measurement.SpanIdentity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Gives a span the identity that was chosen for it before it was made, and every other a random
 * one. A measuring room chooses it, since it has to travel while what the span tells of goes on.
 */
final class ChosenIds implements IdGenerator {
  private static final ScopedValue<SpanIdentity> CHOSEN = ScopedValue.newInstance();

  private final IdGenerator others = IdGenerator.random();

  /** Starts a span without a parent under that identity. */
  static Span start(SpanBuilder builder, SpanIdentity identity) {
    return ScopedValue.where(CHOSEN, identity).call(builder.setNoParent()::startSpan);
  }

  /** What a link or an exemplar points with: sampled, as {@code traceparent} says it. */
  static SpanContext contextOf(SpanIdentity identity) {
    return SpanContext.create(
        identity.traceId(), identity.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  /** Where what is recorded belongs to that span, which may not have been made yet. */
  static Context in(SpanIdentity identity) {
    return Context.root().with(Span.wrap(contextOf(identity)));
  }

  @Override
  public String generateSpanId() {
    return CHOSEN.isBound() ? CHOSEN.get().spanId() : others.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return CHOSEN.isBound() ? CHOSEN.get().traceId() : others.generateTraceId();
  }
}
