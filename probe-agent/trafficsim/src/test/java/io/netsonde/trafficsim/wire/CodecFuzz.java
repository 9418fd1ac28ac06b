package io.netsonde.trafficsim.wire;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What has to hold for the codec, whatever the bytes are. */
public final class CodecFuzz {
  private static final int ROOM = 1 << 16;

  private final Packet fast = new Packet();
  private final Packet slow = new Packet();
  private final ByteBuffer again = ByteBuffer.allocate(ROOM);

  /**
   * Decodes; where the bytes are canonical both decoders have to agree; what was decoded has to
   * survive being written and read again.
   *
   * @return the packet, valid until the next call, or null if there is none
   */
  public @Nullable Packet check(ByteBuffer datagram) {
    RejectReason reason = PacketCodec.decode(datagram, fast);
    if (CanonicalDecoder.isCanonical(datagram)) {
      require(reason == GeneralDecoder.decode(datagram, slow), "the decoders' reasons differ");
      require(reason != null || alike(fast, slow), "the decoders' packets differ");
      require(reason != null || fast.macOffset == slow.macOffset, "the decoders' macs differ");
    }
    if (reason != null) {
      return null;
    }
    int length = PacketCodec.minimalLength(fast, false);
    if (length <= PacketCodec.MAX_LENGTH) {
      again.clear();
      PacketCodec.encode(fast, length, null, again);
      again.flip();
      require(PacketCodec.decode(again, slow) == null, "what was written is no packet");
      require(alike(fast, slow), "what was written is another packet");
    }
    ByteBuffer report = fast.report;
    require(report == null || ReportPage.decode(report) != null, "the report is no report");
    ByteBuffer traceBack = fast.traceBack;
    TraceBack asked = traceBack == null ? null : TraceBack.decode(traceBack);
    require(asked == null || asked.equals(TraceBack.decode(asked.encode())), "asked otherwise");
    requireNonNull(TraceBack.decision(traceBack));
    return fast;
  }

  private static boolean alike(Packet a, Packet b) {
    return a.type == b.type
        && a.inReplyTo == b.inReplyTo
        && a.sourceAgent == b.sourceAgent
        && a.targetAgent == b.targetAgent
        && a.session == b.session
        && a.cookie == b.cookie
        && a.sequence == b.sequence
        && a.window == b.window
        && a.sent == b.sent
        && a.received == b.received
        && a.replied == b.replied
        && a.boot == b.boot
        && a.clock == b.clock
        && a.receivedCount == b.receivedCount
        && a.repliedCount == b.repliedCount
        && java.util.Objects.equals(a.report, b.report)
        && java.util.Objects.equals(a.traceBack, b.traceBack);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
