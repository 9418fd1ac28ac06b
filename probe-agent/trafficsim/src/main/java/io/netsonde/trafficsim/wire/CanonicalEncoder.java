package io.netsonde.trafficsim.wire;

import static io.netsonde.trafficsim.wire.PacketLayout.*;

import java.nio.ByteBuffer;

/** Writes {@link PacketLayout}. */
final class CanonicalEncoder {
  private static final byte[] ZEROS = new byte[1024];

  private CanonicalEncoder() {}

  /** Writes from out's position on, which ends behind the packet. Padding includes its overhead. */
  static void encode(Packet packet, int padding, boolean authenticated, ByteBuffer out) {
    fixedPart(packet, out, out.position());
    out.position(out.position() + FIXED_LENGTH);
    ByteBuffer report = packet.report;
    if (report != null) {
      message(REPORT_TAGS, report, out);
    }
    ByteBuffer traceBack = packet.traceBack;
    if (traceBack != null) {
      message(TRACE_BACK_TAGS, traceBack, out);
    }
    if (padding > 0) {
      padding(padding - PacketCodec.PADDING_OVERHEAD, out);
    }
    if (authenticated) {
      tags(MAC_TAGS, out);
      out.put((byte) MAC_LENGTH).put(ZEROS, 0, MAC_LENGTH);
    }
  }

  private static void fixedPart(Packet packet, ByteBuffer out, int at) {
    varint(out, at + TYPE_TAG, 1, packet.type.wire());
    varint(out, at + VERSION_TAG, 2, VERSION);
    varint(out, at + IN_REPLY_TO_TAG, 3, packet.inReplyTo.wire());
    fixed32(out, at + SOURCE_AGENT_TAG, 4, packet.sourceAgent);
    fixed32(out, at + TARGET_AGENT_TAG, 5, packet.targetAgent);
    fixed64(out, at + SESSION_TAG, 6, packet.session);
    fixed64(out, at + COOKIE_TAG, 7, packet.cookie);
    fixed32(out, at + SEQUENCE_TAG, 8, packet.sequence);
    fixed32(out, at + WINDOW_TAG, 9, packet.window);
    fixed64(out, at + SENT_TAG, 10, packet.sent);
    fixed64(out, at + RECEIVED_TAG, 11, packet.received);
    fixed64(out, at + REPLIED_TAG, 12, packet.replied);
    fixed64(out, at + BOOT_TAG, 13, packet.boot);
    fixed64(out, at + CLOCK_TAG, 14, packet.clock);
    fixed32(out, at + RECEIVED_COUNT_TAG, 15, packet.receivedCount);
    putShort(out, at + REPLIED_COUNT_TAG, REPLIED_COUNT_TAGS);
    putInt(out, at + REPLIED_COUNT, packet.repliedCount);
  }

  private static void varint(ByteBuffer out, int at, int field, int value) {
    out.put(at, PacketLayout.varint(field)).put(at + 1, (byte) value);
  }

  private static void fixed32(ByteBuffer out, int at, int field, int value) {
    out.put(at, PacketLayout.fixed32(field));
    putInt(out, at + 1, value);
  }

  private static void fixed64(ByteBuffer out, int at, int field, long value) {
    out.put(at, PacketLayout.fixed64(field));
    putLong(out, at + 1, value);
  }

  private static void tags(short tags, ByteBuffer out) {
    putShort(out, out.position(), tags);
    out.position(out.position() + 2);
  }

  private static void message(short tags, ByteBuffer message, ByteBuffer out) {
    tags(tags, out);
    int length = message.remaining();
    for (; length > 0x7f; length >>>= 7) {
      out.put((byte) (length | 0x80));
    }
    out.put((byte) length);
    out.put(out.position(), message, message.position(), message.remaining());
    out.position(out.position() + message.remaining());
  }

  private static void padding(int length, ByteBuffer out) {
    tags(PADDING_TAGS, out);
    out.put((byte) (length | 0x80)).put((byte) ((length >> 7) | 0x80)).put((byte) (length >> 14));
    for (int left = length; left > 0; left -= ZEROS.length) {
      out.put(ZEROS, 0, Math.min(left, ZEROS.length));
    }
  }
}
