package io.netsonde.export;

import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the reflector did: packets by client and outcome, and sessions. */
final class ReflectorActivityExport {
  private record Key(long agentId, Outcome outcome, String reason) {}

  private final LongCounter packets;
  private final LongUpDownCounter sessions;
  private final int capacity;
  private final Map<Key, Attributes> attributes = new ConcurrentHashMap<>();

  ReflectorActivityExport(Instruments instruments, int capacity) {
    packets = instruments.counter(MetricCatalogue.REFLECTOR_PACKETS);
    sessions = instruments.upDownCounter(MetricCatalogue.REFLECTOR_SESSIONS);
    this.capacity = capacity;
  }

  void accept(ReflectorActivity activity) {
    sessions.add(activity.sessionsDelta());
    for (Count count : activity.counts()) {
      packets.add(count.packets(), attributes(count));
    }
  }

  private Attributes attributes(Count count) {
    if (attributes.size() > capacity) {
      attributes.clear();
    }
    return attributes.computeIfAbsent(
        new Key(count.agentId(), count.outcome(), count.reason()), ReflectorActivityExport::build);
  }

  private static Attributes build(Key key) {
    AttributesBuilder builder = Attributes.builder();
    if (key.agentId() != Count.STRANGER) {
      builder.put(Keys.PEER, key.agentId());
    }
    builder.put(Keys.PACKET_OUTCOME, key.outcome().label());
    if (!key.reason().isEmpty()) {
      builder.put(Keys.REJECT_REASON, key.reason());
    }
    return builder.build();
  }
}
