package io.netsonde.trafficsim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of a session over real sockets, where there is one hop. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTraceLoopbackTest {
  private final BlockingQueue<Trace> forward = new LinkedBlockingQueue<>();
  private final BlockingQueue<Trace> reverse = new LinkedBlockingQueue<>();
  private final BlockingQueue<TrafficSimCycle> cycles = new LinkedBlockingQueue<>();
  private final BlockingQueue<TraceBack.Decision> decisions = new LinkedBlockingQueue<>();
  private final ConcurrentHashMap<Integer, InetSocketAddress> ports = new ConcurrentHashMap<>();

  private final SenderListener listener =
      new SenderListener() {
        @Override
        public void flowOpened(int flow, InetSocketAddress local) {
          ports.put(flow, local);
        }

        @Override
        public void traceBackDecided(int flow, TraceBack.Decision decision) {
          decisions.add(decision);
        }
      };

  private void accept(Measurement measurement) {
    TracingEnds.trace(measurement).ifPresent(forward::add);
    if (measurement instanceof TrafficSimCycle cycle) {
      cycles.add(cycle);
    }
  }

  private void acceptReflected(Measurement measurement) {
    TracingEnds.trace(measurement).ifPresent(reverse::add);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    assertNotNull(next, "nothing came");
    return next;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void shouldSeeTheOneHopFromBothEndsAndMeasureOnWhenAsked(String address) throws Exception {
    assumeTrue(Stamping.best() == Stamping.KERNEL);
    List<String> keys = List.of("new", "old");
    try (ReflectorServer server =
            TracingEnds.reflector(
                TracingEnds.at(address, 0),
                Stamping.KERNEL,
                keys,
                Duration.ofHours(1),
                this::acceptReflected);
        SenderLoop loop =
            TracingEnds.sender(
                server.address(), Stamping.KERNEL, List.of("old"), 2, this::accept, listener)) {
      assertEquals(TraceStart.UNKNOWN, loop.trace("nobody", 0, TracingEnds.request(1)));
      assertEquals(TraceStart.UNKNOWN, loop.trace(TracingEnds.PROBE, 2, TracingEnds.request(1)));
      assertEquals(TraceStart.TAKEN, loop.trace(TracingEnds.PROBE, 1, TracingEnds.request(5)));
      assertEquals(TraceStart.BUSY, loop.trace(TracingEnds.PROBE, 0, TracingEnds.request(5)));
      Trace there = next(forward);
      Trace back = next(reverse);
      assertEquals(TraceBack.Decision.ACCEPTED, next(decisions));

      InetAddress host = InetAddress.ofLiteral(address);
      int own = java.util.Objects.requireNonNull(ports.get(1)).getPort();
      int far = server.address().getPort();
      assertEquals(Direction.FORWARD, there.direction());
      assertEquals(TracingEnds.PROBE, there.probe());
      assertEquals(TracingEnds.SPAN, there.span());
      assertEquals(OptionalInt.of(1), there.flowNumber());
      assertEquals(new Flow5Tuple(TraceProtocol.TRAFFICSIM, host, own, host, far), there.flow());
      checkTheHop(there, host, 5);
      assertEquals(Direction.REVERSE, back.direction());
      assertEquals("agent-101", back.probe());
      assertEquals(OptionalLong.of(101), back.peerAgentId());
      assertEquals(TracingEnds.SPAN.traceId(), back.span().traceId());
      assertNotEquals(TracingEnds.SPAN, back.span());
      assertEquals(new Flow5Tuple(TraceProtocol.TRAFFICSIM, host, far, host, own), back.flow());
      checkTheHop(back, host, 5);
      assertEquals(there.cause(), back.cause());
      assertEquals("packet_loss:12.50%", there.cause().orElseThrow().reason());

      // Another one may begin as soon as the first has ended, but the reflector has had enough.
      assertEquals(TraceStart.TAKEN, loop.trace(TracingEnds.PROBE, 0, another()));
      checkTheHop(next(forward), host, 2);
      assertEquals(TraceBack.Decision.COOLING_DOWN, next(decisions));
      assertTrue(reverse.isEmpty());
      // Cycles that began since the trace went on as those before.
      cycles.clear();
      for (int i = 0; i < 3; i++) {
        TrafficSimCycle cycle = next(cycles);
        assertEquals(40, cycle.total().packets());
        assertEquals(0, cycle.total().undecided());
      }
    }
  }

  private static io.netsonde.trafficsim.trace.TraceRequest another() {
    return new io.netsonde.trafficsim.trace.TraceRequest(
        TracingEnds.CYCLE, Optional.empty(), TracingEnds.request(2).settings(), true);
  }

  private static void checkTheHop(Trace trace, InetAddress host, int rounds) {
    assertTrue(trace.isReached(), trace.toString());
    assertEquals(1, trace.hops().size(), trace.toString());
    Hop hop = trace.hops().getFirst();
    assertEquals(HopEnd.TARGET, hop.end().orElseThrow());
    assertEquals(host, hop.responders().getFirst().address());
    assertEquals(rounds, hop.sent());
    assertEquals(rounds, hop.received());
    assertTrue(hop.rtt().min() > 0, trace.toString());
    assertTrue(trace.endEpochNanos() > trace.startEpochNanos());
  }

  @Test
  void shouldSayThatItCannotWhenSocketsArePortable() throws Exception {
    try (ReflectorServer server =
            TracingEnds.reflector(
                TracingEnds.at("127.0.0.1", 0),
                Stamping.PORTABLE,
                List.of(),
                Duration.ZERO,
                this::acceptReflected);
        SenderLoop portable =
            TracingEnds.sender(
                server.address(), Stamping.PORTABLE, List.of(), 1, this::accept, listener)) {
      assertEquals(
          TraceStart.UNSUPPORTED, portable.trace(TracingEnds.PROBE, 0, TracingEnds.request(1)));
      if (Stamping.best() == Stamping.KERNEL) {
        try (SenderLoop loop =
            TracingEnds.sender(
                server.address(), Stamping.KERNEL, List.of(), 1, this::accept, listener)) {
          assertEquals(TraceStart.TAKEN, loop.trace(TracingEnds.PROBE, 0, TracingEnds.request(1)));
          assertEquals(TraceBack.Decision.REFUSED, next(decisions));
          checkTheHop(next(forward), InetAddress.ofLiteral("127.0.0.1"), 1);
        }
      }
    }
  }
}
