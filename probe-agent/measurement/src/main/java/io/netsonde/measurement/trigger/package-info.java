/**
 * When a cycle is so bad that the path is worth a trace: thresholds against a learned baseline,
 * with hysteresis and a cool-down. Pure.
 */
@NullMarked
package io.netsonde.measurement.trigger;

import org.jspecify.annotations.NullMarked;
