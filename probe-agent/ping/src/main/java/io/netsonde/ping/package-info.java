/** ICMP echo as a measurement: the state machine here, its sockets in {@code net}. */
@NullMarked
package io.netsonde.ping;

import org.jspecify.annotations.NullMarked;
