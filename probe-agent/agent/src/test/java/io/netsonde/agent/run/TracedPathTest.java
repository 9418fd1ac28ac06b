package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.TriggerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedPathTest {
  private record Asked(int flow, SpanIdentity span, Optional<TraceCause> cause) {}

  private final List<Measurement> published = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private boolean isBusy;
  private final Baselines baselines = Baselines.in(Optional.empty(), warning -> {});
  private final TracedPath path =
      new TracedPath(
          CycleSamples.PATH,
          TriggerSettings.DEFAULTS,
          (flow, span, cause) -> {
            asked.add(new Asked(flow, span, cause));
            return !isBusy;
          },
          baselines,
          new Random(1),
          published::add);

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
  void shouldTraceOnceWhileAllIsGood() {
    for (int index = 0; index < 3; index++) {
      assertEquals(Optional.empty(), cycle(index, 0).trace());
    }
    assertEquals(1, asked.size());
    assertEquals(Optional.empty(), asked.getFirst().cause());
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

  @Test
  void shouldLearnAnewWhenThePathHasChanged() {
    for (int index = 0; index < 5; index++) {
      TrafficSimCycle unused = cycle(index, 0);
    }
    assertTrue(baselines.of(CycleSamples.PATH).isPresent());
    path.accept(trace(Direction.FORWARD, "192.0.2.7"));
    path.accept(trace(Direction.REVERSE, "192.0.2.9"));
    TrafficSimCycle unused = cycle(5, 0);
    assertTrue(baselines.of(CycleSamples.PATH).orElseThrow().route().isPresent());
    path.accept(trace(Direction.FORWARD, "192.0.2.8"));
    unused = cycle(6, 0);
    assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
  }

  @Test
  void shouldLearnAnewWhenThePathHasChangedSinceTheLastRun() {
    baselines.learned(
        CycleSamples.PATH,
        Optional.of(
            new BaselineSnapshot(
                CycleSamples.PATH,
                1,
                20_000_000,
                0,
                0,
                Optional.of(new PathHash("0123456789abcdef")))));
    TracedPath later =
        new TracedPath(
            CycleSamples.PATH,
            TriggerSettings.DEFAULTS,
            (flow, span, cause) -> true,
            baselines,
            new Random(1),
            published::add);
    later.accept(CycleSamples.cycle(0, 0));
    assertTrue(baselines.of(CycleSamples.PATH).isPresent());
    later.accept(trace(Direction.FORWARD, "192.0.2.7"));
    later.accept(CycleSamples.cycle(1, 0));
    assertEquals(Optional.empty(), baselines.of(CycleSamples.PATH));
  }

  private static Trace trace(Direction direction, String router) {
    return TraceSamples.trace(
        direction, Optional.empty(), TraceSamples.hop(1, HopEnd.EXPIRED, router, 3));
  }
}
