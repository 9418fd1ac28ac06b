/**
 * Path tracing: what a trace found hop by hop, and the state machine of its rounds, for whoever
 * sends the probes.
 */
@NullMarked
package io.netsonde.measurement.trace;

import org.jspecify.annotations.NullMarked;
