package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.Route;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.TriggerSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedPathTest {
  private record Asked(int flow, SpanIdentity span, Optional<TraceCause> cause) {}

  private final List<Measurement> published = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private boolean isBusy;
  private final List<String> told = new ArrayList<>();
  private final Baselines baselines = Baselines.inMemory();
  private final TracedPath path = begin();

  private TracedPath begin() {
    return new TracedPath(
        CycleSamples.PATH,
        TriggerSettings.DEFAULTS,
        (flow, span, cause) -> {
          asked.add(new Asked(flow, span, cause));
          return !isBusy;
        },
        baselines,
        new Random(1),
        published::add,
        new TriggerLog("to-berlin", told::add, told::add));
  }

  @AfterEach
  void close() {
    baselines.close();
  }

  private TrafficSimCycle cycle(long index, int... lost) {
    path.accept(CycleSamples.cycle(index, lost));
    return (TrafficSimCycle) published.getLast();
  }

  @Test
  void shouldTraceTheWorstFlowAndNameItsSpanInTheCycle() {
    TrafficSimCycle bad = cycle(0, 0, 30, 0, 0);
    assertEquals(1, asked.size());
    assertEquals(1, asked.getFirst().flow());
    assertEquals(
        Optional.of(new TraceCause("packet_loss:12.50%", bad.span())), asked.getFirst().cause());
    assertEquals(Optional.of(asked.getFirst().span()), bad.trace());
  }

  @Test
  void shouldLookAtTheRouteAtOnceAndEachHourWhileAllIsGood() {
    List<Long> looks = new ArrayList<>();
    for (int minute = 0; minute < 180; minute++) {
      int before = asked.size();
      assertEquals(Optional.empty(), cycle(minute, 0).trace());
      if (asked.size() > before) {
        looks.add((long) minute);
        assertEquals(Optional.empty(), asked.getLast().cause());
      }
    }
    assertEquals(List.of(0L, 60L, 120L), looks);
  }

  @Test
  void shouldAskAgainWhenATraceCouldNotBeStarted() {
    isBusy = true;
    assertEquals(Optional.empty(), cycle(0, 30).trace());
    isBusy = false;
    assertNotEquals(Optional.empty(), cycle(1, 30).trace());
    assertEquals(Optional.empty(), cycle(2, 30).trace());
    assertEquals(2, asked.size());
  }

  private void learn() {
    for (int index = 0; index < 5; index++) {
      TrafficSimCycle unused = cycle(index, 0);
    }
    assertTrue(baselines.of(CycleSamples.PATH).isPresent());
  }

  /** After one more cycle. */
  private boolean knowsWhatIsNormal() {
    TrafficSimCycle unused = cycle(5, 0);
    return baselines.of(CycleSamples.PATH).isPresent();
  }

  @Test
  void shouldLearnAnewWhenThePathHasChanged() {
    path.accept(trace(0, 7, 7, 7));
    learn();
    path.accept(back(9));
    assertTrue(knowsWhatIsNormal());
    path.accept(trace(0, 7, 8, 7));
    assertFalse(knowsWhatIsNormal());
    assertEquals(
        List.of(
            "probe to-berlin: has learned what is normal: a mean RTT of 20.000 ms, a deviation of"
                + " 0.000 ms",
            "probe to-berlin: another path, or delays that have not been normal for a day: learns"
                + " anew what is normal"),
        told);
  }

  @Test
  void shouldNotTakeAnotherFlowsBranchForAnotherPath() {
    path.accept(trace(0, 7, 7, 7));
    learn();
    path.accept(trace(3, 7, 8, 7));
    assertTrue(knowsWhatIsNormal());
    path.accept(trace(3, 7, 9, 7));
    assertFalse(knowsWhatIsNormal(), "now that flow goes another way than before");
  }

  @Test
  void shouldNotTakeASilentRouterForAnotherPath() {
    path.accept(trace(0, 7, 7, 7));
    learn();
    path.accept(trace(0, 7));
    path.accept(trace(0));
    path.accept(trace(0, 7, 7));
    assertTrue(knowsWhatIsNormal());
  }

  @Test
  void shouldLearnAnewWhenPacketsGoOrComeElsewhere() {
    learn();
    path.pathChanged();
    assertFalse(knowsWhatIsNormal());
    learn();
    path.accept(change(Optional.empty()));
    assertTrue(knowsWhatIsNormal(), "the first choice");
    int before = asked.size();
    path.accept(change(Optional.of("eth0")));
    assertFalse(knowsWhatIsNormal());
    assertEquals(before + 1, asked.size(), "and a look at the new route");
  }

  @Test
  void shouldGoOnWithWhatAnEarlierRunLearnedOnTheSamePath() {
    learn();
    path.accept(trace(0, 7, 7, 7, 7));
    assertTrue(knowsWhatIsNormal());
    for (Trace found : List.of(trace(0, 7, 8, 7, 7), trace(0, 7, 7), trace(0), trace(2, 8, 8, 8))) {
      TracedPath later = begin();
      later.accept(found);
      later.accept(CycleSamples.cycle(6, 0));
      assertTrue(baselines.of(CycleSamples.PATH).isPresent(), found::toString);
    }
    assertEquals(
        "probe to-berlin: still knows what is normal: a mean RTT of 20.000 ms, a deviation of 0.000"
            + " ms",
        told.getLast());
  }

  @Test
  void shouldLearnAnewWhenThePathHasChangedSinceTheLastRun() {
    learn();
    path.accept(trace(0, 7, 7, 7));
    assertTrue(knowsWhatIsNormal());
    assertEquals(
        Optional.of(Route.parse("1=192.0.2.7,2=192.0.2.7,3=192.0.2.7")),
        baselines.of(CycleSamples.PATH).flatMap(BaselineSnapshot::route));
    TracedPath later = begin();
    later.accept(CycleSamples.cycle(6, 0));
    assertTrue(baselines.of(CycleSamples.PATH).isPresent());
    later.accept(trace(0, 7, 8, 8));
    later.accept(CycleSamples.cycle(7, 0));
    assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
  }

  private static InterfaceChange change(Optional<String> from) {
    return new InterfaceChange(CycleSamples.PATH, from, "eth1", "192.0.2.2", "a test", 0);
  }

  private static Trace back(int router) {
    return trace(Direction.REVERSE, OptionalInt.empty(), router);
  }

  private static Trace trace(int flow, int... routers) {
    return trace(Direction.FORWARD, OptionalInt.of(flow), routers);
  }

  private static Hop hop(int ttl, int router) {
    InetAddress address = InetAddress.ofLiteral("192.0.2." + router);
    return new Hop(
        ttl,
        Optional.of(HopEnd.EXPIRED),
        List.of(new Responder(address, Optional.empty(), 3)),
        3,
        3,
        Distribution.of(1, 2, 3),
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static Trace trace(Direction direction, OptionalInt flowNumber, int... routers) {
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    List<Hop> hops =
        IntStream.range(0, routers.length).mapToObj(i -> hop(i + 1, routers[i])).toList();
    return new Trace(
        CycleSamples.PATH.probe(),
        OptionalLong.empty(),
        CycleSamples.PATH.address(),
        direction,
        SpanIdentity.random(new Random(2)),
        Optional.empty(),
        0,
        1,
        15,
        new Flow5Tuple(TraceProtocol.TRAFFICSIM, address, 40_000, address, 5000),
        flowNumber,
        hops,
        true,
        PathHash.of(hops),
        Optional.empty(),
        OptionalInt.empty());
  }
}
