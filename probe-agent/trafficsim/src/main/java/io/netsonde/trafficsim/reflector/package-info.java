/**
 * The answering side, pure: {@link io.netsonde.trafficsim.reflector.Reflector} takes datagrams and
 * times and says what to answer. Its rules are those of docs/protocol.md. Nothing here reads a
 * clock, owns a socket or starts a thread, and every table is bounded.
 */
@NullMarked
package io.netsonde.trafficsim.reflector;

import org.jspecify.annotations.NullMarked;
