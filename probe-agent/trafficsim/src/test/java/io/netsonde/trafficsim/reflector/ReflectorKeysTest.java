package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.PacketType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReflectorKeysTest {
  private final Rig rig = new Rig(Rig.settings(1, "new", "old"));
  private final Rig.Client client = rig.client(7);

  @Test
  void shouldAcceptBothKeysWhenTheyAreRotated() {
    // The answer is signed with the first key, so the client knows both as well.
    client.authenticator = Authenticator.of(List.of("old", "new"));
    assertTrue(client.hello());
    assertTrue(client.data());
    client.authenticator = Authenticator.of(List.of("new"));
    assertTrue(client.data());
    assertTrue(client.ping());
    assertEquals(2, client.report(0, 2).received());
    assertEquals(2, client.answer.receivedCount);
  }

  @Test
  void shouldStaySilentWhenTheMacIsMissingOrWrong() {
    assertFalse(client.hello());
    client.authenticator = Authenticator.of(List.of("wrong"));
    assertFalse(client.hello());
    client.authenticator = Authenticator.of(List.of("new"));
    client.hello();
    byte[] data = client.packet(PacketType.DATA, 0, null, 128);
    data[36]++;
    assertNull(rig.exchange(data, client.source));
    assertEquals(0, rig.reflector.sessions());
    assertEquals(
        Map.of("stranger rejected bad_mac", 3L, "stranger received", 1L, "stranger replied", 1L),
        rig.counts());
  }

  @Test
  void shouldNotServeAnotherAddressWhenASignedPacketIsReplayedFromThere() {
    client.authenticator = Authenticator.of(List.of("new"));
    client.hello();
    byte[] data = client.packet(PacketType.DATA, 0, null, 128);
    assertNull(rig.exchange(data, Rig.address("203.0.113.9", 5)));
    assertNotNull(rig.exchange(data, client.source));
    assertNull(rig.exchange(data, client.source));
    assertEquals(1L, rig.counts().get("7 rejected duplicate"));
  }

  @Test
  void shouldIgnoreTheMacWhenNoKeyIsConfigured() {
    rig.restart(Rig.settings(1));
    byte[] hello = client.packet(PacketType.HELLO, 0, null, 128);
    client.authenticator = Authenticator.of(List.of("new"));
    byte[] signed = client.packet(PacketType.HELLO, 0, null, 128);
    assertNotNull(rig.exchange(hello, client.source));
    assertNotNull(rig.exchange(signed, client.source));
  }
}
