package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.NanoClock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterfaceLookoutTest {
  private final FakeNetwork network =
      new FakeNetwork().with(2, "eth0", LinkKind.WIRED, true, "192.0.2.1");
  private final InterfaceMonitor monitor =
      new InterfaceMonitor(network, NanoClock.SYSTEM, InterfaceMonitor.STABILITY);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void shouldTellOfTroubleAndGoOnWhenALookFails() throws Exception {
    InterfaceMonitor.Watch watch =
        monitor.watch(Optional.empty(), change -> heard.add(change.reason()));
    var _ = watch.target(FakeNetwork.address("203.0.113.9"));
    network.breakDown(true);
    try (InterfaceLookout _ =
        InterfaceLookout.start(monitor, failure -> heard.add(failure.getMessage()))) {
      watch.hurry();
      assertEquals("the system does not tell", heard.poll(60, TimeUnit.SECONDS));
    }
    heard.clear();
    network.breakDown(false);
    network.without("eth0");
    try (InterfaceLookout _ =
        InterfaceLookout.start(monitor, failure -> heard.add(failure.getMessage()))) {
      assertEquals("eth0 is gone", heard.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void shouldEndWhenClosedTwice() throws IOException {
    InterfaceLookout lookout = InterfaceLookout.start(monitor, failure -> heard.add("failed"));
    lookout.close();
    lookout.close();
    assertEquals(0, heard.size());
  }
}
