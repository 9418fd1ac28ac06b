/**
 * Traces along a session's own addresses and ports, in either direction, as a pure state machine:
 * PINGs of the session with rising TTL, and which answer belongs to which. {@code sender} and
 * {@code reflector} drive it.
 */
@NullMarked
package io.netsonde.trafficsim.trace;

import org.jspecify.annotations.NullMarked;
