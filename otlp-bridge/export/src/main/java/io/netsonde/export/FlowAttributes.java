package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * All attributes of one flow, built once: building them anew costs more than recording does. The
 * SDK keeps the same objects as keys of its series.
 */
final class FlowAttributes {
  /** The flow's number stands in no attribute. */
  static final int ONLY = -1;

  private final Attributes flow;
  private final Map<Direction, Attributes> directions;
  private final Map<Direction, Map<PacketOutcome, Attributes>> packets;
  private final Map<TimestampSource, Attributes> sources;
  private final Map<Direction, Map<TimestampSource, Attributes>> delays;
  private final Map<TrafficSimCycle.Outcome, Attributes> cycles;
  private final Attributes transmit;
  private final Attributes receive;

  FlowAttributes(Path path, int number) {
    AttributesBuilder builder = Attributes.builder();
    builder.put(Keys.PROBE, path.probe());
    if (path.peerAgentId() != 0) {
      builder.put(Keys.PEER, path.peerAgentId());
    }
    builder.put(Keys.SERVER_ADDRESS, path.address());
    builder.put(Keys.SERVER_PORT, (long) path.port());
    if (number != ONLY) {
      builder.put(Keys.FLOW, (long) number);
    }
    flow = builder.build();
    directions = each(Direction.class, d -> with(flow, Keys.DIRECTION, d.label()));
    packets =
        each(
            Direction.class,
            d ->
                each(PacketOutcome.class, o -> with(direction(d), Keys.PACKET_OUTCOME, o.label())));
    sources = each(TimestampSource.class, s -> with(flow, Keys.TIMESTAMP_SOURCE, s.label()));
    delays =
        each(
            Direction.class,
            d ->
                each(
                    TimestampSource.class,
                    s -> with(direction(d), Keys.TIMESTAMP_SOURCE, s.label())));
    cycles = each(TrafficSimCycle.Outcome.class, o -> with(flow, Keys.CYCLE_OUTCOME, o.label()));
    transmit = with(flow, Keys.IO_DIRECTION, "transmit");
    receive = with(flow, Keys.IO_DIRECTION, "receive");
  }

  /** The path's own, and the flow's number where there are several. */
  Attributes flow() {
    return flow;
  }

  Attributes direction(Direction direction) {
    return get(directions, direction);
  }

  Attributes packets(Direction direction, PacketOutcome outcome) {
    return get(get(packets, direction), outcome);
  }

  Attributes source(TimestampSource source) {
    return get(sources, source);
  }

  Attributes delay(Direction direction, TimestampSource source) {
    return get(get(delays, direction), source);
  }

  Attributes cycles(TrafficSimCycle.Outcome outcome) {
    return get(cycles, outcome);
  }

  Attributes transmit() {
    return transmit;
  }

  Attributes receive() {
    return receive;
  }

  private static Attributes with(Attributes base, AttributeKey<String> key, String value) {
    return base.toBuilder().put(key, value).build();
  }

  private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> value) {
    Map<K, V> map = new EnumMap<>(type);
    for (K key : type.getEnumConstants()) {
      map.put(key, value.apply(key));
    }
    return map;
  }

  private static <K, V> V get(Map<K, V> complete, K key) {
    V value = complete.get(key);
    if (value == null) {
      throw new IllegalStateException("no attributes for " + key);
    }
    return value;
  }
}
