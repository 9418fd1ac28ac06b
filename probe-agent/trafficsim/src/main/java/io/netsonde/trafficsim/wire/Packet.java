package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One packet's fields, named as in packet.proto. A mutable struct for the hot path: whoever owns it
 * reuses it for every datagram, and keeps nothing of it. Not safe for several threads.
 */
public final class Packet {
  public PacketType type = PacketType.UNSPECIFIED;
  public PacketType inReplyTo = PacketType.UNSPECIFIED;

  /** Unsigned 32-bit; 0 for an agent without an id. */
  public int sourceAgent;

  public int targetAgent;
  public long session;
  public long cookie;

  /** Low 32 bits. */
  public int sequence;

  public int window;

  /** T1, T2, T3 in nanoseconds since the Unix epoch. */
  public long sent;

  public long received;
  public long replied;
  public long boot;
  public long clock;
  public int receivedCount;
  public int repliedCount;

  /** The serialised Report message of a REPORT packet, else null. */
  public @Nullable ByteBuffer report;

  /** The serialised TraceBack message of a PING or PONG packet, else null. */
  public @Nullable ByteBuffer traceBack;

  /** Where the mac field begins in the decoded datagram, counted from its start, or -1. */
  public int macOffset = -1;

  /** Makes all fields zero, for the next packet to write. */
  public void clear() {
    type = PacketType.UNSPECIFIED;
    inReplyTo = PacketType.UNSPECIFIED;
    sourceAgent = 0;
    targetAgent = 0;
    session = 0;
    cookie = 0;
    sequence = 0;
    window = 0;
    sent = 0;
    received = 0;
    replied = 0;
    boot = 0;
    clock = 0;
    receivedCount = 0;
    repliedCount = 0;
    report = null;
    traceBack = null;
    macOffset = -1;
  }
}
