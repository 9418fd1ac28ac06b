@NullMarked
package io.netsonde.measurement.trace;

import org.jspecify.annotations.NullMarked;
