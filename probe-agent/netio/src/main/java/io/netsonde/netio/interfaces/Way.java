package io.netsonde.netio.interfaces;

import java.net.InetAddress;

/**
 * A route to a target by one interface.
 *
 * @param source the local address that packets would have
 * @param prefix how many bits of the target the route names, 0 for a default route and where the
 *     system does not tell
 */
public record Way(InetAddress source, int prefix) {}
