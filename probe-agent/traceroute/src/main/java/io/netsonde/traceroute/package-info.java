/** Path tracing by UDP, ICMP and TCP probes: packets and schedules here, sockets in {@code net}. */
@NullMarked
package io.netsonde.traceroute;

import org.jspecify.annotations.NullMarked;
