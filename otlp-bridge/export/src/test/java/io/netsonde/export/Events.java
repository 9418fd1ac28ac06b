package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What telemetry told of itself, for a test to wait for. */
final class Events implements Consumer<TelemetryEvent> {
  private static final int PATIENCE_SECONDS = 60;

  private final BlockingQueue<TelemetryEvent> coming = new LinkedBlockingQueue<>();
  private final List<TelemetryEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(TelemetryEvent event) {
    all.add(event);
    coming.add(event);
  }

  /** All events so far of that kind. */
  <E extends TelemetryEvent> List<E> all(Class<E> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits for the next event of that kind, passing over others. */
  <E extends TelemetryEvent> E await(Class<E> kind) {
    try {
      for (TelemetryEvent event = next(); event != null; event = next()) {
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return fail("no " + kind.getSimpleName() + " came; there were " + all);
  }

  private @Nullable TelemetryEvent next() throws InterruptedException {
    return coming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
