package io.netsonde.export;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.NanoClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's telemetry: takes measurements, pushes them by OTLP where an endpoint is configured,
 * and serves them to Prometheus where an address is.
 *
 * <p>Life: made, {@link #start started} once, {@link #close closed} any number of times. {@link
 * #sink} may be used from any thread at any time; what comes before the start waits, what comes
 * after the end is ignored.
 */
public final class Telemetry implements AutoCloseable {
  /** How long {@link #close()} takes at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TelemetrySettings settings;
  private final Consumer<TelemetryEvent> events;
  private final Map<String, String> assumed;
  private final MeasurementQueue queue;
  private @Nullable Running running;
  private boolean closed;

  /** What lives between start and close. */
  private record Running(OpenTelemetrySdk sdk, SdkAssembly assembly) {}

  /**
   * Telemetry that is not started.
   *
   * @param settings what the configuration says
   * @param events told of each change of state, on any thread; must not block. {@link TelemetryLog}
   *     writes them to the log
   */
  public Telemetry(TelemetrySettings settings, Consumer<TelemetryEvent> events) {
    this(settings, events, Map.of());
  }

  /** For tests: properties that hold as if the environment said them. */
  Telemetry(
      TelemetrySettings settings, Consumer<TelemetryEvent> events, Map<String, String> assumed) {
    this.settings = settings;
    this.events = events;
    this.assumed = Map.copyOf(assumed);
    this.queue =
        new MeasurementQueue(
            "netsonde-export",
            settings.cardinality().measurementQueue(),
            measurement -> export().accept(measurement),
            new QueueTelling(events));
  }

  private volatile @Nullable MeasurementExport export;

  private MeasurementSink export() {
    MeasurementExport current = export;
    if (current == null) {
      throw new IllegalStateException("recording before the start");
    }
    return current;
  }

  /**
   * Starts to record, to push and to serve.
   *
   * @throws TelemetryException if the settings or the OTEL_* variables cannot be followed, or the
   *     scrape address is taken; nothing is left running then
   */
  public synchronized void start() throws TelemetryException {
    if (running != null || closed) {
      throw new IllegalStateException("telemetry is started once");
    }
    SdkLogging.quieten();
    SdkAssembly assembly = new SdkAssembly(settings, events, assumed);
    try {
      OpenTelemetrySdk sdk = assembly.build();
      running = new Running(sdk, assembly);
      export =
          new MeasurementExport(sdk, settings.cardinality(), assembly.readout(), NanoClock.SYSTEM);
      countDrops(sdk);
    } catch (ConfigurationException e) {
      String message = e.getMessage();
      throw new TelemetryException(message == null ? e.toString() : message, e);
    }
    queue.start();
    assembly.announce();
  }

  /** Where measurements go. Never blocks, never throws. */
  public MeasurementSink sink() {
    return queue;
  }

  /**
   * Records and pushes all that came so far.
   *
   * @return whether everything went out within {@code timeout}; false also if the collector did not
   *     take it, or a push was under way already
   */
  public boolean flush(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Running current = running();
    if (current == null || !queue.flush(timeout)) {
      return false;
    }
    return flush(current, deadline) && !current.assembly().isCollectorUnreachable();
  }

  private static boolean flush(Running current, long deadline) {
    CompletableResultCode all =
        CompletableResultCode.ofAll(
            List.of(
                current.sdk().getSdkTracerProvider().forceFlush(),
                current.sdk().getSdkLoggerProvider().forceFlush(),
                current.sdk().getSdkMeterProvider().forceFlush()));
    return all.join(remaining(deadline), TimeUnit.NANOSECONDS).isSuccess();
  }

  /** Closes within 10 seconds. */
  @Override
  public void close() {
    close(PATIENCE);
  }

  /**
   * Records and pushes what came so far, then stops. What is not out by then is given up; so is
   * everything if the collector is known to be unreachable.
   *
   * @param timeout how long that takes at most
   */
  public void close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Running current;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      current = running;
    }
    queue.close(timeout);
    if (current != null) {
      stop(current, deadline);
    }
  }

  /** The SDK's own shutdown waits for its parts, one after the other: it has to be left behind. */
  private static void stop(Running current, long deadline) {
    Thread stopping =
        new Thread(
            () -> {
              if (!current.assembly().isCollectorUnreachable()) {
                // The reader gives its last collection 5 seconds, too few for a million series.
                flush(current, deadline);
              }
              current.sdk().shutdown();
            },
            "netsonde-export-close");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(Duration.ofNanos(Math.max(1, remaining(deadline))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Running running() {
    return closed ? null : running;
  }

  private static long remaining(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }

  private void countDrops(OpenTelemetrySdk sdk) {
    Attributes full = dropped("queue_full");
    Attributes failed = dropped("error");
    sdk.getMeter(Instruments.SCOPE)
        .counterBuilder(MetricCatalogue.EXPORT_DROPPED.name())
        .setUnit(MetricCatalogue.EXPORT_DROPPED.unit())
        .setDescription(MetricCatalogue.EXPORT_DROPPED.description())
        .buildWithCallback(
            counter -> {
              counter.record(queue.droppedFull(), full);
              counter.record(queue.droppedFailed(), failed);
            });
  }

  private static Attributes dropped(String reason) {
    return Attributes.of(Keys.SIGNAL, "measurements", Keys.DROP_REASON, reason);
  }
}
