package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.config.TraceProbe;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduledTraceTest {
  private static final InetAddress SOURCE = InetAddress.ofLiteral("10.0.0.9");
  private static final InetAddress BERLIN = InetAddress.ofLiteral("203.0.113.9");
  private static final TraceProbe PROBE =
      new TraceProbe(TraceTarget.of("route", "berlin"), Duration.ofSeconds(1));

  private final List<Measurement> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  private static Trace over(String router, SpanIdentity span) {
    InetAddress address = InetAddress.ofLiteral(router);
    Hop hop =
        new Hop(
            1,
            Optional.of(HopEnd.EXPIRED),
            List.of(new Responder(address, Optional.empty(), 1)),
            1,
            1,
            Distribution.of(1),
            OptionalDouble.empty(),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty());
    return new Trace(
        "route",
        OptionalLong.empty(),
        "berlin",
        Direction.FORWARD,
        span,
        Optional.empty(),
        0,
        1,
        1,
        new Flow5Tuple(TraceProtocol.UDP, SOURCE, 41234, BERLIN, 33434),
        OptionalInt.empty(),
        List.of(hop),
        false,
        PathHash.of(List.of(hop)),
        Optional.empty(),
        OptionalInt.empty());
  }

  private ScheduledTrace scheduled(ScheduledTrace.Tracer tracer) {
    return new ScheduledTrace(
        PROBE,
        0,
        tracer,
        told::add,
        new TraceLog(
            "route", line -> lines.add("info " + line), line -> lines.add("warn " + line)));
  }

  /** The first trace fails, then comes one path, and then another. */
  @Test
  void shouldTellOfPathsAndOfTheirChange() throws Exception {
    AtomicInteger turn = new AtomicInteger();
    CountDownLatch fourth = new CountDownLatch(4);
    ScheduledTrace trace =
        scheduled(
            (target, span) -> {
              fourth.countDown();
              return switch (turn.getAndIncrement()) {
                case 0 -> throw new IOException("cannot resolve berlin");
                case 1 -> over("10.0.0.1", span);
                default -> over("10.0.0.2", span);
              };
            });
    trace.start();
    assertTrue(fourth.await(60, TimeUnit.SECONDS));
    trace.stop();
    trace.join();
    assertTrue(told.size() >= 3, told::toString);
    assertEquals(new TraceFailure("route", "berlin", TraceTarget.UDP_PORT), told.get(0));
    Trace first = (Trace) told.get(1);
    Trace second = (Trace) told.get(2);
    assertEquals(Optional.of(first.path()), second.previousPath());
    assertEquals(
        List.of(
            "warn probe route: cannot resolve berlin; trying again at the next turn",
            "info probe route: path " + first.path() + ": 10.0.0.1, not to the target",
            "warn probe route: the path has changed from "
                + first.path()
                + " to "
                + second.path()
                + ": 10.0.0.2, not to the target"),
        lines);
  }

  @Test
  void shouldWarnOnceWhenNobodyAnswers() {
    TraceLog log = new TraceLog("route", lines::add, line -> lines.add("warn " + line));
    Trace dead = TraceSamples.trace(Direction.FORWARD, Optional.empty());
    log.traced(dead);
    log.traced(dead);
    Trace alive = over("10.0.0.1", SpanIdentity.random(new Random(1)));
    log.traced(alive);
    assertEquals(
        List.of(
            "warn probe route: nobody answered, neither a router nor the target; trying again at"
                + " the next turn",
            "probe route: path " + alive.path() + ": 10.0.0.1, not to the target"),
        lines);
  }

  @Test
  void shouldTellNothingOfATraceThatWasBrokenOff() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch broken = new CountDownLatch(1);
    ScheduledTrace trace =
        scheduled(
            (target, span) -> {
              begun.countDown();
              try {
                assertTrue(broken.await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              throw new IOException("closed");
            });
    trace.start();
    assertTrue(begun.await(60, TimeUnit.SECONDS));
    trace.stop();
    broken.countDown();
    trace.join();
    assertEquals(List.of(), told);
    assertEquals(List.of(), lines);
  }
}
