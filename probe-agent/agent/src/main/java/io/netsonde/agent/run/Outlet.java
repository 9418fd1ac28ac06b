package io.netsonde.agent.run;

import io.netsonde.diagnosis.Diagnosis;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.PathWatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where everything goes that is measured: to telemetry, the log and whoever else listens, and on a
 * thread of its own to the diagnosis, whose findings go the same way. Safe for several threads.
 */
final class Outlet implements MeasurementSink, AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  /** Nearly as many as there are paths may end a cycle at once. */
  private static final int MOST_WAITING = 8_192;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<MeasurementSink> listeners;
  private final QueuedSink diagnosis;

  /** Of reflectors, whose traces back nobody else compares. */
  private final PathWatch waysBack = new PathWatch();

  private Outlet(
      DiagnosisSettings settings, MeasurementSink pondering, List<MeasurementSink> listeners) {
    this.listeners = listeners;
    Diagnosis diagnosing = new Diagnosis(settings, this::tell);
    this.diagnosis =
        new QueuedSink(
            "diagnosis",
            measurement -> {
              pondering.accept(measurement);
              diagnosing.accept(measurement);
            },
            MOST_WAITING,
            PATIENCE,
            LOGGER::warning,
            defects());
  }

  /**
   * An outlet to those.
   *
   * @param pondering may take its time, as the diagnosis does; findings it does not hear
   * @param listeners return at once
   */
  static Outlet open(
      DiagnosisSettings settings, MeasurementSink pondering, MeasurementSink... listeners) {
    Outlet outlet = new Outlet(settings, pondering, List.of(listeners));
    outlet.diagnosis.start();
    return outlet;
  }

  @Override
  public void accept(Measurement measurement) {
    Measurement known =
        measurement instanceof Trace trace && trace.direction() == Direction.REVERSE
            ? waysBack.identified(trace)
            : measurement;
    tell(known);
    diagnosis.accept(known);
  }

  /** What was accepted is diagnosed, and the findings told; nothing is diagnosed any more. */
  @Override
  public void close() {
    diagnosis.close();
  }

  private void tell(Measurement measurement) {
    listeners.forEach(listener -> listener.accept(measurement));
  }

  /** Each once; by the diagnosis's thread alone. */
  private static Consumer<Throwable> defects() {
    Set<String> told = new HashSet<>();
    return defect -> {
      if (told.add(defect.toString())) {
        LOGGER.log(Level.SEVERE, "a defect of the diagnosis; please report it", defect);
      }
    };
  }
}
