package io.netsonde.trafficsim.wire;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Packets for tests: random ones, comparison, bytes. */
public final class Packets {
  private static final PacketType[] TYPES = PacketType.values();

  private Packets() {}

  /** Any packet of a known type with random fields; a REPORT has a report. */
  public static Packet random(RandomGenerator random) {
    Packet packet = new Packet();
    packet.type = TYPES[1 + random.nextInt(TYPES.length - 1)];
    packet.inReplyTo = TYPES[random.nextInt(TYPES.length)];
    packet.sourceAgent = random.nextInt();
    packet.targetAgent = random.nextInt();
    packet.session = random.nextLong();
    packet.cookie = random.nextLong();
    packet.sequence = random.nextInt();
    packet.window = random.nextInt();
    packet.sent = random.nextLong();
    packet.received = random.nextLong();
    packet.replied = random.nextLong();
    packet.boot = random.nextLong();
    packet.clock = random.nextLong();
    packet.receivedCount = random.nextInt();
    packet.repliedCount = random.nextInt();
    if (packet.type == PacketType.REPORT) {
      byte[] fates = new byte[random.nextInt(random.nextBoolean() ? 40 : 20_000)];
      packet.report =
          new ReportPage(
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextInt(),
                  ByteBuffer.wrap(fates),
                  random.nextInt(),
                  ByteBuffer.allocate(fates.length < 40 ? 4 * fates.length : 0))
              .encode();
    }
    if ((packet.type == PacketType.PING || packet.type == PacketType.PONG)
        && random.nextInt(3) == 0) {
      packet.traceBack = traceBack(random);
    }
    return packet;
  }

  private static ByteBuffer traceBack(RandomGenerator random) {
    TraceBack.Decision[] decisions = TraceBack.Decision.values();
    return random.nextBoolean()
        ? request(random).encode()
        : TraceBack.encode(decisions[random.nextInt(decisions.length)]);
  }

  /** A request to trace back that a sender might make. */
  public static TraceBack request(RandomGenerator random) {
    SpanIdentity span = SpanIdentity.random(random);
    return new TraceBack(
        1 + random.nextInt(TraceBack.MOST_ROUNDS),
        1 + random.nextInt(255),
        random.nextInt(TraceBack.MOST_INTERVAL_MILLIS + 1),
        span,
        random.nextBoolean()
            ? Optional.of(new TraceCause("high_latency:250ms", span.child(random)))
            : Optional.empty());
  }

  /** All fields as text, so that a failed comparison shows which differs. The mac is left out. */
  public static String text(Packet packet) {
    ByteBuffer report = packet.report;
    ByteBuffer traceBack = packet.traceBack;
    return "%s %s source=%d target=%d session=%d cookie=%d sequence=%d window=%d sent=%d received=%d"
            .formatted(
                packet.type,
                packet.inReplyTo,
                packet.sourceAgent,
                packet.targetAgent,
                packet.session,
                packet.cookie,
                packet.sequence,
                packet.window,
                packet.sent,
                packet.received)
        + " replied=%d boot=%d clock=%d counts=%d,%d report=%s trace=%s"
            .formatted(
                packet.replied,
                packet.boot,
                packet.clock,
                packet.receivedCount,
                packet.repliedCount,
                report == null ? "none" : java.util.HexFormat.of().formatHex(bytes(report)),
                traceBack == null ? "none" : java.util.HexFormat.of().formatHex(bytes(traceBack)));
  }

  /** A copy of a buffer's remaining bytes. */
  public static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(buffer.position(), bytes);
    return bytes;
  }

  /** A packet's canonical bytes. */
  public static byte[] encode(Packet packet, int length, @Nullable Authenticator authenticator) {
    ByteBuffer out = ByteBuffer.allocate(length);
    PacketCodec.encode(packet, length, authenticator, out);
    return out.array();
  }

  /** What a datagram says; it has to be a packet. */
  public static Packet decode(byte[] datagram) {
    Packet packet = new Packet();
    RejectReason reason = PacketCodec.decode(ByteBuffer.wrap(datagram), packet);
    if (reason != null) {
      throw new AssertionError("rejected: " + reason);
    }
    return packet;
  }
}
