package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The canonical encoding and every other valid one say the same. */
class EquivalenceTest {
  private static final Authenticator KEYED = Authenticator.of(List.of("secret"));
  private static final int ROUNDS = 4000;

  @Test
  void shouldBeWhatTheGeneratedClassWritesWhenThereIsNoPadding() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < ROUNDS; i++) {
      boolean keyed = random.nextBoolean();
      Packet packet = Packets.random(random);
      byte[] canonical =
          Packets.encode(packet, PacketCodec.minimalLength(packet, keyed), keyed ? KEYED : null);
      var message = io.netsonde.proto.trafficsim.v1.Packet.parseFrom(canonical);
      if (!keyed || packet.traceBack == null) {
        // The generated class writes by number, the trace back after the mac: not a valid packet.
        assertArrayEquals(canonical, message.toByteArray(), "seed 11 round " + i);
      }
      assertEquals(Packets.text(packet), text(message), "seed 11 round " + i);
    }
  }

  @Test
  void shouldParseToTheSameMessageWhenThereIsPadding() throws Exception {
    Random random = new Random(12);
    for (int i = 0; i < ROUNDS; i++) {
      Packet packet = Packets.random(random);
      int padding = random.nextInt(1000);
      int length = PacketCodec.minimalLength(packet, true) + 5 + padding;
      byte[] canonical = Packets.encode(packet, length, KEYED);
      var message = io.netsonde.proto.trafficsim.v1.Packet.parseFrom(canonical);
      assertEquals(Packets.text(packet), text(message), "seed 12 round " + i);
      assertEquals(ByteString.copyFrom(new byte[padding]), message.getPadding());
      if (packet.traceBack != null) {
        continue;
      }
      byte[] again = message.toByteArray();
      // The generated class says the padding's length in fewer bytes, so its mac is another's.
      assertEquals(Packets.text(packet), Packets.text(Packets.decode(again)), "seed 12 round " + i);
      assertFalse(KEYED.verify(ByteBuffer.wrap(again), Packets.decode(again)));
    }
  }

  @Test
  void shouldDecodeToTheSamePacketWhenEncodedInAnotherWay() {
    long seed = 13;
    Random random = new Random(seed);
    int general = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String at = "seed " + seed + " round " + i;
      Packet packet = Packets.random(random);
      byte[] other = otherEncoding(packet, random);
      general += CanonicalDecoder.isCanonical(ByteBuffer.wrap(other)) ? 0 : 1;
      Packet read = new Packet();
      assertNull(PacketCodec.decode(ByteBuffer.wrap(other), read), at);
      assertEquals(Packets.text(packet), Packets.text(read), at);
      assertEquals(-1, read.macOffset, at);

      byte[] signed = sign(other);
      assertNull(PacketCodec.decode(ByteBuffer.wrap(signed), read), at);
      assertEquals(Packets.text(packet), Packets.text(read), at);
      assertEquals(other.length, read.macOffset, at);
      assertTrue(KEYED.verify(ByteBuffer.wrap(signed), read), at);
      signed[random.nextInt(other.length)] ^= 1;
      assertFalse(
          PacketCodec.decode(ByteBuffer.wrap(signed), read) == null
              && KEYED.verify(ByteBuffer.wrap(signed), read),
          at);
    }
    assertTrue(general > ROUNDS * 9 / 10, "only " + general + " were not canonical");
  }

  @Test
  void shouldDecodeAlikeWhenBothDecodersReadTheSameBytes() {
    long seed = 14;
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Packet packet = Packets.random(random);
      int padding = random.nextInt(3) * 7;
      boolean keyed = random.nextBoolean();
      int length = PacketCodec.minimalLength(packet, keyed) + padding;
      byte[] bytes = Packets.encode(packet, length, keyed ? KEYED : null);
      if (random.nextBoolean()) {
        bytes[random.nextInt(6)] = (byte) random.nextInt();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (CanonicalDecoder.isCanonical(buffer)) {
        Packet fast = new Packet();
        Packet slow = new Packet();
        RejectReason reason = CanonicalDecoder.decode(buffer, fast);
        String at = "seed " + seed + " round " + i;
        assertEquals(reason, GeneralDecoder.decode(buffer, slow), at);
        if (reason == null) {
          assertEquals(Packets.text(fast), Packets.text(slow), at);
          assertEquals(fast.macOffset, slow.macOffset, at);
        }
      }
    }
  }

  @Test
  void shouldIgnoreTheReportWhenThePacketIsNoReport() throws Exception {
    var message =
        io.netsonde.proto.trafficsim.v1.Packet.newBuilder()
            .setVersion(1)
            .setType(io.netsonde.proto.trafficsim.v1.PacketType.DATA)
            .setReport(io.netsonde.proto.trafficsim.v1.Report.newBuilder().setCount(3))
            .build();
    assertNull(Packets.decode(message.toByteArray()).report);
  }

  @Test
  void shouldIgnoreTheTraceBackWhenThePacketIsNeitherPingNorPong() throws Exception {
    var message =
        io.netsonde.proto.trafficsim.v1.Packet.newBuilder()
            .setVersion(1)
            .setType(io.netsonde.proto.trafficsim.v1.PacketType.DATA)
            .setTraceBack(io.netsonde.proto.trafficsim.v1.TraceBack.newBuilder().setRounds(3))
            .build();
    assertNull(Packets.decode(message.toByteArray()).traceBack);
  }

  @Test
  void shouldBeMalformedWhenTheMacIsNotTheLastField() {
    Packet packet = new Packet();
    packet.type = PacketType.DATA;
    byte[] signed = Packets.encode(packet, 119, KEYED);
    byte[] padded = concat(signed, field(18, new byte[3], 1));
    assertEquals(RejectReason.MALFORMED, reason(padded));
    assertEquals(
        RejectReason.MALFORMED, reason(concat(signed, Arrays.copyOfRange(signed, 100, 119))));
    // Neither is one that only looks so, as the end of a longer field.
    byte[] inside =
        concat(Arrays.copyOf(signed, 100), field(18, Arrays.copyOfRange(signed, 100, 119), 1));
    assertEquals(-1, Packets.decode(inside).macOffset);
    // Nor one of another length.
    byte[] shorter = concat(Arrays.copyOf(signed, 100), field(19, new byte[15], 1));
    assertEquals(RejectReason.MALFORMED, reason(shorter));
  }

  private static RejectReason reason(byte[] datagram) {
    return java.util.Objects.requireNonNull(
        PacketCodec.decode(ByteBuffer.wrap(datagram), new Packet()));
  }

  private static String text(io.netsonde.proto.trafficsim.v1.Packet message)
      throws InvalidProtocolBufferException {
    Packet packet = new Packet();
    packet.type = java.util.Objects.requireNonNull(PacketType.ofWire(message.getTypeValue()));
    packet.inReplyTo =
        java.util.Objects.requireNonNull(PacketType.ofWire(message.getInReplyToValue()));
    packet.sourceAgent = message.getSourceAgent();
    packet.targetAgent = message.getTargetAgent();
    packet.session = message.getSession();
    packet.cookie = message.getCookie();
    packet.sequence = message.getSequence();
    packet.window = message.getWindow();
    packet.sent = message.getSent();
    packet.received = message.getReceived();
    packet.replied = message.getReplied();
    packet.boot = message.getBoot();
    packet.clock = message.getClock();
    packet.receivedCount = message.getReceivedCount();
    packet.repliedCount = message.getRepliedCount();
    packet.report =
        message.hasReport() ? message.getReport().toByteString().asReadOnlyByteBuffer() : null;
    packet.traceBack =
        message.hasTraceBack()
            ? message.getTraceBack().toByteString().asReadOnlyByteBuffer()
            : null;
    return Packets.text(packet);
  }

  private static byte[] sign(byte[] bytes) {
    ByteBuffer signed = ByteBuffer.allocate(bytes.length + 19).put(bytes);
    signed.put(field(19, new byte[16], 1));
    KEYED.sign(signed, 0, bytes.length, bytes.length + 3);
    return signed.array();
  }

  /**
   * The packet's fields in any order, over-long, beside unknown ones, after others they replace.
   */
  private static byte[] otherEncoding(Packet packet, Random random) {
    List<byte[]> fields = new ArrayList<>();
    Packet stale = Packets.random(random);
    List<byte[]> real = fields(packet, random);
    List<byte[]> replaced = fields(stale, random);
    for (int i = 0; i < real.size(); i++) {
      byte[] field = real.get(i);
      // A field that is zero may as well be missing, and any but the report may be said before.
      boolean again = i < replaced.size() && i < 15 && random.nextInt(4) == 0;
      fields.add(again ? concat(replaced.get(i), field) : field);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.add(field(21 + random.nextInt(1000), new byte[random.nextInt(60)], 1));
      fields.add(concat(varint(22 << 3, 1), varint(random.nextLong(), 1)));
    }
    if (random.nextBoolean()) {
      fields.add(field(18, new byte[random.nextInt(300)], 1 + random.nextInt(5)));
    }
    Collections.shuffle(fields, random);
    return concat(fields.toArray(byte[][]::new));
  }

  private static List<byte[]> fields(Packet p, Random random) {
    int wide = 1 + random.nextInt(5);
    List<byte[]> fields = new ArrayList<>();
    fields.add(concat(varint(1 << 3, wide), varint(p.type.wire(), wide)));
    fields.add(concat(varint(2 << 3, wide), varint(1, wide)));
    fields.add(concat(varint(3 << 3, wide), varint(p.inReplyTo.wire(), wide)));
    int[] ints = {p.sourceAgent, p.targetAgent, p.sequence, p.window};
    int[] intFields = {4, 5, 8, 9};
    for (int i = 0; i < ints.length; i++) {
      fields.add(fixed32(intFields[i], ints[i], wide));
    }
    long[] longs = {p.session, p.cookie, p.sent, p.received, p.replied, p.boot, p.clock};
    int[] longFields = {6, 7, 10, 11, 12, 13, 14};
    for (int i = 0; i < longs.length; i++) {
      fields.add(
          concat(
              varint(longFields[i] << 3 | 1, wide),
              java.nio.ByteBuffer.allocate(8)
                  .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                  .putLong(longs[i])
                  .array()));
    }
    fields.add(fixed32(15, p.receivedCount, wide));
    fields.add(fixed32(16, p.repliedCount, wide));
    ByteBuffer report = p.report;
    if (report != null) {
      fields.add(field(17, Packets.bytes(report), wide));
    }
    ByteBuffer traceBack = p.traceBack;
    if (traceBack != null) {
      fields.add(field(20, Packets.bytes(traceBack), wide));
    }
    return fields;
  }

  private static byte[] fixed32(int field, int value, int wide) {
    return concat(
        varint(field << 3 | 5, wide),
        ByteBuffer.allocate(4).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private static byte[] field(int field, byte[] value, int wide) {
    return concat(varint(field << 3 | 2, wide), varint(value.length, wide), value);
  }

  /** A varint of at least {@code wide} bytes. */
  private static byte[] varint(long value, int wide) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    for (int i = 1; left >>> 7 != 0 || i < wide; i++, left >>>= 7) {
      out.write((int) (left & 0x7f) | 0x80);
    }
    out.write((int) left);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
