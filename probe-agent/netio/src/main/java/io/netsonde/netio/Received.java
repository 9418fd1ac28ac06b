package io.netsonde.netio;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A datagram that arrived and what is known of its arrival. Valid during the call that hands it on:
 * the next datagram takes its place.
 */
public interface Received {
  /** What is not known. */
  int UNKNOWN = -1;

  /**
   * Position 0, limit its length. The callee may read, change and send it, but must not keep it
   * after returning.
   */
  ByteBuffer payload();

  /** Who sent it. */
  InetSocketAddress source();

  /** When this process read it, by the monotonic clock. */
  long nanos();

  /** When this process read it, nanoseconds since the Unix epoch. */
  long epochNanos();

  /** Whether the kernel stamped its arrival, and the stamp does not contradict the clocks. */
  boolean isStamped();

  /** When the kernel received it, on the monotonic clock's timeline; only if stamped. */
  long kernelNanos();

  /** When the kernel received it, nanoseconds since the Unix epoch; only if stamped. */
  long kernelEpochNanos();

  /** Its time to live (IPv4) or hop limit (IPv6) as it arrived, 0 to 255, or {@link #UNKNOWN}. */
  int hopLimit();

  /** Its octet of DSCP and ECN (RFC 2474, RFC 3168), 0 to 255, or {@link #UNKNOWN}. */
  int trafficClass();

  /** When it arrived by the best stamp there is, on the monotonic clock's timeline. */
  default long arrivalNanos() {
    return isStamped() ? kernelNanos() : nanos();
  }

  /** When it arrived by the best stamp there is, nanoseconds since the Unix epoch. */
  default long arrivalEpochNanos() {
    return isStamped() ? kernelEpochNanos() : epochNanos();
  }
}
