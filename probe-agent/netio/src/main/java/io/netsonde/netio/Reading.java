package io.netsonde.netio;

import io.netsonde.netio.linux.MessageBatch;
import java.nio.ByteBuffer;

/** One port's turn in a receive loop: where it reads to, and whom it tells. */
interface Reading {
  /** Memory for a datagram of any length, for ports that read one at a time. */
  ByteBuffer buffer();

  /** Memory for many, for ports that read by the kernel's calls. */
  MessageBatch batch();

  /** The clocks, for placing the kernel's stamps. */
  KernelTime time();

  /** What is to be handed on next. */
  ReceivedDatagram slot();

  /** Hands the slot's datagram on. */
  void handOn();

  /** Hands on when a datagram left. */
  void handOn(long key, long nanos, long epochNanos);

  /** Hands on an ICMP error. */
  void handOn(IcmpError error);

  /** A stamp of the kernel's contradicts the clocks. */
  void discardedStamp();

  /** The socket has dropped so many datagrams since it was asked last. */
  void dropped(long datagrams);

  /** Whether there may be datagrams to read. */
  boolean hasDatagrams();

  /** Whether the port's turn has ended, since it was closed or unregistered. */
  boolean isOver();
}
