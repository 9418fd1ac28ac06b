/**
 * From measurements to telemetry: each kind of {@link io.netsonde.measurement.Measurement} becomes
 * OpenTelemetry metrics and spans in one class of its own, and {@link io.netsonde.export.Telemetry}
 * sends them to a collector and shows them to Prometheus.
 *
 * <p>Threads: a measuring room hands its results to a bounded queue and goes on; one thread, {@code
 * netsonde-export}, records them. The SDK's own threads read, send and serve what was recorded.
 * Nothing here throws or blocks on a measuring room's thread.
 */
@NullMarked
package io.netsonde.export;

import org.jspecify.annotations.NullMarked;
