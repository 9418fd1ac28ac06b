package io.netsonde.trafficsim.wire;

import org.jspecify.annotations.Nullable;

/** What a packet is; the ordinal is the value on the wire. */
public enum PacketType {
  UNSPECIFIED,
  HELLO,
  ACK,
  DATA,
  PING,
  PONG,
  REPORT;

  // values() makes a new array each time.
  private static final PacketType[] BY_WIRE = values();

  /** The type with this value on the wire, or null where there is none. */
  static @Nullable PacketType ofWire(int value) {
    return value >= 0 && value < BY_WIRE.length ? BY_WIRE[value] : null;
  }

  @SuppressWarnings("EnumOrdinal") // Their order is packet.proto's, and a test holds them together.
  int wire() {
    return ordinal();
  }
}
