package io.netsonde.agent.run;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.net.HttpProber;
import io.netsonde.http.net.HttpProbes;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.MeasurementSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** The demo's web service and the probe that checks it. */
final class DemoService implements AutoCloseable {
  static final String NAME = "shop";
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A minute. */
  private static final int RECENT = 240;

  private final DemoShop shop;
  private final HttpProbes probes = new HttpProbes();
  private final ArrayDeque<HttpCheck> recent = new ArrayDeque<>(); // guarded by itself

  private DemoService(DemoShop shop) {
    this.shop = shop;
  }

  /** Opens it and begins to check it. */
  static DemoService start(MeasurementSink sink) throws IOException {
    HttpProber.warmUp();
    DemoService service = new DemoService(DemoShop.open());
    try {
      service.probes.add(
          HttpTarget.of(NAME, service.shop.uri()),
          INTERVAL,
          0,
          measurement -> {
            if (measurement instanceof HttpCheck check) {
              service.keep(check);
            }
            sink.accept(measurement);
          },
          HttpLog.toLog(NAME));
      service.probes.start();
      return service;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void keep(HttpCheck check) {
    synchronized (recent) {
      recent.addLast(check);
      if (recent.size() > RECENT) {
        recent.removeFirst();
      }
    }
  }

  /** The checks of the last minute. */
  List<HttpCheck> checks() {
    synchronized (recent) {
      return List.copyOf(recent);
    }
  }

  /** The service thinks from now on before it answers. */
  void slowDown() {
    shop.slowDown();
  }

  /** No further check; waits for those that go on. */
  boolean finish(Duration limit) throws InterruptedException {
    probes.stop();
    return probes.awaitDone(limit);
  }

  @Override
  public void close() {
    probes.close();
    shop.close();
  }
}
