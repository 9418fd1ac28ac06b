/** The sockets and the thread of traces; see {@link io.netsonde.traceroute.net.Traceroute}. */
@NullMarked
package io.netsonde.traceroute.net;

import org.jspecify.annotations.NullMarked;
