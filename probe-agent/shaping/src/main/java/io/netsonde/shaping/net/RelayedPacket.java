package io.netsonde.shaping.net;

import io.netsonde.netio.DatagramPort;
import java.net.InetSocketAddress;

/**
 * A datagram under way.
 *
 * @param forward whether from client to target
 * @param from the port that it leaves by
 * @param to its receiver
 * @param arrivalNanos when it arrived, by the monotonic clock
 */
// The bytes are never changed, hence shared by duplicates; nobody compares packets.
@SuppressWarnings("ArrayRecordComponent")
record RelayedPacket(
    boolean forward, DatagramPort from, InetSocketAddress to, byte[] bytes, long arrivalNanos) {}
