/**
 * Impairments of a path: delay, jitter, loss, duplicates and reordering, drawn from a seed.
 *
 * <p>Pure: a {@link io.netsonde.shaping.DelayLine} is told the time and answers with what is due.
 * The relay in {@code net} puts one into a real path.
 */
@NullMarked
package io.netsonde.shaping;

import org.jspecify.annotations.NullMarked;
