package io.netsonde.netio;

import io.netsonde.measurement.TimestampSource;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Takes what a port receives, on the thread of its {@link Receiver}. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * One datagram. Should return fast: datagrams of all ports of the receiver wait meanwhile.
   *
   * @param port where it arrived; a reply may be sent through it at once
   * @param payload position 0, limit its length; the callee may read, change and send it, but must
   *     not keep it after returning, since the next datagram is read into it
   * @param source who sent it
   * @param nanos when it arrived, by the monotonic clock
   * @param epochNanos when it arrived, nanoseconds since the Unix epoch
   * @param stamps who took {@code epochNanos}
   */
  void onDatagram(
      DatagramPort port,
      ByteBuffer payload,
      InetSocketAddress source,
      long nanos,
      long epochNanos,
      TimestampSource stamps);
}
