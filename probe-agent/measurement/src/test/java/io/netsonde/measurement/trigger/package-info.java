@NullMarked
package io.netsonde.measurement.trigger;

import org.jspecify.annotations.NullMarked;
