package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.testkit.Require;
import io.netsonde.traceroute.TraceTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a router tells of labels comes through the kernel's error queue. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelsIT {
  @Test
  void shouldTellTheLabelsThatARouterQuotes() throws Exception {
    Require.namespaces(); // Whoever may make them may send ICMP, too.
    InetAddress router = InetAddress.ofLiteral("127.1.0.1");
    try (LabelledErrors errors = LabelledErrors.at(router);
        Traceroute traceroute = Traceroute.open()) {
      TraceTarget target =
          TraceTarget.of("test", "127.0.0.1")
              .withProtocol(TraceProtocol.UDP, errors.port())
              .withMaxTtl(2)
              .withNames(false)
              .withRounds(2, Duration.ofMillis(10));
      Trace trace = traceroute.trace(target, SpanIdentity.random(new Random(1)));
      assertEquals(2, trace.hops().size());
      MplsLabel label = new MplsLabel(LabelledErrors.LABEL, LabelledErrors.TRAFFIC_CLASS, true, 1);
      for (Hop hop : trace.hops()) {
        assertEquals(Optional.of(HopEnd.EXPIRED), hop.end());
        assertEquals(router, hop.responders().getFirst().address());
        assertEquals(List.of(label), hop.mpls());
        assertEquals(2, hop.received());
      }
    }
  }
}
