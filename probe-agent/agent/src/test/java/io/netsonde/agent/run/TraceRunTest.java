package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceRunTest {
  private static final TraceTarget BERLIN = TraceTarget.of("trace", "berlin");

  @Test
  void shouldAnnounceHowLongItTakesAsARuleAndAtMost() {
    TraceTarget udp = BERLIN.withRounds(10, Duration.ofMillis(500)).withPathMtu(true);
    assertEquals(
        "tracing berlin by udp, 10 rounds, about 5 s, at most "
            + Math.ceilDiv(udp.longest().toMillis(), 1_000)
            + " s, then the path MTU",
        TraceRun.announcement(udp));
  }

  /** The second round may have to wait until the first is over: 5 s each, and 15 s for the shy. */
  @Test
  void shouldCountEveryTimeoutThatASilentTargetCosts() {
    TraceTarget icmp =
        BERLIN
            .withProtocol(TraceProtocol.ICMP)
            .withRounds(2, Duration.ofSeconds(1))
            .withTimeout(Duration.ofSeconds(5));
    assertEquals(
        "tracing berlin by icmp, 2 rounds, about 1 s, at most 26 s", TraceRun.announcement(icmp));
    assertEquals(
        "tracing berlin by icmp, 1 round, at most 21 s",
        TraceRun.announcement(icmp.withRounds(1, Duration.ZERO)));
  }
}
