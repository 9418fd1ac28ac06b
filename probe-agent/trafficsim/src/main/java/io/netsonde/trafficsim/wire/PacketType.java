package io.netsonde.trafficsim.wire;

/** What a packet is; the ordinal is the value on the wire. */
public enum PacketType {
  UNSPECIFIED,
  HELLO,
  ACK,
  DATA,
  PING,
  PONG,
  REPORT
}
