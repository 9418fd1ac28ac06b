package io.netsonde.agent.run;

import static io.netsonde.agent.run.TraceSamples.hop;
import static io.netsonde.agent.run.TraceSamples.trace;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuredPathLogTest {
  private static final Optional<TraceCause> CAUSE =
      Optional.of(new TraceCause("packet_loss:20.00%", SpanIdentity.random(new Random(3))));

  private final List<String> lines = new ArrayList<>();
  private final MeasuredPathLog log =
      new MeasuredPathLog(line -> lines.add("info " + line), line -> lines.add("warning " + line));

  @Test
  void shouldSayWhereLossBeginsWhenATriggeredTraceFindsIt() {
    log.accept(
        trace(
            Direction.FORWARD,
            CAUSE,
            hop(1, HopEnd.EXPIRED, "10.0.0.1", 15),
            hop(2, HopEnd.EXPIRED, "10.0.1.1", 15),
            hop(3, HopEnd.EXPIRED, "10.0.2.1", 11),
            hop(4, HopEnd.EXPIRED, "10.0.3.1", 12),
            hop(5, HopEnd.TARGET, "192.0.2.1", 11)));
    assertEquals(
        List.of(
            "info probe to-berlin: traced the way there of flow 1 for packet_loss:20.00%: 5 hops;"
                + " loss begins between hop 2 (10.0.1.1) and hop 3 (10.0.2.1), 25.5% from there on,"
                + " 95% sure"),
        lines);
  }

  @Test
  void shouldTellOfTheWayBackWhenItsTracesFindNothing() {
    log.accept(
        trace(
            Direction.REVERSE,
            CAUSE,
            hop(1, HopEnd.EXPIRED, "10.0.3.2", 15),
            hop(2, HopEnd.TARGET, "10.0.0.9", 15)));
    log.accept(trace(Direction.REVERSE, CAUSE, hop(1, HopEnd.EXPIRED, "10.0.3.2", 14)));
    log.accept(trace(Direction.REVERSE, CAUSE));
    String way =
        "info reflector: traced the way back to agent 101 at 10.0.0.9 port 40000 for"
            + " packet_loss:20.00%: ";
    assertEquals(
        List.of(
            way + "2 hops; nothing was lost",
            way
                + "one hop, whose last one answers, but not the target; 1 of 15 lost at the last"
                + " one, too few to say where",
            way + "nobody answered"),
        lines);
  }

  @Test
  void shouldWarnOnlyWhenThePathHasChangedAndNobodyAskedForATrace() {
    Trace reference =
        trace(Direction.FORWARD, Optional.empty(), hop(1, HopEnd.TARGET, "192.0.2.1", 15));
    log.accept(reference);
    assertEquals(List.of(), lines);
    log.accept(reference.after(new PathHash("0011223344556677")));
    assertEquals(
        List.of(
            "warning probe to-berlin: the path of flow 1 has changed from 0011223344556677 to "
                + reference.path()
                + ": 192.0.2.1"),
        lines);
  }
}
