/**
 * Which of this host's interfaces to measure over: those with a route to the target, scored by what
 * they are, and watched for as long as they are used.
 *
 * <p>{@link io.netsonde.netio.interfaces.HostNetwork} is all that asks the system; the choice
 * ({@link io.netsonde.netio.interfaces.InterfaceChoice}) and its history ({@link
 * io.netsonde.netio.interfaces.InterfaceMonitor}) follow from its answers and a clock. Nothing here
 * sends a packet.
 */
@NullMarked
package io.netsonde.netio.interfaces;

import org.jspecify.annotations.NullMarked;
