package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReflectorLimitsTest {
  private static ReflectorLimits limits(int sessions, long windowBytes, int perSecond, int burst) {
    return new ReflectorLimits(
        sessions,
        Duration.ofMinutes(10),
        65_536,
        windowBytes,
        perSecond,
        burst,
        Duration.ofSeconds(60));
  }

  private static Rig.Client flow(Rig rig, int number) {
    return rig
    .new Client(7, 5000 + number, Rig.address("10.0." + number / 250 + "." + number % 250, 4000));
  }

  @Test
  void shouldRefuseWhenTheTableIsFullAndServeAgainWhenSessionsExpired() {
    Rig rig = new Rig(Rig.settings(1, limits(10, 1 << 20, 1000, 1000)));
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Rig.Client client = flow(rig, i);
      clients.add(client);
      assertTrue(client.hello());
    }
    for (int i = 0; i < 11; i++) {
      assertEquals(i < 10, clients.get(i).data());
    }
    assertEquals(10, rig.reflector.sessions());
    // Not "never came", which would blame the path.
    assertNull(clients.getLast().report(0, 1, 0, 500));
    assertFalse(clients.getLast().hello());
    assertTrue(clients.getFirst().hello());
    assertEquals(3L, rig.counts().get("stranger rejected sessions"));
    // All but the first stay silent.
    for (int minute = 0; minute < 9; minute++) {
      rig.pass(60 * Rig.SECOND);
      assertTrue(clients.getFirst().ping());
    }
    rig.pass(60 * Rig.SECOND - 1);
    assertEquals(10, rig.reflector.sessions());
    rig.pass(1);
    assertEquals(1, rig.reflector.sessions());
    assertEquals(256, rig.reflector.windowBytes());
    rig.pass(Rig.SECOND);
    assertEquals(1, rig.sessionsPublished());
    clients.getLast().hello();
    assertTrue(clients.getLast().data());
    assertEquals(2, rig.reflector.sessions());
  }

  @Test
  void shouldGrantLessWhenMemoryIsShort() {
    Rig rig = new Rig(Rig.settings(1, limits(100, 1024 + 256 + 100, 1000, 1000)));
    int[] granted = {1024, 256, 64, 0};
    for (int i = 0; i < granted.length; i++) {
      Rig.Client client = flow(rig, i);
      client.window = 1024;
      client.hello();
      assertEquals(granted[i] > 0, client.data());
      if (granted[i] > 0) {
        assertEquals(granted[i], client.answer.window);
      }
      assertTrue(rig.reflector.windowBytes() <= 1024 + 256 + 100);
    }
    assertEquals(1L, rig.counts().get("stranger rejected sessions"));
  }

  @Test
  void shouldLimitHellosWhenOnePrefixAsksTooFast() {
    Rig rig = new Rig(Rig.settings(1, limits(10, 1 << 20, 10, 20)));
    Rig.Client client = rig.client(7);
    int answered = 0;
    for (int i = 0; i < 50; i++) {
      client.source = Rig.address("198.51.100." + i, 1000 + i);
      answered += client.hello() ? 1 : 0;
    }
    assertEquals(20, answered);
    client.source = Rig.address("198.51.101.1", 1000);
    assertTrue(client.hello());
    client.source = Rig.address("2001:db8::1", 1000);
    assertTrue(client.hello());
    client.source = Rig.address("198.51.100.200", 1000);
    rig.pass(Rig.SECOND / 10 - 1);
    assertFalse(client.hello());
    rig.pass(1);
    assertTrue(client.hello());
    assertFalse(client.hello());
    assertEquals(32L, rig.counts().get("stranger rejected rate"));
    // A session is not slowed down by what its neighbours do.
    for (int i = 0; i < 100; i++) {
      assertTrue(client.data());
    }
  }

  @Test
  void shouldCountAPrefixOnceWhenItIsAnIpv6Site() {
    Rig rig = new Rig(Rig.settings(1, limits(10, 1 << 20, 1, 2)));
    Rig.Client client = rig.client(7);
    String[] sources = {"2001:db8:0:1100::1", "2001:db8:0:11ff::2", "2001:db8:0:1101:9::3"};
    boolean[] answers = {true, true, false};
    for (int i = 0; i < sources.length; i++) {
      client.source = Rig.address(sources[i], 9);
      assertEquals(answers[i], client.hello(), sources[i]);
    }
    client.source = Rig.address("2001:db8:0:1200::1", 9);
    assertTrue(client.hello());
  }

  @Test
  void shouldServeAThousandClientsWhenTheyComeAtOnce() {
    Rig rig = new Rig();
    List<Rig.Client> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Rig.Client client =
          rig.new Client(7, i * 0x1_0000_0001L, Rig.address("127.0.0.1", 20_000 + i));
      clients.add(client);
      assertTrue(client.hello());
    }
    for (int round = 0; round < 60; round++) {
      Collections.shuffle(clients, new Random(round));
      for (Rig.Client client : clients) {
        assertTrue(client.data());
        assertEquals(round + 1, client.answer.receivedCount);
      }
      rig.pass(Rig.SECOND);
    }
    clients.forEach(client -> assertEquals(60, client.report(0, 60).received()));
    assertEquals(1000, rig.reflector.sessions());
    assertEquals(256_000, rig.reflector.windowBytes());
    assertEquals(
        Map.of(
            "stranger received", 1000L,
            "stranger replied", 1000L,
            "7 received", 61_000L,
            "7 replied", 61_000L),
        rig.counts());
    rig.pass(601 * Rig.SECOND);
    assertEquals(0, rig.reflector.sessions());
    assertEquals(0, rig.reflector.windowBytes());
    assertEquals(0, rig.sessionsPublished());
  }
}
