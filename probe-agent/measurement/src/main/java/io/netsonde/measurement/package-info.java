/**
 * The vocabulary: what a measurement found, as immutable records, and the statistics that summarise
 * it.
 *
 * <p>Measuring rooms publish {@link io.netsonde.measurement.Measurement}s to a {@link
 * io.netsonde.measurement.MeasurementSink}. Durations are {@code long} nanoseconds taken from a
 * monotonic clock; instants are {@code long} nanoseconds since the Unix epoch; one is never
 * subtracted from the other. Definitions and their RFCs stand with each type. Nothing here does
 * I/O, reads a clock or starts a thread.
 */
@NullMarked
package io.netsonde.measurement;

import org.jspecify.annotations.NullMarked;
