/**
 * TrafficSim: two agents measure the path between them with UDP packets. {@code wire} is what they
 * say, {@code sender} and {@code reflector} are the two roles as pure state machines, {@code net}
 * gives them sockets and threads.
 */
@NullMarked
package io.netsonde.trafficsim;

import org.jspecify.annotations.NullMarked;
