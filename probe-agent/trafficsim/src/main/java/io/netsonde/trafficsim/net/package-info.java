/**
 * Sockets and threads for the state machines, and nothing else. {@link
 * io.netsonde.trafficsim.net.SenderLoop} drives any number of probes with one thread that stamps
 * what arrives and one that paces what leaves, so that waiting for a send time never delays a
 * receive stamp; {@link io.netsonde.trafficsim.net.ReflectorServer} drives one reflector with one
 * thread.
 */
@NullMarked
package io.netsonde.trafficsim.net;

import org.jspecify.annotations.NullMarked;
