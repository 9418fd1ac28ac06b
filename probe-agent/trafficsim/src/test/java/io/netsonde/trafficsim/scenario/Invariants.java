package io.netsonde.trafficsim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.Responder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What holds whatever the path did and whoever restarted. */
final class Invariants {
  private Invariants() {}

  static void check(Simulation simulation, ScenarioFile scenario) {
    long forwardLost = 0;
    long reverseLost = 0;
    for (Simulation.Host host : simulation.senders) {
      host.probe()
          .flows()
          .forEach(flow -> assertEquals(0, flow.discardedStamps(), "true stamps discarded"));
      assertTrue(host.probe().isDone(), "the sender is not done after its stop");
      for (List<TrafficSimCycle> run : host.runs) {
        checkRun(run, scenario);
      }
      checkLeft(host, scenario);
    }
    checkDelays(simulation.truth);
    simulation.traces.forEach(trace -> checkTrace(trace, simulation));
    checkTraceCounts(simulation);
    for (TrafficSimCycle cycle : simulation.cycles) {
      checkCycle(cycle);
      forwardLost += cycle.total().forward().lost();
      reverseLost += cycle.total().reverse().lost();
    }
    if (!scenario.settings().containsKey("lates")) {
      // Nothing is late beyond the timeout: what is said to be lost, a link lost.
      assertAtMost(
          simulation.forward.measuredLost + simulation.forwardUnreachable, forwardLost, "forward");
      assertAtMost(
          simulation.reverse.measuredLost + simulation.reverseUnreachable, reverseLost, "reverse");
    }
  }

  /** Each hop is answered by who is there, in no less time than it takes; no more are told. */
  private static void checkTrace(Trace trace, Simulation simulation) {
    boolean there = trace.direction() == Direction.FORWARD;
    Link link = there ? simulation.forward : simulation.reverse;
    Link other = there ? simulation.reverse : simulation.forward;
    for (Hop hop : trace.hops()) {
      String at = trace.direction() + " hop " + hop;
      boolean isTarget = hop.ttl() > link.routers();
      HopEnd end = isTarget ? HopEnd.TARGET : HopEnd.EXPIRED;
      assertEquals(end, hop.end().orElse(end), at);
      for (Responder one : hop.responders()) {
        InetAddress who =
            isTarget ? trace.flow().target() : Simulation.router(there ? 1 : 2, hop.ttl());
        assertEquals(who, one.address(), at);
      }
      if (hop.received() > 0 && isTarget) {
        long least = link.leastDelayNanos() + other.leastDelayNanos();
        assertTrue(hop.rtt().min() >= least, at);
      }
    }
    boolean isReached =
        trace.hops().stream().anyMatch(hop -> hop.end().equals(Optional.of(HopEnd.TARGET)));
    assertEquals(isReached, trace.isReached());
  }

  /** A trace was ordered, and one back is asked for only with it. */
  private static void checkTraceCounts(Simulation simulation) {
    long began = simulation.senders.stream().mapToLong(host -> host.traced).sum();
    for (Direction direction : List.of(Direction.FORWARD, Direction.REVERSE)) {
      List<Trace> those =
          simulation.traces.stream().filter(one -> one.direction() == direction).toList();
      assertAtMost(began, those.size(), direction + " traces");
      long named = those.stream().map(one -> one.span().traceId()).distinct().count();
      assertEquals(those.size(), named, "one request has two traces " + direction);
    }
  }

  private static void assertAtMost(long truth, long told, String way) {
    assertTrue(told <= truth, () -> told + " are told as lost " + way + ", the path lost " + truth);
  }

  /** Cycles follow one another without gap, and only the last may be cut short. */
  private static void checkRun(List<TrafficSimCycle> run, ScenarioFile scenario) {
    int planned = scenario.number("cycle", 10) * scenario.number("flows", 1);
    boolean cut = false;
    for (int i = 0; i < run.size(); i++) {
      TrafficSimCycle cycle = run.get(i);
      assertEquals(i, cycle.index(), "cycles are contiguous");
      if (cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE) {
        assertFalse(cut, "a partial cycle in the middle");
        assertEquals(planned, cycle.total().packets(), "packets of cycle " + i);
      } else {
        // Flows that got their session later are behind by as much.
        cut = true;
        assertTrue(i == run.size() - 1 || scenario.number("flows", 1) > 1, "several partial");
      }
    }
  }

  /** From the kernels' stamps, the path's own delays; from a process's, never less. */
  private static void checkDelays(Truth truth) {
    for (CycleTrace trace : truth.traces.keySet()) {
      for (int row = 0; row < trace.size(); row++) {
        if (!trace.has(row, Stamps.PROCESS)) {
          continue;
        }
        Truth.Delays way = truth.of(trace, row);
        String at = "packet " + (trace.firstSequence() + row) + ", " + trace.best(row);
        for (Stamps stamps : Stamps.values()) {
          if (trace.has(row, stamps)) {
            long delay = trace.roundTripDelayNanos(row, stamps);
            assertTrue(delay >= way.roundTripNanos(), () -> at + " took only " + delay);
          }
        }
        if (trace.has(row, Stamps.KERNEL)) {
          assertEquals(way.roundTripNanos(), trace.roundTripDelayNanos(row, Stamps.KERNEL), at);
          assertEquals(
              way.forwardEpochNanos(),
              trace.reflectorReceivedNanos(row) - trace.sentNanos(row, Stamps.KERNEL),
              at);
        }
      }
    }
  }

  /** Every packet that left is in exactly one cycle. */
  private static void checkLeft(Simulation.Host host, ScenarioFile scenario) {
    long told = host.runs.getLast().stream().mapToLong(cycle -> cycle.total().bytesSent()).sum();
    assertEquals(host.left * scenario.number("size", 128), told, "bytes of all that left");
  }

  private static void checkCycle(TrafficSimCycle cycle) {
    CycleFigures total = cycle.total();
    assertEquals(total.packets(), total.roundTrip().sent());
    assertEquals(
        total.roundTrip().lost(),
        total.forward().lost()
            + total.reverse().lost()
            + total.late()
            + total.undecided()
            + unanswered(total),
        "losses of cycle " + cycle.index());
    for (Direction direction : Direction.values()) {
      assertEquals(
          total.of(direction).sent(), total.of(direction).received() + total.of(direction).lost());
    }
  }

  /** Packets that came and were not answered: the reflector's own network refused. */
  private static long unanswered(CycleFigures total) {
    return total.forward().received() - total.reverse().sent();
  }
}
