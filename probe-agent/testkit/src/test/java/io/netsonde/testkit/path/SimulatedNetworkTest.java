package io.netsonde.testkit.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
  private static final InetSocketAddress A = InetSocketAddress.createUnresolved("a", 1);
  private static final InetSocketAddress B = InetSocketAddress.createUnresolved("b", 2);
  private static final long MILLI = 1_000_000;

  private record Arrival(long nanos, int value, InetSocketAddress source) {}

  private final VirtualTime time = new VirtualTime();
  private final SimulatedNetwork network = new SimulatedNetwork(time, 42);
  private final List<Arrival> arrivals = new ArrayList<>();

  private void bindB() {
    network.bind(
        B, (payload, source) -> arrivals.add(new Arrival(time.nanos(), payload.getInt(), source)));
  }

  private static ByteBuffer packet(int value) {
    return ByteBuffer.allocate(4).putInt(value).flip();
  }

  private void sendEveryMilli(int packets) {
    for (int i = 0; i < packets; i++) {
      int value = i;
      time.at(time.nanos() + i * MILLI, () -> network.send(A, B, packet(value)));
    }
    time.run(Duration.ofMillis(packets + 10_000));
  }

  private List<Integer> values() {
    return arrivals.stream().map(Arrival::value).toList();
  }

  @Test
  void shouldDeliverAfterTheDelayWhenAPacketIsSent() {
    bindB();
    network.link(A, B).delay(Duration.ofMillis(7));
    network.send(A, B, packet(5));
    time.runUntil(7 * MILLI - 1);
    assertEquals(List.of(), arrivals);
    time.runUntil(7 * MILLI);
    assertEquals(List.of(new Arrival(7 * MILLI, 5, A)), arrivals);
  }

  @Test
  void shouldApplyEachRuleExactlyWhenStatedByIndexOrTime() {
    bindB();
    Link link =
        network
            .link(A, B)
            .delay(index -> index == 0 ? 2 * MILLI + 1 : 0)
            .dropIf(index -> index == 4)
            .down(6 * MILLI, 8 * MILLI)
            .duplicateIf(index -> index == 3)
            .reorderEvery(10, Duration.ofMillis(1).plusNanos(1));
    sendEveryMilli(12);
    assertEquals(List.of(1, 2, 0, 3, 3, 5, 8, 10, 9, 11), values());
    assertEquals(12, link.sent());
    assertEquals(3, link.lost());
    assertEquals(1, link.duplicated());
    assertEquals(10, link.delivered());
  }

  @Test
  void shouldTouchOneDirectionOnlyWhenALinkIsImpaired() {
    bindB();
    network.link(B, A).loss(1);
    sendEveryMilli(10);
    assertEquals(10, arrivals.size());
  }

  @Test
  void shouldLoseDuplicateAndJitterByTheShareWantedWhenRandom() {
    bindB();
    Link link =
        network.link(A, B).delay(Duration.ofMillis(50)).jitter(Duration.ofMillis(20)).loss(0.1);
    link.duplicate(0.2);
    sendEveryMilli(10_000);
    assertEquals(1000.0, (double) link.lost(), 90.0, "seed 42");
    assertEquals(1800.0, (double) link.duplicated(), 115.0, "seed 42");
    double mean =
        arrivals.stream().mapToDouble(a -> a.nanos() - a.value() * 1e6).average().orElse(0);
    assertEquals(50e6, mean, 0.5e6, "seed 42");
  }

  @Test
  void shouldRepeatItselfWhenTheSeedIsTheSame() {
    Consumer<Link> rules =
        link -> link.jitter(Duration.ofMillis(5)).loss(0.3).duplicate(0.1).delay(i -> MILLI);
    assertEquals(run(1, rules, false), run(1, rules, false));
    assertNotEquals(run(1, rules, false), run(2, rules, false));
    assertEquals(run(1, rules, false), run(1, rules, true), "another link changed this one");
  }

  private static List<Long> run(long seed, Consumer<Link> rules, boolean otherLinksFirst) {
    VirtualTime time = new VirtualTime();
    SimulatedNetwork network = new SimulatedNetwork(time, seed);
    if (otherLinksFirst) {
      network.link(B, A).loss(0.5);
      network.send(B, A, packet(0));
    }
    List<Long> seen = new ArrayList<>();
    rules.accept(network.link(A, B));
    network.bind(B, (payload, source) -> seen.add(time.nanos() * 1000 + payload.getInt()));
    for (int i = 0; i < 500; i++) {
      int value = i;
      time.at(i * MILLI, () -> network.send(A, B, packet(value)));
    }
    time.run(Duration.ofSeconds(2));
    return seen;
  }

  @Test
  void shouldLoseWhatArrivesWhileAnEndpointRestarts() {
    bindB();
    Link link = network.link(A, B).delay(Duration.ofNanos(1));
    time.at(3 * MILLI, () -> network.unbind(B));
    time.at(5 * MILLI, this::bindB);
    sendEveryMilli(8);
    assertEquals(List.of(0, 1, 2, 5, 6, 7), values());
    assertEquals(2, link.unreachable());
    assertThrows(IllegalStateException.class, this::bindB);
  }

  @Test
  void shouldGiveEachCopyItsOwnBytesWhenTheSenderOrAReceiverWrites() {
    List<Integer> seen = new ArrayList<>();
    network.bind(
        B,
        (payload, source) -> {
          seen.add(payload.getInt(0));
          payload.putInt(0, -1);
        });
    network.link(A, B).duplicate(1);
    ByteBuffer payload = packet(5);
    network.send(A, B, payload);
    payload.putInt(0, 6);
    time.run(Duration.ZERO);
    assertEquals(List.of(5, 5), seen);
  }

  @Test
  void shouldCarryAMillionPacketsOfAThousandEndpoints() {
    int clients = 1000;
    int rounds = 500;
    long[] answered = new long[1];
    network.bind(B, (payload, source) -> network.send(B, source, payload));
    for (int c = 0; c < clients; c++) {
      InetSocketAddress client = InetSocketAddress.createUnresolved("c" + c, c);
      network.bind(client, (payload, source) -> answered[0]++);
      network.link(client, B).delay(Duration.ofMillis(10)).dropIf(index -> index % 10 == 9);
      tick(client, c * 1000L, rounds);
    }
    time.run(Duration.ofSeconds(100));
    assertEquals(9L * clients * rounds / 10, answered[0]);
  }

  private void tick(InetSocketAddress client, long atNanos, int left) {
    if (left > 0) {
      time.at(
          atNanos,
          () -> {
            network.send(client, B, packet(left));
            tick(client, atNanos + 100 * MILLI, left - 1);
          });
    }
  }
}
