package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.SpanCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The reflector's own view of a client's cycle: two gauges and a span.
 *
 * <p>A reflection knows when its session began and when it was last heard of, not when its cycle
 * began. Its span begins where the session's previous one ended: one that reached back to the
 * session's first packet would, after a day, be found by no search for the last hour.
 */
final class ReflectionExport {
  static final String NAME = SpanCatalogue.REFLECTION.name();

  private static final AttributeKey<String> SESSION = stringKey("netsonde.session.id");
  private static final AttributeKey<Long> FIRST_SEQUENCE = longKey("netsonde.cycle.first_sequence");
  private static final AttributeKey<Long> RECEIVED = longKey("netsonde.forward.received");
  private static final AttributeKey<Long> DUPLICATES = longKey("netsonde.forward.duplicates");
  private static final AttributeKey<Long> REORDERED = longKey("netsonde.forward.reordered");
  private static final AttributeKey<Double> LOSS = doubleKey("netsonde.forward.loss");
  private static final AttributeKey<Double> JITTER = doubleKey("netsonde.forward.jitter");
  private static final AttributeKey<Long> REPLIED = longKey("netsonde.reverse.sent");

  /** How many sessions' last times are remembered. */
  private static final int SESSIONS = 16_384;

  private record SessionKey(long agentId, long session) {}

  private final LatestValues loss;
  private final LatestValues jitter;
  private final Tracer tracer;
  private final Map<SessionKey, Long> previousEnd =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionKey, Long> eldest) {
          return size() > SESSIONS;
        }
      };

  ReflectionExport(Instruments instruments, Tracer tracer) {
    loss = instruments.gauge(MetricCatalogue.REFLECTOR_LOSS);
    jitter = instruments.gauge(MetricCatalogue.REFLECTOR_JITTER);
    this.tracer = tracer;
  }

  void accept(Reflection reflection) {
    Attributes peer = Attributes.of(Keys.PEER, reflection.agentId());
    loss.set(peer, reflection.loss());
    jitter.set(peer, Seconds.of(reflection.jitterNanos()));
    Span span =
        tracer
            .spanBuilder(NAME)
            .setNoParent()
            .setStartTimestamp(start(reflection), TimeUnit.NANOSECONDS)
            .startSpan();
    if (span.isRecording()) {
      span.setAllAttributes(attributes(reflection));
    }
    span.end(reflection.lastSeenEpochNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized long start(Reflection reflection) {
    SessionKey key = new SessionKey(reflection.agentId(), reflection.session());
    long end = reflection.lastSeenEpochNanos();
    Long previous = previousEnd.put(key, end);
    return Math.min(end, previous == null ? reflection.firstSeenEpochNanos() : previous);
  }

  private static Attributes attributes(Reflection reflection) {
    return Attributes.builder()
        .put(Keys.PEER, reflection.agentId())
        .put(Keys.CLIENT_ADDRESS, reflection.address())
        .put(Keys.CLIENT_PORT, (long) reflection.port())
        .put(SESSION, HexFormat.of().toHexDigits(reflection.session()))
        .put(FIRST_SEQUENCE, reflection.firstSequence())
        .put(Keys.CYCLE_PACKETS, (long) reflection.packets())
        .put(RECEIVED, (long) reflection.received())
        .put(DUPLICATES, (long) reflection.duplicates())
        .put(REORDERED, (long) reflection.reordered())
        .put(LOSS, reflection.loss())
        .put(JITTER, Seconds.of(reflection.jitterNanos()))
        .put(REPLIED, (long) reflection.replied())
        .build();
  }
}
