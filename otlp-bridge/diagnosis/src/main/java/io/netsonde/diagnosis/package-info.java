/**
 * From measurements to findings: what is slow or lossy, where, since when, on what evidence. Pure.
 */
@NullMarked
package io.netsonde.diagnosis;

import org.jspecify.annotations.NullMarked;
