package io.netsonde.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The attributes of metrics and spans, with all values of those that have a fixed set. */
public final class AttributeCatalogue {
  public static final Attribute PROBE =
      Attribute.text("netsonde.probe", "the probe's name in the agent's configuration");

  public static final Attribute PEER_AGENT_ID =
      new Attribute(
          "netsonde.peer.agent.id",
          Attribute.Type.LONG,
          "the other end's agent id, where one is expected or was admitted",
          List.of());

  public static final Attribute SERVER_ADDRESS =
      Attribute.text("server.address", "the target's host name or address, as configured");

  public static final Attribute SERVER_PORT = Attribute.whole("server.port", "the target's port");

  public static final Attribute FLOW =
      Attribute.whole("netsonde.flow", "the flow's number from 0, where the probe has several");

  /** What every measurement of a path carries. */
  public static final List<Attribute> PATH =
      List.of(PROBE, PEER_AGENT_ID, SERVER_ADDRESS, SERVER_PORT, FLOW);

  public static final Attribute DIRECTION =
      Attribute.text(
          "netsonde.direction",
          "forward is sender to reflector",
          Arrays.stream(Direction.values()).map(Direction::label).toArray(String[]::new));

  /** The directions of what exists for a single way only. */
  public static final Attribute ONE_WAY_DIRECTION =
      Attribute.text(
          "netsonde.direction",
          "forward is sender to reflector",
          Direction.FORWARD.label(),
          Direction.REVERSE.label());

  public static final Attribute TIMESTAMP_SOURCE =
      Attribute.text(
          "netsonde.timestamp.source",
          "where the stamps were taken: kernel if all four of a packet's were",
          Arrays.stream(TimestampSource.values())
              .map(TimestampSource::label)
              .toArray(String[]::new));

  public static final Attribute PACKET_OUTCOME =
      Attribute.text(
          "netsonde.packet.outcome",
          "what became of the packets; late and undecided, both lost as well, of round_trip only",
          "sent",
          "received",
          "lost",
          "late",
          "undecided",
          "duplicate",
          "reordered");

  public static final Attribute REFLECTOR_OUTCOME =
      Attribute.text(
          "netsonde.packet.outcome",
          "what the reflector did with the packets",
          Arrays.stream(ReflectorActivity.Outcome.values())
              .map(ReflectorActivity.Outcome::label)
              .toArray(String[]::new));

  /** The values are those that the wire's decoder and the reflector give as reasons. */
  public static final Attribute REJECT_REASON =
      Attribute.text(
          "netsonde.reject.reason",
          "why packets were rejected, with that outcome only",
          "malformed",
          "version",
          "type",
          "unknown_agent",
          "wrong_target",
          "bad_mac",
          "bad_cookie",
          "too_short",
          "duplicate",
          "replay",
          "rate",
          "sessions",
          "unexpected");

  public static final Attribute CYCLE_OUTCOME =
      Attribute.text(
          "netsonde.cycle.outcome",
          "partial where shutdown cut the cycle short",
          Arrays.stream(TrafficSimCycle.Outcome.values())
              .map(TrafficSimCycle.Outcome::label)
              .toArray(String[]::new));

  public static final Attribute IO_DIRECTION =
      Attribute.text(
          "network.io.direction", "transmit is what the sender sent", "transmit", "receive");

  public static final Attribute SIGNAL =
      Attribute.text(
          "netsonde.signal",
          "what kind of record it was; a measurement is one before it is metrics and spans",
          "measurements");

  public static final Attribute DROP_REASON =
      Attribute.text(
          "netsonde.drop.reason",
          "queue_full: it came faster than it could be recorded; error: a bug, the log has it",
          "queue_full",
          "error");

  public static final Attribute DISCARD_REASON =
      Attribute.text(
          "netsonde.discard.reason",
          "contradiction: the stamp disagreed with the monotonic clock; missing: it never came",
          "contradiction",
          "missing");

  public static final Attribute INTERFACE_NAME =
      Attribute.text("network.interface.name", "the network interface used from then on");

  public static final Attribute COLLECTOR_NAME =
      Attribute.text("jvm.gc.name", "the garbage collector");

  public static final Attribute COLLECTOR_ACTION =
      Attribute.text("jvm.gc.action", "what the garbage collector did");

  public static final Attribute CLOCK_BASIS =
      Attribute.text(
          "netsonde.clock.offset.basis",
          "what the bound rests on: round trips alone, or also the errors that both kernels state"
              + " for their clocks, or one clock at both ends",
          Arrays.stream(ClockOffset.Basis.values())
              .map(ClockOffset.Basis::label)
              .toArray(String[]::new));

  private AttributeCatalogue() {}

  /** Those of a path, and further ones. */
  static List<Attribute> paths(Attribute... further) {
    return Stream.concat(PATH.stream(), Stream.of(further)).toList();
  }
}
