/** Timed HTTP checks: pure phase accounting here, the client and its sockets in {@code net}. */
@NullMarked
package io.netsonde.http;

import org.jspecify.annotations.NullMarked;
