package io.netsonde.measurement;

/**
 * Takes measurements as they are made.
 *
 * <p>Called on the measuring room's own thread: an implementation returns at once, never blocks and
 * never throws. It may be called from several threads.
 */
@FunctionalInterface
public interface MeasurementSink {
  void accept(Measurement measurement);
}
