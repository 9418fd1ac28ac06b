package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.PingCatalogue;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Echoes to a target: whether it answers, and each closed cycle as metrics and a span. Round-trip
 * delays are recorded in the span's context, so that exemplars lead to the cycle.
 */
final class PingExport {
  private static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
  private static final AttributeKey<List<String>> ERRORS = stringArrayKey("netsonde.ping.errors");

  private final Tracer tracer;
  private final DoubleHistogram rtt;
  private final DoubleHistogram sendLag;
  private final LongCounter packets;
  private final LongCounter cycles;
  private final LongCounter errors;
  private final LatestValues loss;
  private final LatestValues jitter;
  private final LatestValues up;

  PingExport(Instruments instruments, Tracer tracer) {
    this.tracer = tracer;
    rtt = instruments.histogram(PingCatalogue.RTT);
    sendLag = instruments.histogram(MetricCatalogue.SEND_LAG);
    packets = instruments.counter(PingCatalogue.PACKETS);
    cycles = instruments.counter(PingCatalogue.CYCLES);
    errors = instruments.counter(PingCatalogue.ERRORS);
    loss = instruments.gauge(PingCatalogue.LOSS);
    jitter = instruments.gauge(PingCatalogue.JITTER);
    up = instruments.gauge(PingCatalogue.UP);
  }

  /** Also makes the counters at 0, so that a rate over them knows of the first request. */
  void accept(PingState state) {
    Attributes target = target(state.probe(), state.address());
    up.set(target, state.up() ? 1 : 0);
    Attributes both = roundTrip(target);
    count(0, both, PacketOutcome.SENT);
    count(0, both, PacketOutcome.RECEIVED);
    count(0, both, PacketOutcome.LOST);
  }

  void accept(PingCycle cycle) {
    Attributes target = target(cycle.probe(), cycle.address());
    Context span = span(cycle, target);
    CycleFigures figures = cycle.figures();
    DirectionFigures both = figures.roundTrip();
    String source = cycle.timestampSource().label();
    record(rtt, both.delay(), with(target, Keys.TIMESTAMP_SOURCE, source), span);
    record(sendLag, figures.sendLag(), Attributes.empty(), Context.root());
    Attributes direction = roundTrip(target);
    count(both.sent(), direction, PacketOutcome.SENT);
    count(both.received(), direction, PacketOutcome.RECEIVED);
    count(both.lost(), direction, PacketOutcome.LOST);
    countIfAny(figures.late(), direction, PacketOutcome.LATE);
    countIfAny(both.duplicates(), direction, PacketOutcome.DUPLICATE);
    countIfAny(both.reordered(), direction, PacketOutcome.REORDERED);
    loss.set(direction, both.loss());
    jitter.set(
        direction,
        both.jitterNanos().isPresent()
            ? OptionalDouble.of(Seconds.of(both.jitterNanos().getAsLong()))
            : OptionalDouble.empty());
    cycles.add(1, with(target, Keys.CYCLE_OUTCOME, cycle.outcome().label()));
    cycle
        .errors()
        .forEach((error, times) -> errors.add(times, with(target, ERROR_TYPE, error.label())));
  }

  private Context span(PingCycle cycle, Attributes target) {
    Span span =
        ChosenIds.start(
            tracer
                .spanBuilder(PingCatalogue.CYCLE.name())
                .setStartTimestamp(cycle.startEpochNanos(), TimeUnit.NANOSECONDS),
            cycle.span());
    if (span.isRecording()) {
      AttributesBuilder attributes = target.toBuilder();
      attributes.put(Keys.CYCLE_INDEX, cycle.index());
      attributes.put(Keys.CYCLE_OUTCOME, cycle.outcome().label());
      attributes.put(Keys.TIMESTAMP_SOURCE, cycle.timestampSource().label());
      CycleAttributes.putEchoes(attributes, cycle.figures());
      if (!cycle.errors().isEmpty()) {
        attributes.put(ERRORS, told(cycle.errors()));
      }
      span.setAllAttributes(attributes.build());
    }
    span.end(cycle.endEpochNanos(), TimeUnit.NANOSECONDS);
    return Context.root().with(span);
  }

  private static List<String> told(Map<EchoError, Long> errors) {
    return errors.entrySet().stream()
        .map(each -> each.getKey().label() + ":" + each.getValue())
        .sorted()
        .toList();
  }

  private void count(long count, Attributes direction, PacketOutcome outcome) {
    packets.add(count, with(direction, Keys.PACKET_OUTCOME, outcome.label()));
  }

  private void countIfAny(long count, Attributes direction, PacketOutcome outcome) {
    if (count > 0) {
      count(count, direction, outcome);
    }
  }

  private static void record(
      DoubleHistogram histogram, Distribution values, Attributes series, Context context) {
    for (int i = 0; i < values.count(); i++) {
      histogram.record(Seconds.of(values.value(i)), series, context);
    }
  }

  private static Attributes target(String probe, String address) {
    return Attributes.of(Keys.PROBE, probe, Keys.SERVER_ADDRESS, address);
  }

  private static Attributes roundTrip(Attributes target) {
    return with(target, Keys.DIRECTION, Direction.ROUND_TRIP.label());
  }

  private static Attributes with(Attributes base, AttributeKey<String> key, String value) {
    return base.toBuilder().put(key, value).build();
  }
}
