package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.testkit.servers.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpProbesTest {
  private static final HttpProbes.Listener NOBODY = new HttpProbes.Listener() {};

  @Test
  void shouldGoOnWithOthersWhenOneHangs() throws Exception {
    CountDownLatch checked = new CountDownLatch(5);
    AtomicInteger hung = new AtomicInteger();
    try (ScriptedServer good = Pages.hello();
        ScriptedServer bad = ScriptedServer.start(ScriptedServer::hang);
        HttpProbes probes = new HttpProbes()) {
      Duration interval = Duration.ofMillis(20);
      probes.add(
          Checks.target(Pages.url(bad)), interval, 0, each -> hung.incrementAndGet(), NOBODY);
      probes.add(Checks.target(Pages.url(good)), interval, 0, each -> checked.countDown(), NOBODY);
      probes.start();
      assertTrue(checked.await(20, TimeUnit.SECONDS));
      assertEquals(0, hung.get());
    }
    // What was broken off by closing is no finding.
    assertEquals(0, hung.get());
  }

  @Test
  void shouldCountSkippedSlotsWhenCheckTakesLonger() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    HttpProbes.Listener listener =
        new HttpProbes.Listener() {
          @Override
          public void onSkipped(HttpTarget target, long slots) {
            if (slots >= 5) {
              told.countDown();
            }
          }
        };
    try (ScriptedServer bad = ScriptedServer.start(ScriptedServer::hang);
        HttpProbes probes = new HttpProbes()) {
      HttpTarget target =
          Checks.target(Pages.url(bad)).withTimeouts(HttpTimeouts.all(Duration.ofMillis(200)));
      probes.add(target, Duration.ofMillis(20), 0, each -> {}, listener);
      probes.start();
      assertTrue(told.await(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void shouldLetCheckEndWhenStopped() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger results = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> {
                  ScriptedServer.readHead(socket.getInputStream());
                  asked.countDown();
                  answer.await();
                  ScriptedServer.send(socket, ScriptedServer.response("200 OK", "late"));
                });
        HttpProbes probes = new HttpProbes()) {
      probes.add(
          Checks.target(Pages.url(server)),
          Duration.ofMinutes(1),
          0,
          each -> results.addAndGet(((HttpCheck) each).failure().isEmpty() ? 1 : 100),
          NOBODY);
      probes.start();
      assertTrue(asked.await(20, TimeUnit.SECONDS));
      probes.stop();
      answer.countDown();
      assertTrue(probes.awaitDone(Duration.ofSeconds(20)));
      assertEquals(1, results.get());
    }
  }

  @Test
  void shouldSpreadTargetsOverInterval() {
    assertEquals(0, HttpProbes.phaseNanos(0, 4, Duration.ofSeconds(60)));
    assertEquals(45_000_000_000L, HttpProbes.phaseNanos(3, 4, Duration.ofSeconds(60)));
  }
}
