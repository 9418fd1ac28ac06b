/**
 * Datagram sockets for measuring: ports that send from any thread, and a receiver whose one thread
 * stamps what arrives and hands it on.
 *
 * <p>A {@link io.netsonde.netio.DatagramPort} comes from {@link io.netsonde.netio.DatagramPorts}
 * and may be sent through by any thread. A {@link io.netsonde.netio.Receiver} owns one platform
 * thread; every {@link io.netsonde.netio.DatagramHandler} and the tick run on it, never at the same
 * time as each other, so that what only they touch needs no lock. Stamps are taken by this process
 * right after a datagram is read and say so ({@link
 * io.netsonde.measurement.TimestampSource#PROCESS}); a port that has the kernel's stamps fills them
 * in through the same handler.
 */
@NullMarked
package io.netsonde.netio;

import org.jspecify.annotations.NullMarked;
