package io.netsonde.netio;

/** Takes what a port receives, on the thread of its {@link Receiver}. */
@FunctionalInterface
public interface DatagramHandler {
  /**
   * One datagram. Should return fast: datagrams of all ports of the receiver wait meanwhile.
   *
   * @param port where it arrived; a reply may be sent through it at once
   * @param datagram not to be kept after returning
   */
  void onDatagram(DatagramPort port, Received datagram);

  /**
   * The kernel has sent a datagram. Comes for ports that stamp by the kernel, usually within
   * microseconds and before the answer; may come later, and for some datagrams never.
   *
   * @param key as {@link DatagramPort#send} returned it
   * @param nanos when it left, on the monotonic clock's timeline
   * @param epochNanos when it left, nanoseconds since the Unix epoch, by the kernel
   */
  default void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {}

  /**
   * An ICMP error about something that was sent. Only for ports opened {@linkplain
   * PortOptions#withErrors with errors}. Anyone on the way can have made it: what it quotes is to
   * be compared with what was sent.
   */
  default void onError(DatagramPort port, IcmpError error) {}
}
