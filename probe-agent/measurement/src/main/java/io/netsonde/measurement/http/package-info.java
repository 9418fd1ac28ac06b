/** What a timed HTTP check consists of: exchanges, their phases, and the ways to fail. */
@NullMarked
package io.netsonde.measurement.http;

import org.jspecify.annotations.NullMarked;
