package io.netsonde.netio.interfaces;

import java.net.InetAddress;

/**
 * How the system would send to a target.
 *
 * @param local the target is this host itself
 * @param interfaceIndex where packets would leave
 * @param source the local address that they would have
 */
public record Route(boolean local, int interfaceIndex, InetAddress source) {}
