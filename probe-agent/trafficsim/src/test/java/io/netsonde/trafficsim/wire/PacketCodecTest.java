package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketCodecTest {
  private static final Authenticator KEYED = Authenticator.of(List.of("secret"));

  @Test
  void shouldNumberTypesAsTheMessageDoesWhenTheyAreOnTheWire() {
    for (PacketType type : PacketType.values()) {
      String name = type == PacketType.UNSPECIFIED ? "PACKET_TYPE_UNSPECIFIED" : type.name();
      assertEquals(
          io.netsonde.proto.trafficsim.v1.PacketType.valueOf(name).getNumber(), type.wire());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldReadBackWhatWasWrittenWhenTheLengthIsAnyThatCanBe(boolean direct) {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      Packet packet = Packets.random(random);
      boolean keyed = random.nextBoolean();
      int minimum = PacketCodec.minimalLength(packet, keyed);
      int length = i % 3 == 0 ? minimum : minimum + 5 + random.nextInt(i % 3 == 1 ? 300 : 40_000);
      int offset = random.nextInt(20);
      int capacity = offset + length + random.nextInt(20);
      ByteBuffer out = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
      PacketCodec.encode(packet, length, keyed ? KEYED : null, out.position(offset));
      String at = "seed " + seed + " round " + i;
      assertEquals(offset + length, out.position(), at);
      out.flip().position(offset);
      Packet read = new Packet();
      assertNull(PacketCodec.decode(out, read), at);
      assertEquals(offset, out.position(), at);
      assertEquals(Packets.text(packet), Packets.text(read), at);
      assertEquals(keyed, KEYED.verify(out, read), at);
    }
  }

  @Test
  void shouldLeaveTheBuffersOrderAloneWhenItIsBigEndian() {
    Packet packet = Packets.random(new Random(1));
    int length = PacketCodec.minimalLength(packet, false);
    ByteBuffer big = ByteBuffer.allocate(length);
    ByteBuffer little = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    PacketCodec.encode(packet, length, null, big);
    PacketCodec.encode(packet, length, null, little);
    assertArrayEquals(big.array(), little.array());
    assertEquals(ByteOrder.BIG_ENDIAN, big.order());
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 101, 102, 103, 104, 65_508})
  void shouldRefuseWhenTheLengthCannotBe(int length) {
    Packet packet = new Packet();
    packet.type = PacketType.DATA;
    ByteBuffer out = ByteBuffer.allocate(70_000);
    assertThrows(
        IllegalArgumentException.class, () -> PacketCodec.encode(packet, length, null, out));
    assertEquals(0, out.position());
  }

  @ParameterizedTest
  @EnumSource(names = "UNSPECIFIED", mode = EnumSource.Mode.EXCLUDE)
  void shouldSayWhyWhenAFieldIsNotAsRequired(PacketType type) {
    Packet packet = new Packet();
    packet.type = type;
    byte[] good = Packets.encode(packet, 128, null);
    assertEquals(RejectReason.VERSION, with(good, PacketLayout.VERSION_VALUE, 2));
    assertEquals(RejectReason.VERSION, with(good, PacketLayout.VERSION_VALUE, 0));
    assertEquals(RejectReason.TYPE, with(good, PacketLayout.TYPE, 0));
    assertEquals(RejectReason.TYPE, with(good, PacketLayout.TYPE, 7));
    assertEquals(RejectReason.TYPE, with(good, PacketLayout.IN_REPLY_TO, 7));
    assertEquals(RejectReason.MALFORMED, with(good, PacketLayout.BOOT_TAG, 0));
  }

  private static RejectReason with(byte[] datagram, int at, int value) {
    byte[] changed = datagram.clone();
    changed[at] = (byte) value;
    return java.util.Objects.requireNonNull(
        PacketCodec.decode(ByteBuffer.wrap(changed), new Packet()));
  }

  @Test
  void shouldRejectWhenTheDatagramIsCutShort() {
    Packet packet = new Packet();
    packet.type = PacketType.DATA;
    byte[] whole = Packets.encode(packet, 160, KEYED);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Packet read = new Packet();
      RejectReason reason = PacketCodec.decode(ByteBuffer.wrap(cut), read);
      // A cut between two fields leaves a message, but none that is authenticated.
      assertTrue(reason != null || !KEYED.verify(ByteBuffer.wrap(cut), read), "at " + length);
    }
  }

  @Test
  void shouldStampAndSignWhenSealed() {
    Packet packet = Packets.random(new Random(5));
    packet.report = null;
    packet.type = PacketType.ACK;
    packet.received = Long.MAX_VALUE - 5;
    ByteBuffer out = ByteBuffer.allocate(300).position(3);
    PacketCodec.encodeUnsigned(packet, 200, true, out);
    out.flip().position(3);
    Packet read = new Packet();
    assertNull(PacketCodec.decode(out, read));
    assertFalse(KEYED.verify(out, read));
    PacketCodec.seal(out, 1234, KEYED);
    assertNull(PacketCodec.decode(out, read));
    assertTrue(KEYED.verify(out, read));
    assertEquals(1234, read.replied - read.received);
    assertEquals(3, out.position());
  }
}
