/**
 * The sender as state machines in virtual time: no sockets, threads or clocks.
 *
 * <p>{@link io.netsonde.trafficsim.sender.FlowSender} measures on one source port: it keeps the
 * session, sends DATA on schedule, decides every packet's outcome, and asks for the reflector's
 * report of each cycle. {@link io.netsonde.trafficsim.sender.ProbeSender} puts the flows of a probe
 * together and publishes.
 */
@NullMarked
package io.netsonde.trafficsim.sender;

import org.jspecify.annotations.NullMarked;
