package io.netsonde.trafficsim.reflector;

import static io.netsonde.trafficsim.reflector.Rig.MILLI;
import static io.netsonde.trafficsim.reflector.Rig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.Packets;
import io.netsonde.trafficsim.wire.TraceBack;
import io.netsonde.trafficsim.wire.TraceBack.Decision;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReflectorTraceBackTest {
  private static final InetSocketAddress LOCAL = Rig.address("192.0.2.100", 5000);

  private final Random random = new Random(5);
  private final Rig rig = rig(TraceBackLimits.DEFAULT);
  private final ByteBuffer out = ByteBuffer.allocate(2_000);
  private int sequence = 1_000;

  /** A PING that the reflector sent, where to and how far. */
  private record Probe(Packet ping, ByteBuffer bytes, InetSocketAddress target, int hopLimit) {}

  private static Rig rig(TraceBackLimits limits, String... keys) {
    Rig rig = new Rig(Rig.settings(1, keys).withTraceBack(limits));
    rig.reflector.offerTraces(target -> LOCAL);
    return rig;
  }

  private TraceBack request() {
    SpanIdentity span = SpanIdentity.random(random);
    return new TraceBack(
        2, 4, 100, span, Optional.of(new TraceCause("packet_loss:12.50%", span.child(random))));
  }

  private static byte[] asking(Rig.Client client, int number, @Nullable ByteBuffer traceBack) {
    Packet ping = new Packet();
    ping.type = PacketType.PING;
    ping.sourceAgent = client.agent;
    ping.targetAgent = Rig.REFLECTOR_ID;
    ping.session = client.session;
    ping.cookie = client.cookie;
    ping.sequence = number;
    ping.traceBack = traceBack;
    int length = PacketCodec.minimalLength(ping, client.authenticator != null);
    return Packets.encode(ping, Math.max(length, 128), client.authenticator);
  }

  private Decision ask(Rig on, Rig.Client client, TraceBack request) {
    return ask(on, client.source, asking(client, sequence++, request.encode()));
  }

  private static Decision ask(Rig on, InetSocketAddress source, byte[] ping) {
    byte[] pong = on.exchange(ping, source);
    assertTrue(pong != null && pong.length <= ping.length, "no PONG, or a longer one");
    return TraceBack.decision(Packets.decode(pong).traceBack);
  }

  private Rig.Client established(Rig on, int agent) {
    Rig.Client client = on.client(agent);
    assertTrue(client.hello() && client.data());
    return client;
  }

  /** All that is to be sent now. */
  private List<Probe> probes(Rig on) {
    List<Probe> sent = new ArrayList<>();
    while (on.reflector.pollProbe(on.now, on.epoch, out) > 0) {
      byte[] bytes = Packets.bytes(out);
      sent.add(
          new Probe(
              Packets.decode(bytes),
              ByteBuffer.wrap(bytes),
              on.reflector.probeTarget(),
              on.reflector.probeHopLimit()));
    }
    return sent;
  }

  private static byte[] pong(Rig.Client client, Packet ping, long cookie) {
    Packet pong = new Packet();
    pong.type = PacketType.PONG;
    pong.inReplyTo = PacketType.PING;
    pong.sourceAgent = client.agent;
    pong.targetAgent = Rig.REFLECTOR_ID;
    pong.session = client.session;
    pong.cookie = cookie;
    pong.sequence = ping.sequence;
    return Packets.encode(pong, 100, null);
  }

  private static void expired(Rig on, Probe probe, String router) {
    on.reflector.onError(
        probe.target(),
        probe.bytes().duplicate(),
        TraceAnswer.of(InetAddress.ofLiteral(router), HopEnd.EXPIRED, on.now));
  }

  private static List<Trace> traces(Rig on) {
    return on.published.stream().filter(Trace.class::isInstance).map(Trace.class::cast).toList();
  }

  /** Answers for two routers and the client behind them until the trace is told of. */
  private Trace run(Rig on, Rig.Client client) {
    for (int steps = 0; traces(on).isEmpty(); steps++) {
      assertTrue(steps < 10_000, "the trace does not end");
      for (Probe probe : probes(on)) {
        on.pass(MILLI);
        if (probe.hopLimit() <= 2) {
          expired(on, probe, "198.51.100." + probe.hopLimit());
        } else {
          assertNull(on.exchange(pong(client, probe.ping(), client.cookie), client.source));
        }
      }
      on.pass(10 * MILLI);
    }
    return traces(on).getFirst();
  }

  @Test
  void shouldTraceToTheProvenAddressWhenAnEstablishedSessionAsks() {
    Rig.Client client = established(rig, 7);
    TraceBack request = request();
    assertEquals(Decision.ACCEPTED, ask(rig, client, request));
    assertTrue(rig.reflector.isStirred());
    Trace trace = run(rig, client);
    assertEquals(Direction.REVERSE, trace.direction());
    assertEquals("agent-7", trace.probe());
    assertEquals("192.0.2.7", trace.address());
    assertEquals(request.cause(), trace.cause());
    assertEquals(request.span().traceId(), trace.span().traceId());
    assertEquals(LOCAL.getAddress(), trace.flow().source());
    assertEquals(client.source.getPort(), trace.flow().targetPort());
    assertEquals(3, trace.hops().size());
    assertTrue(trace.isReached());
    trace.hops().forEach(hop -> assertEquals(2, hop.received(), hop.toString()));
    assertFalse(rig.reflector.isTracing());
  }

  @Test
  void shouldSendSmallPingsOfTheSessionAndNothingElse() {
    Rig.Client client = established(rig, 7);
    assertEquals(Decision.ACCEPTED, ask(rig, client, request()));
    List<Probe> sent = probes(rig);
    assertEquals(List.of(1, 2, 3, 4), sent.stream().map(Probe::hopLimit).toList());
    for (Probe probe : sent) {
      assertEquals(client.source, probe.target());
      assertEquals(PacketType.PING, probe.ping().type);
      assertEquals(PacketType.UNSPECIFIED, probe.ping().inReplyTo);
      assertEquals(client.session, probe.ping().session);
      assertEquals(0, probe.ping().cookie);
      assertEquals(100, probe.bytes().remaining());
    }
  }

  @Test
  void shouldStartNothingTwiceWhenARequestIsRepeatedOrReplayed() {
    Rig free = rig(TraceBackLimits.DEFAULT.withCoolDown(Duration.ZERO));
    Rig.Client client = established(free, 7);
    TraceBack first = request();
    byte[] recorded = asking(client, 50, first.encode());
    assertEquals(Decision.ACCEPTED, ask(free, client.source, recorded));
    run(free, client);
    // Repeated, since the answer was lost: the same answer, and no second trace.
    assertEquals(Decision.ACCEPTED, ask(free, client.source, asking(client, 51, first.encode())));
    assertFalse(free.reflector.isTracing());
    assertEquals(
        Decision.ACCEPTED, ask(free, client.source, asking(client, 60, request().encode())));
    free.reflector.flush();
    assertEquals(2, traces(free).size());
    // Recorded on the way and sent again while its cookie is good, after another was accepted.
    assertEquals(Decision.REFUSED, ask(free, client.source, recorded));
    assertEquals(
        Decision.REFUSED, ask(free, client.source, asking(client, 59, request().encode())));
    assertFalse(free.reflector.isTracing());
  }

  @Test
  void shouldHoldItsCoolDownForAnAgentWhateverTheSession() {
    Rig.Client client = established(rig, 7);
    assertEquals(Decision.ACCEPTED, ask(rig, client, request()));
    run(rig, client);
    Rig.Client other = rig.new Client(7, 4_711, Rig.address("192.0.2.9", 999));
    assertTrue(other.hello() && other.data());
    assertEquals(Decision.COOLING_DOWN, ask(rig, other, request()));
    assertEquals(Decision.COOLING_DOWN, ask(rig, client, request()));
    assertEquals(Decision.ACCEPTED, ask(rig, established(rig, 8), request()));
    rig.pass(300 * SECOND);
    assertTrue(other.hello());
    assertEquals(Decision.ACCEPTED, ask(rig, other, request()));
  }

  @Test
  void shouldDoOnlySoManyAtATime() {
    Rig one = rig(new TraceBackLimits(Duration.ZERO, 1, 30, 64, Duration.ofMillis(200)));
    Rig.Client client = established(one, 7);
    assertEquals(Decision.ACCEPTED, ask(one, client, request()));
    assertEquals(Decision.BUSY, ask(one, established(one, 8), request()));
    Rig none = rig(TraceBackLimits.NONE);
    assertEquals(Decision.REFUSED, ask(none, established(none, 7), request()));
  }

  @Test
  void shouldDoNoMoreThanItsLimitsWhenMoreIsAskedFor() {
    Rig small = rig(new TraceBackLimits(Duration.ZERO, 1, 3, 5, Duration.ofMillis(200)));
    Rig.Client client = established(small, 7);
    SpanIdentity span = SpanIdentity.random(random);
    TraceBack greedy = new TraceBack(1_000, 255, 0, span, Optional.empty());
    assertEquals(Decision.ACCEPTED, ask(small, client, greedy));
    long begin = small.now;
    int sent = 0;
    while (traces(small).isEmpty()) {
      for (Probe probe : probes(small)) {
        assertTrue(probe.hopLimit() <= 5);
        sent++;
      }
      small.pass(10 * MILLI);
    }
    assertEquals(3 * 5, sent);
    assertTrue(small.now - begin >= 400 * MILLI);
    assertEquals(List.of(), traces(small).getFirst().hops());
  }

  @Test
  void shouldRefuseWhoHasMeasuredNothingAndWhatIsNoRequest() {
    Rig.Client fresh = rig.client(7);
    assertTrue(fresh.hello());
    assertEquals(Decision.REFUSED, ask(rig, fresh, request()));
    assertTrue(fresh.data());
    ByteBuffer unknown = TraceBack.encode(Decision.ACCEPTED);
    assertEquals(Decision.REFUSED, ask(rig, fresh.source, asking(fresh, 1, unknown)));
    Rig unable = new Rig();
    assertEquals(Decision.REFUSED, ask(unable, established(unable, 7), request()));
    assertFalse(rig.reflector.isTracing() || unable.reflector.isTracing());
  }

  @Test
  void shouldKeepSilentWhenAStrangerAsks() {
    Rig.Client client = established(rig, 7);
    byte[] ping = asking(client, 1, request().encode());
    assertNull(rig.exchange(ping, Rig.address("203.0.113.1", 53)), "another address");
    client.cookie++;
    assertNull(
        rig.exchange(asking(client, 1, request().encode()), client.source), "another cookie");
    Rig.Client unknown = rig.client(9);
    assertNull(rig.exchange(asking(unknown, 1, request().encode()), unknown.source));
    Rig keyed = rig(TraceBackLimits.DEFAULT, "right");
    Rig.Client forger = keyed.client(7);
    forger.authenticator = Authenticator.of(List.of("wrong"));
    assertNull(keyed.exchange(asking(forger, 1, request().encode()), forger.source));
    assertFalse(rig.reflector.isTracing() || keyed.reflector.isTracing());
  }

  @Test
  void shouldTakePongsOnlyFromWhoIsTracedAndNeverAnswerThem() {
    Rig.Client client = established(rig, 7);
    Packet ping = new Packet();
    assertNull(rig.exchange(pong(client, ping, client.cookie), client.source));
    assertEquals(1, rig.counts().get("7 rejected type"));
    assertEquals(Decision.ACCEPTED, ask(rig, client, request()));
    List<Probe> sent = probes(rig);
    Packet first = sent.getFirst().ping();
    assertNull(rig.exchange(pong(client, first, client.cookie + 1), client.source));
    assertNull(rig.exchange(pong(client, first, client.cookie), Rig.address("203.0.113.1", 53)));
    ping.sequence = first.sequence - 1;
    assertNull(rig.exchange(pong(client, ping, client.cookie), client.source));
    assertNull(rig.exchange(pong(client, first, client.cookie), client.source));
    rig.reflector.flush();
    assertEquals(1, traces(rig).getFirst().hops().getFirst().received());
    assertEquals(1, rig.counts().get("7 rejected unexpected"));
    assertEquals(2, rig.counts().get("stranger rejected bad_cookie"));
  }

  @Test
  void shouldGiveUpWhenItsClientIsElsewhere() {
    Rig.Client client = established(rig, 7);
    assertEquals(Decision.ACCEPTED, ask(rig, client, request()));
    assertEquals(4, probes(rig).size());
    client.source = Rig.address("192.0.2.8", 41_000);
    assertTrue(client.hello() && client.data());
    rig.pass(SECOND);
    assertEquals(List.of(), probes(rig));
    assertFalse(rig.reflector.isTracing());
    assertEquals(List.of(), traces(rig));
  }

  @Test
  void shouldSendNothingMoreToAClientThatIsNotHeardAnyMore() {
    Rig patient = rig(new TraceBackLimits(Duration.ZERO, 1, 30, 64, Duration.ofSeconds(5)));
    Rig.Client client = established(patient, 7);
    SpanIdentity span = SpanIdentity.random(random);
    TraceBack slow = new TraceBack(30, 2, 5_000, span, Optional.empty());
    assertEquals(Decision.ACCEPTED, ask(patient, client, slow));
    int sent = 0;
    for (int second = 0; second < 60; second++) {
      for (Probe probe : probes(patient)) {
        expired(patient, probe, "198.51.100." + probe.hopLimit());
        sent++;
      }
      patient.pass(SECOND);
    }
    assertEquals(6 * 2, sent, "a round in five seconds, for thirty");
    assertFalse(patient.reflector.isTracing());
    assertEquals(2, traces(patient).getFirst().hops().size());
  }

  @Test
  void shouldAnswerAPingThatAsksForNothingAsEver() {
    Rig.Client client = established(rig, 7);
    byte[] ping = asking(client, 1, null);
    byte[] pong = rig.exchange(ping, client.source);
    assertTrue(pong != null && pong.length == ping.length);
    assertNull(Packets.decode(pong).traceBack);
    assertFalse(rig.reflector.isTracing());
    assertEquals(List.of(), probes(rig));
  }

  @Test
  void shouldSignItsPingsWithTheKeyOfTheRequest() {
    Rig keyed = rig(TraceBackLimits.DEFAULT, "new", "old");
    Rig.Client client = keyed.client(7);
    client.authenticator = Authenticator.of(List.of("old"));
    assertTrue(client.hello() && client.data());
    assertEquals(Decision.ACCEPTED, ask(keyed, client, request()));
    // Another client's packet comes between.
    Rig.Client other = keyed.client(8);
    other.authenticator = Authenticator.of(List.of("new"));
    assertTrue(other.hello());
    for (Probe probe : probes(keyed)) {
      assertEquals(119, probe.bytes().remaining());
      Authenticator old = Authenticator.of(List.of("old"));
      assertTrue(old.verify(probe.bytes().duplicate(), probe.ping()));
    }
  }
}
