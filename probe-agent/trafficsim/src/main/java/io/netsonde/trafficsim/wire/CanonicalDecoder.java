package io.netsonde.trafficsim.wire;

import static io.netsonde.trafficsim.wire.PacketLayout.*;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link PacketLayout} without allocating. A packet with a report, one or two a cycle, or
 * with a trace back, rarer still, is left to the generated parser, which also checks what it
 * carries.
 */
final class CanonicalDecoder {
  private CanonicalDecoder() {}

  /**
   * Whether these bytes are laid out exactly so, without report and trace back. Says nothing of the
   * values.
   */
  static boolean isCanonical(ByteBuffer datagram) {
    int at = datagram.position();
    return datagram.remaining() >= FIXED_LENGTH
        && varint(datagram, at + TYPE_TAG, 1)
        && varint(datagram, at + VERSION_TAG, 2)
        && varint(datagram, at + IN_REPLY_TO_TAG, 3)
        && datagram.get(at + SOURCE_AGENT_TAG) == fixed32(4)
        && datagram.get(at + TARGET_AGENT_TAG) == fixed32(5)
        && datagram.get(at + SESSION_TAG) == fixed64(6)
        && datagram.get(at + COOKIE_TAG) == fixed64(7)
        && datagram.get(at + SEQUENCE_TAG) == fixed32(8)
        && datagram.get(at + WINDOW_TAG) == fixed32(9)
        && datagram.get(at + SENT_TAG) == fixed64(10)
        && datagram.get(at + RECEIVED_TAG) == fixed64(11)
        && datagram.get(at + REPLIED_TAG) == fixed64(12)
        && datagram.get(at + BOOT_TAG) == fixed64(13)
        && datagram.get(at + CLOCK_TAG) == fixed64(14)
        && datagram.get(at + RECEIVED_COUNT_TAG) == fixed32(15)
        && getShort(datagram, at + REPLIED_COUNT_TAG) == REPLIED_COUNT_TAGS
        && macOffset(datagram) != MISFIT;
  }

  /** A varint of one byte. */
  private static boolean varint(ByteBuffer datagram, int at, int field) {
    return datagram.get(at) == PacketLayout.varint(field) && datagram.get(at + 1) >= 0;
  }

  private static final int ABSENT = -1;
  private static final int MISFIT = -2;

  /**
   * Where the mac field begins, from the datagram's start; or that nothing else may stand there.
   */
  private static int macOffset(ByteBuffer datagram) {
    int start = datagram.position();
    int end = datagram.limit();
    int at = start + FIXED_LENGTH;
    if (end - at >= PacketCodec.PADDING_OVERHEAD && getShort(datagram, at) == PADDING_TAGS) {
      byte low = datagram.get(at + 2);
      byte middle = datagram.get(at + 3);
      byte high = datagram.get(at + 4);
      if (low >= 0 || middle >= 0 || high < 0) {
        return MISFIT;
      }
      at += PacketCodec.PADDING_OVERHEAD + ((low & 0x7f) | ((middle & 0x7f) << 7) | (high << 14));
    }
    if (at == end) {
      return ABSENT;
    }
    return end - at == PacketCodec.MAC_FIELD_LENGTH && isMacField(datagram, at)
        ? at - start
        : MISFIT;
  }

  /** Reads what {@link #isCanonical}. */
  static @Nullable RejectReason decode(ByteBuffer datagram, Packet into) {
    int at = datagram.position();
    into.sourceAgent = getInt(datagram, at + SOURCE_AGENT);
    into.targetAgent = getInt(datagram, at + TARGET_AGENT);
    into.session = getLong(datagram, at + SESSION);
    into.cookie = getLong(datagram, at + COOKIE);
    into.sequence = getInt(datagram, at + SEQUENCE);
    into.window = getInt(datagram, at + WINDOW);
    into.sent = getLong(datagram, at + SENT);
    into.received = getLong(datagram, at + RECEIVED);
    into.replied = getLong(datagram, at + REPLIED);
    into.boot = getLong(datagram, at + BOOT);
    into.clock = getLong(datagram, at + CLOCK);
    into.receivedCount = getInt(datagram, at + RECEIVED_COUNT);
    into.repliedCount = getInt(datagram, at + REPLIED_COUNT);
    into.report = null;
    into.traceBack = null;
    into.macOffset = macOffset(datagram);
    return PacketCodec.header(
        datagram.get(at + VERSION_VALUE),
        datagram.get(at + TYPE),
        datagram.get(at + IN_REPLY_TO),
        into);
  }
}
