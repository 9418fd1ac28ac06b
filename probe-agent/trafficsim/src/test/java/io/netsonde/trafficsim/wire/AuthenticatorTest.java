package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static Packet packet() {
    Packet packet = new Packet();
    packet.type = PacketType.DATA;
    packet.session = 77;
    return packet;
  }

  private static boolean verifies(Authenticator authenticator, byte[] datagram) {
    return authenticator.verify(ByteBuffer.wrap(datagram), Packets.decode(datagram));
  }

  @Test
  void shouldBeTheFirst128BitsOfHmacSha256WhenComputedByHand() throws Exception {
    byte[] signed = Packets.encode(packet(), 128, Authenticator.of(List.of("schlüssel", "other")));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("schlüssel".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = Arrays.copyOf(mac.doFinal(Arrays.copyOf(signed, 128 - 19)), 16);
    assertArrayEquals(expected, Arrays.copyOfRange(signed, 112, 128));
  }

  @Test
  void shouldAcceptAnyKeyWhenKeysAreRotated() {
    Authenticator before = Authenticator.of(List.of("old"));
    Authenticator during = Authenticator.of(List.of("new", "old"));
    Authenticator after = Authenticator.of(List.of("new"));
    byte[] old = Packets.encode(packet(), 119, before);
    byte[] fresh = Packets.encode(packet(), 119, during);
    assertTrue(verifies(during, old));
    assertTrue(verifies(during, fresh));
    assertTrue(verifies(after, fresh));
    assertFalse(verifies(after, old));
    assertFalse(verifies(before, fresh));
  }

  @Test
  void shouldRefuseWhenAnyBitIsChanged() {
    Authenticator authenticator = Authenticator.of(List.of("key"));
    byte[] signed = Packets.encode(packet(), 130, authenticator);
    for (int bit = 0; bit < signed.length * 8; bit++) {
      byte[] changed = signed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      Packet read = new Packet();
      boolean accepted =
          PacketCodec.decode(ByteBuffer.wrap(changed), read) == null
              && authenticator.verify(ByteBuffer.wrap(changed), read);
      assertFalse(accepted, "bit " + bit);
    }
  }

  @Test
  void shouldRefuseWhenThereIsNoMac() {
    assertFalse(verifies(Authenticator.of(List.of("key")), Packets.encode(packet(), 130, null)));
  }

  @Test
  void shouldVerifyTheLongestDatagramWhenItFollowsAShortOne() {
    Authenticator authenticator = Authenticator.of(List.of("key"));
    for (int length : new int[] {119, PacketCodec.MAX_LENGTH, 124}) {
      assertTrue(verifies(authenticator, Packets.encode(packet(), length, authenticator)));
    }
  }

  @Test
  void shouldRefuseToBeMadeWhenAKeyIsMissing() {
    assertThrows(IllegalArgumentException.class, () -> Authenticator.of(List.of()));
    assertEquals(
        "key 2 is empty",
        assertThrows(IllegalArgumentException.class, () -> Authenticator.of(List.of("secret", "")))
            .getMessage());
  }
}
