package io.netsonde.netio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A bound, unconnected UDP socket. Every method may be called from any thread.
 *
 * <p>Unconnected, so that an ICMP error about one peer never fails a later operation towards
 * another, and so that a peer may answer from an address of its choice.
 */
public interface DatagramPort extends AutoCloseable {
  /** The address and port that this socket is bound to; the port is never 0. */
  InetSocketAddress localAddress();

  /** What is sent will not be stamped by the kernel. */
  long NO_KEY = -1;

  /**
   * Sends the buffer's remaining bytes as one datagram and never blocks. On return the buffer has
   * nothing remaining; after a failure its position is unspecified.
   *
   * @return the key under which the kernel's stamp will come ({@link DatagramHandler#onSendStamp}),
   *     at least 0 and rising; or {@link #NO_KEY}
   * @throws IOException if the datagram did not leave: closed, no route, not permitted, too long,
   *     another address family, or the send buffer is full. The message names both addresses.
   */
  long send(ByteBuffer payload, InetSocketAddress target) throws IOException;

  /**
   * As {@link #send(ByteBuffer, InetSocketAddress)}, but this one datagram may take so many hops (1
   * to 255), whatever the port's own limit is. Only of ports with {@link Stamping#KERNEL}.
   */
  long send(ByteBuffer payload, InetSocketAddress target, int hopLimit) throws IOException;

  /**
   * As {@link #send(ByteBuffer, InetSocketAddress)}, but may wait for others to leave with one
   * call: until {@link #flush}, which the receiver calls after each round of handing on, or the
   * next {@link #send(ByteBuffer, InetSocketAddress)}. What the network then refuses is not told
   * here.
   */
  long sendSoon(ByteBuffer payload, InetSocketAddress target) throws IOException;

  /**
   * Has ICMP errors about what is sent come to {@link DatagramHandler#onError} from now on, as if
   * the port had been opened {@linkplain PortOptions#withErrors with errors}. Any number of times.
   *
   * @throws IOException if this port cannot tell of them, or is closed
   */
  void enableErrors() throws IOException;

  /** Sends what waits; returns how many of it the network refused. */
  int flush();

  /**
   * Closes the socket; any number of times. On return the address is free and no handler is called
   * any more, except on the receiver's own thread, where the address becomes free as soon as the
   * current round of reading ends. Waits for a handler that is running, so it must not be called
   * while holding a lock which that handler takes.
   */
  @Override
  void close();
}
