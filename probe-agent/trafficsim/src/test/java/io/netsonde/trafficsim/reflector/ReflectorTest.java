package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.Packets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Handshake, cookies, counters. */
class ReflectorTest {
  private final Rig rig = new Rig();
  private final Rig.Client client = rig.client(7);

  @Test
  void shouldMakeNoStateWhenAnAllowedAgentSaysHello() {
    assertTrue(client.hello());
    assertEquals(PacketType.ACK, client.answer.type);
    assertNotEquals(0, client.answer.cookie);
    assertEquals(1, client.answer.boot);
    assertEquals(256, client.answer.window);
    assertEquals(0, client.answer.receivedCount);
    assertEquals(0, rig.reflector.sessions());
    assertEquals(0, rig.reflector.windowBytes());
    assertEquals(Map.of("stranger received", 1L, "stranger replied", 1L), rig.counts());
  }

  @Test
  void shouldCountEachPacketOnceWhenASessionIsHeld() {
    client.hello();
    for (int i = 1; i <= 5; i++) {
      assertTrue(client.data());
      assertEquals(i, client.answer.receivedCount);
      assertEquals(i, client.answer.repliedCount);
    }
    assertTrue(client.ping());
    assertEquals(PacketType.PONG, client.answer.type);
    assertEquals(5, client.answer.receivedCount);
    assertEquals(1, rig.reflector.sessions());
    assertEquals(256, rig.reflector.windowBytes());
    rig.pass(2 * Rig.SECOND);
    assertEquals(
        Map.of("stranger received", 1L, "stranger replied", 1L, "7 received", 6L, "7 replied", 6L),
        rig.counts());
    assertEquals(1, rig.sessionsPublished());
  }

  @Test
  void shouldStaySilentWhenStrangersSpeak() {
    Rig.Client stranger = rig.client(9);
    assertFalse(stranger.hello());
    assertFalse(stranger.data());
    client.cookie = 12345;
    assertFalse(client.data());
    assertFalse(client.ping());
    assertNull(client.report(0, 1, 0, 500));
    assertNull(rig.exchange(new byte[0], client.source));
    assertNull(rig.exchange(new byte[] {1, 2, 3}, client.source));
    byte[] elsewhere = client.packet(PacketType.HELLO, 1, null, 128);
    elsewhere[12]++;
    assertNull(rig.exchange(elsewhere, client.source));
    for (PacketType type : new PacketType[] {PacketType.ACK, PacketType.PONG}) {
      assertNull(rig.exchange(client.packet(type, 1, null, 128), client.source));
    }
    assertEquals(0, rig.reflector.sessions());
    assertEquals(
        Map.of(
            "stranger rejected unknown_agent", 2L,
            "stranger rejected bad_cookie", 3L,
            "stranger rejected version", 1L,
            "stranger rejected malformed", 1L,
            "stranger rejected wrong_target", 1L,
            "stranger rejected type", 2L),
        rig.counts());
  }

  @Test
  void shouldNotAnswerAnAnswerWhenItIsSentBack() {
    client.hello();
    byte[] question =
        client.packet(
            PacketType.REPORT, 1, io.netsonde.trafficsim.wire.ReportPage.request(0, 5, 0), 400);
    byte[] answer = Objects.requireNonNull(rig.exchange(question, client.source));
    assertNull(rig.exchange(answer, client.source));
    assertEquals(1L, rig.counts().get("stranger rejected type"));
  }

  @Test
  void shouldServeAnyTargetAndAgentWhenConfiguredSo() {
    ReflectorSettings keyed = Rig.settings(1);
    rig.restart(
        new ReflectorSettings(
            0,
            AllowedAgents.any(),
            keyed.keys(),
            keyed.limits(),
            4242,
            1,
            keyed.secret(),
            ClockError.UNKNOWN));
    byte[] hello = rig.client(12345).packet(PacketType.HELLO, 1, null, 128);
    hello[12]++;
    assertEquals(128, Objects.requireNonNull(rig.exchange(hello, client.source)).length);
  }

  @Test
  void shouldHoldTheSessionWhenCookiesRenewOverHours() {
    client.hello();
    long first = client.cookie;
    for (int second = 0; second < 3 * 3600; second++) {
      assertTrue(client.data(), "second " + second);
      rig.pass(Rig.SECOND);
    }
    assertNotEquals(first, client.cookie);
    assertEquals(3 * 3600, client.answer.receivedCount);
    assertEquals(1, rig.reflector.sessions());
    assertEquals(3L * 3600, rig.counts().get("7 received"));
  }

  @Test
  void shouldAcceptACookieForItsBucketAndTheNextWhenTimePasses() {
    rig.pass(5 * Rig.SECOND);
    client.hello();
    long cookie = client.cookie;
    rig.pass(120 * Rig.SECOND - 1);
    assertTrue(client.data());
    assertNotEquals(cookie, client.cookie);
    client.cookie = cookie;
    rig.pass(1);
    assertFalse(client.data());
    assertEquals(1L, rig.counts().get("stranger rejected bad_cookie"));
    client.hello();
    assertTrue(client.data());
    assertEquals(2, client.answer.receivedCount);
  }

  @Test
  void shouldMoveTheSessionWhenTheClientProvesAnotherAddress() {
    client.hello();
    client.data();
    client.source = Rig.address("2001:db8::5", 41_000);
    assertFalse(client.data());
    client.hello();
    assertTrue(client.data());
    assertEquals(2, client.answer.receivedCount);
    assertEquals(1, rig.reflector.sessions());
    long proven = client.cookie;
    client.source = Rig.address("2001:db8::5", 41_001);
    assertFalse(client.data());
    client.source = Rig.address("2001:db8::5", 41_000);
    client.cookie = proven;
    assertTrue(client.data());
    client.report(0, 4);
    assertEquals("2001:db8:0:0:0:0:0:5", rig.reflections().getFirst().address());
  }

  @Test
  void shouldKeepSessionsApartWhenOneAgentHasSeveralFlows() {
    Rig.Client other = rig.new Client(7, client.session + 1, Rig.address("192.0.2.7", 41_111));
    client.hello();
    other.hello();
    client.data();
    client.data();
    other.data();
    assertEquals(1, other.answer.receivedCount);
    long cookie = client.cookie;
    client.cookie = other.cookie;
    assertFalse(client.data());
    client.cookie = cookie;
    assertTrue(client.data());
    assertEquals(2, rig.reflector.sessions());
    // One line for the agent.
    assertEquals(4L, rig.counts().get("7 received"));
    long lines =
        rig.published.stream()
            .map(ReflectorActivity.class::cast)
            .flatMap(activity -> activity.counts().stream())
            .filter(count -> count.agentId() == 7)
            .count();
    assertEquals(2, lines);
  }

  @Test
  void shouldTellTheCountersWhenAHelloComesWithAGoodCookie() {
    client.hello();
    client.data();
    client.data();
    assertTrue(client.send(helloWithCookie()));
    assertEquals(2, client.answer.receivedCount);
    assertEquals(2, client.answer.repliedCount);
    // Under an address that is not proven, it is a stranger's.
    InetSocketAddress home = client.source;
    client.source = Rig.address("203.0.113.5", 9);
    assertTrue(client.send(helloWithCookie()));
    assertEquals(0, client.answer.receivedCount);
    client.source = home;
    assertTrue(client.send(helloWithCookie()));
    assertEquals(0, client.answer.receivedCount, "the cookie is another address's");
    assertTrue(client.send(helloWithCookie()));
    assertEquals(2, client.answer.receivedCount);
    // When it has expired, and the cookie with it.
    rig.pass(601 * Rig.SECOND);
    assertTrue(client.send(helloWithCookie()));
    assertEquals(0, client.answer.receivedCount);
  }

  private byte[] helloWithCookie() {
    client.packet(PacketType.HELLO, 1, null, 128);
    client.request.cookie = client.cookie;
    return Packets.encode(client.request, 128, null);
  }

  @Test
  void shouldAskForANewHandshakeWhenTheReflectorHasRestarted() {
    client.hello();
    client.data();
    rig.restart(Rig.settings(2));
    assertFalse(client.data());
    assertFalse(client.ping());
    client.hello();
    assertEquals(2, client.answer.boot);
    assertTrue(client.data(50));
    assertEquals(1, client.answer.receivedCount);
  }

  @Test
  void shouldStayAsShortAsTheRequestWhenLengthsDiffer() {
    client.hello();
    for (int length : new int[] {100, 105, 128, 1400, 9000}) {
      client.size = length;
      assertTrue(client.data());
      byte[] ping = client.packet(PacketType.PING, 3, null, length);
      assertEquals(length, Objects.requireNonNull(rig.exchange(ping, client.source)).length);
    }
    // With an unknown field of two bytes it is as long as no canonical answer can be.
    byte[] odd = Arrays.copyOf(client.packet(PacketType.PING, 3, null, 100), 102);
    odd[100] = (byte) 0x78;
    assertEquals(100, Objects.requireNonNull(rig.exchange(odd, client.source)).length);
  }

  @Test
  void shouldDropAsTooShortWhenTheAnswerWouldBeLonger() throws Exception {
    client.hello();
    client.data();
    byte[] full = client.packet(PacketType.DATA, 10, null, 100);
    // The same without its zero fields.
    byte[] slim =
        io.netsonde.proto.trafficsim.v1.Packet.parseFrom(full).toBuilder()
            .clearBoot()
            .clearClock()
            .build()
            .toByteArray();
    assertTrue(slim.length < 100);
    assertNull(rig.exchange(slim, client.source));
    assertEquals(1L, rig.counts().get("7 rejected too_short"));
    assertEquals(0x00, client.report(10, 1).fate(0).toByte());
    byte[] hello =
        io.netsonde.proto.trafficsim.v1.Packet.parseFrom(
                client.packet(PacketType.HELLO, 10, null, 100))
            .toBuilder()
            .clearBoot()
            .build()
            .toByteArray();
    assertNull(rig.exchange(hello, client.source));
    assertEquals(1L, rig.counts().get("stranger rejected too_short"));
  }

  @Test
  void shouldAnswerAlikeWhenTheRequestIsInAnotherEncoding() throws Exception {
    client.hello();
    client.data();
    byte[] canonical = client.packet(PacketType.PING, 10, null, 140);
    byte[] other =
        io.netsonde.proto.trafficsim.v1.Packet.parseFrom(canonical).toBuilder()
            .setPadding(com.google.protobuf.ByteString.copyFrom(new byte[37]))
            .build()
            .toByteArray();
    assertEquals(canonical.length, other.length);
    assertFalse(ByteBuffer.wrap(canonical).equals(ByteBuffer.wrap(other)));
    assertArrayEquals(rig.exchange(canonical, client.source), rig.exchange(other, client.source));
  }

  @Test
  void shouldPublishASecondAfterTheFirstChangeWhenThereIsAny() {
    rig.pass(3600 * Rig.SECOND);
    assertEquals(0, rig.published.size());
    client.hello();
    rig.pass(Rig.SECOND - 1);
    assertEquals(0, rig.published.size());
    client.data();
    rig.pass(1);
    assertEquals(1, rig.published.size());
    rig.pass(100 * Rig.SECOND);
    assertEquals(1, rig.published.size());
    assertEquals(1, rig.sessionsPublished());
  }
}
