package io.netsonde.agent.run;

import io.netsonde.diagnosis.Diagnosis;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.PathWatch;
import java.util.List;

/**
 * Where everything goes that is measured: to telemetry, the log and whoever else listens, and to
 * the diagnosis, whose findings go the same way. Safe for several threads.
 */
final class Outlet implements MeasurementSink {
  private final List<MeasurementSink> listeners;
  private final Diagnosis diagnosis;

  /** Of reflectors, whose traces back nobody else compares. */
  private final PathWatch waysBack = new PathWatch();

  /**
   * An outlet to those.
   *
   * @param listeners return at once
   */
  Outlet(DiagnosisSettings settings, MeasurementSink... listeners) {
    this.listeners = List.of(listeners);
    this.diagnosis = new Diagnosis(settings, this::tell);
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

  private void tell(Measurement measurement) {
    listeners.forEach(listener -> listener.accept(measurement));
  }
}
