package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReflectorEventsTest {
  private final List<String> lines = new ArrayList<>();
  private final ReflectorEvents events =
      new ReflectorEvents(line -> lines.add("info " + line), line -> lines.add("warn " + line));

  @Test
  void shouldTellOfAClientOnceWhenItKeepsMeasuring() {
    for (int second = 0; second < 3; second++) {
      events.accept(activity(0, new Count(102, Outcome.RECEIVED, "", 10)));
    }
    events.accept(activity(0, new Count(103, Outcome.RECEIVED, "", 10)));
    assertEquals(
        List.of(
            "info reflector: agent 102 measures towards this one",
            "info reflector: agent 103 measures towards this one"),
        lines);
  }

  @Test
  void shouldTellOfAReasonOnceWhenPacketsAreRejected() {
    for (int second = 0; second < 3; second++) {
      events.accept(activity(0, new Count(Count.STRANGER, Outcome.REJECTED, "unknown_agent", 10)));
    }
    assertEquals(
        List.of(
            "warn reflector: rejects packets: unknown_agent; told once, counted in"
                + " netsonde.reflector.packets"),
        lines);
  }

  @Test
  void shouldTellWhomItTracedBackTo() {
    events.accept(trace(Direction.FORWARD));
    events.accept(trace(Direction.REVERSE));
    assertEquals(
        List.of(
            "info reflector: traced back to agent 101 (192.0.2.7), for packet_loss:12.50%: 0 hops,"
                + " it did not answer"),
        lines);
  }

  private static Trace trace(Direction direction) {
    SpanIdentity span = SpanIdentity.random(new Random(1));
    InetAddress address = InetAddress.ofLiteral("192.0.2.7");
    return new Trace(
        "agent-101",
        OptionalLong.of(101),
        "192.0.2.7",
        direction,
        span,
        Optional.of(new TraceCause("packet_loss:12.50%", span)),
        0,
        1,
        15,
        new Flow5Tuple(TraceProtocol.TRAFFICSIM, address, 5000, address, 40_000),
        OptionalInt.empty(),
        List.of(),
        false,
        PathHash.of(List.of()),
        Optional.empty(),
        OptionalInt.empty());
  }

  @Test
  void shouldBeSilentWhenTheNetworkDuplicates() {
    events.accept(activity(0, new Count(102, Outcome.REJECTED, "duplicate", 1)));
    events.accept(activity(0, new Count(102, Outcome.REJECTED, "replay", 1)));
    assertEquals(List.of(), lines);
  }

  @Test
  void shouldTellOfExpiredSessionsWhenTheyAreGone() {
    events.accept(activity(-2));
    assertEquals(List.of("info reflector: 2 silent sessions expired"), lines);
  }

  private static ReflectorActivity activity(int sessions, Count... counts) {
    return new ReflectorActivity(sessions, List.of(counts));
  }
}
