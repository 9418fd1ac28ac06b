package io.netsonde.export;

import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.SpanCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.TimeUnit;

/** The choice of a network interface: a counter, and a span without length that says why. */
final class InterfaceChangeExport {
  private static final AttributeKey<String> LOCAL_ADDRESS =
      AttributeKey.stringKey("network.local.address");
  private static final AttributeKey<String> PREVIOUS =
      AttributeKey.stringKey("netsonde.interface.previous");
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey("netsonde.interface.reason");

  private final LongCounter changes;
  private final FlowAttributesCache attributes;
  private final Tracer tracer;

  InterfaceChangeExport(Instruments instruments, FlowAttributesCache attributes, Tracer tracer) {
    changes = instruments.counter(MetricCatalogue.INTERFACE_CHANGES);
    this.attributes = attributes;
    this.tracer = tracer;
  }

  void accept(InterfaceChange change) {
    Attributes chosen =
        attributes.path(change.path()).flow().toBuilder()
            .put(Keys.INTERFACE_NAME, change.to())
            .build();
    changes.add(change.from().isPresent() ? 1 : 0, chosen); // The first is a choice, no change.

    AttributesBuilder why = chosen.toBuilder();
    why.put(LOCAL_ADDRESS, change.localAddress());
    change.from().ifPresent(from -> why.put(PREVIOUS, from));
    why.put(REASON, change.reason());
    tracer
        .spanBuilder(SpanCatalogue.INTERFACE_CHANGE.name())
        .setNoParent()
        .setStartTimestamp(change.epochNanos(), TimeUnit.NANOSECONDS)
        .setAllAttributes(why.build())
        .startSpan()
        .end(change.epochNanos(), TimeUnit.NANOSECONDS);
  }
}
