/**
 * A network in virtual time: endpoints by address, a link for each ordered pair of them, and events
 * at exact times. One thread, no sockets, no real clock; what is random is drawn from a seed, so a
 * scenario can state the exact figures it expects.
 */
@NullMarked
package io.netsonde.testkit.path;

import org.jspecify.annotations.NullMarked;
