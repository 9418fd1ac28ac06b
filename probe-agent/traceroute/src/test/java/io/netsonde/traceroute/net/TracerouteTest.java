package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.NanoClock;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces to this host itself, which need no privilege. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TracerouteTest {
  private static final TraceTarget LOOPBACK =
      TraceTarget.of("test", "127.0.0.1").withRounds(2, Duration.ofMillis(10));

  private static Trace trace(Traceroute traceroute, TraceTarget target) throws IOException {
    return traceroute.trace(target, SpanIdentity.random(new Random(1)));
  }

  @Test
  void shouldNotWaitForNamesThatDoNotCome() throws Exception {
    Queue<Runnable> hanging = new ArrayDeque<>();
    HopNames names =
        new HopNames(address -> Optional.of("this.example.net"), hanging::add, NanoClock.SYSTEM);
    try (Traceroute traceroute = Traceroute.open(new Unheard(), names)) {
      Hop unnamed = trace(traceroute, LOOPBACK).hops().getFirst();
      assertEquals(Optional.of(HopEnd.TARGET), unnamed.end());
      assertEquals(Optional.empty(), unnamed.responders().getFirst().name());
      assertEquals(1, hanging.size());
      hanging.remove().run();
      Hop named = trace(traceroute, LOOPBACK).hops().getFirst();
      assertEquals(Optional.of("this.example.net"), named.responders().getFirst().name());
    }
  }

  @Test
  void shouldAskForNoNamesWhenTheyAreNotWanted() throws Exception {
    Queue<Runnable> asked = new ArrayDeque<>();
    HopNames names = new HopNames(address -> Optional.empty(), asked::add, NanoClock.SYSTEM);
    try (Traceroute traceroute = Traceroute.open(new Unheard(), names)) {
      assertTrue(trace(traceroute, LOOPBACK.withNames(false)).isReached());
    }
    assertEquals(0, asked.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0         | that is no host's address; name one host
          ::              | that is no host's address; name one host
          224.0.0.1       | that is the address of a multicast group; name one host
          ff02::1         | that is the address of a multicast group; name one host
          255.255.255.255 | that is a broadcast address; name one host
          fe80::1         | a link-local address needs the interface behind it, as in fe80::1%eth0
          """)
  void shouldSayWhatIsWrongWithAnAddressThatIsNoHosts(String address, String why) throws Exception {
    try (Traceroute traceroute = Traceroute.open()) {
      IOException refusal =
          assertThrows(IOException.class, () -> trace(traceroute, TraceTarget.of("test", address)));
      assertEquals("cannot trace " + address + ": " + why, refusal.getMessage());
    }
  }

  @Test
  void shouldSayThatItIsClosedWhenItIs() throws Exception {
    Traceroute traceroute = Traceroute.open();
    traceroute.close();
    IOException refusal = assertThrows(IOException.class, () -> trace(traceroute, LOOPBACK));
    assertTrue(String.valueOf(refusal.getMessage()).contains("closed"), refusal::toString);
  }
}
