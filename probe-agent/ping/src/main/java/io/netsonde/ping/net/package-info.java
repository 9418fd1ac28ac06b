/** The sockets and the thread that drive senders of echoes. */
@NullMarked
package io.netsonde.ping.net;

import org.jspecify.annotations.NullMarked;
