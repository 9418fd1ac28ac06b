package io.netsonde.ping.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.MachineLoop;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.ping.EchoSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningEchoTest {
  private static final long SECOND = 1_000_000_000L;
  private static final DatagramHandler DEAF = (port, datagram) -> {};

  private final List<String> told = new ArrayList<>();

  /** Requests are rare, so that nothing but the time can cause a look-up. */
  private RunningEcho rarely() {
    EchoSettings settings =
        new EchoSettings("p", "gw.test", Duration.ofMinutes(10), 60, Duration.ofSeconds(2), 56, 0);
    return new RunningEcho(
        new EchoTarget(settings, host -> null, 0, Optional.empty(), 0),
        new Random(1),
        measurement -> {},
        new EchoLoopListener() {
          @Override
          public void unresolved(String host) {
            told.add("unresolved " + host);
          }

          @Override
          public void networkFailed(IOException reason) {
            told.add("failed");
          }
        });
  }

  @Test
  void shouldLookTheNameUpEveryTenSecondsWhileItIsUnknown() throws IOException {
    try (MachineLoop<RunningEcho> loop = idle()) {
      RunningEcho running = rarely();
      assertFalse(running.beginLookUp(60 * SECOND), "the first look-up goes on");
      running.resolved(60 * SECOND, null, Optional.empty(), loop, DEAF);
      assertFalse(running.beginLookUp(70 * SECOND - 1));
      assertTrue(running.beginLookUp(70 * SECOND));
      assertFalse(running.beginLookUp(90 * SECOND), "one at a time");
      running.resolved(90 * SECOND, null, Optional.empty(), loop, DEAF);
      assertTrue(running.beginLookUp(100 * SECOND));
      assertEquals(List.of("unresolved gw.test"), told);
    }
  }

  @Test
  void shouldLookTheNameUpAgainWhileThereIsNoSocket() throws IOException {
    try (MachineLoop<RunningEcho> loop = idle()) {
      RunningEcho running = rarely();
      running.resolved(
          0,
          InetAddress.ofLiteral("192.0.2.255"),
          Optional.of(new IOException("a broadcast address")),
          loop,
          DEAF);
      assertTrue(running.beginLookUp(10 * SECOND));
      assertEquals(List.of("failed"), told);
    }
  }

  private static MachineLoop<RunningEcho> idle() throws IOException {
    return MachineLoop.open(
        Stamping.PORTABLE,
        "test-echoes",
        new Unheard(),
        new MachineLoop.Machines<>() {
          @Override
          public void pump(RunningEcho due) {}

          @Override
          public void refresh() {}

          @Override
          public boolean isDone() {
            return false;
          }
        });
  }

  /** The loop never starts. */
  private static final class Unheard implements ReceiverListener {
    @Override
    public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {}

    @Override
    public void onHandlerFailed(DatagramPort port, Throwable failure) {}

    @Override
    public void onWorkFailed(Throwable failure) {}

    @Override
    public void onWaitFailed(IOException failure, Duration pause) {}
  }
}
