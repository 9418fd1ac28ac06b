package io.netsonde.netio;

import io.netsonde.netio.linux.MessageBatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What a router or a host said of a datagram that we sent (RFC 792, RFC 4443). May be kept.
 *
 * @param isIpv6 whether type and code are those of ICMPv6
 * @param type its type, 0 to 255
 * @param code its code, 0 to 255
 * @param mtu the MTU of the next link, bytes of IP packet, where the datagram was too big; else 0
 * @param offender who said it
 * @param target where the datagram was to go; port 0 for an ICMP echo
 * @param quote what it quotes of the datagram's UDP payload (of the ICMP message for an echo), from
 *     the payload's beginning; may be empty, and may be longer than the payload was where the
 *     sender padded its quote (RFC 4884, section 4.6). Read-only
 * @param extensions the extension structure beside the quote, its header included (RFC 4884,
 *     section 7), where there is one with a correct checksum; else empty. Read-only
 * @param hopLimit the TTL or hop limit with which the error arrived, or {@link Received#UNKNOWN}
 * @param nanos when it arrived, on the monotonic clock's timeline
 * @param epochNanos when it arrived, nanoseconds since the Unix epoch
 * @param isStamped whether the kernel stamped its arrival; else it is when this process read it
 */
public record IcmpError(
    boolean isIpv6,
    int type,
    int code,
    int mtu,
    InetAddress offender,
    InetSocketAddress target,
    ByteBuffer quote,
    ByteBuffer extensions,
    int hopLimit,
    long nanos,
    long epochNanos,
    boolean isStamped) {
  private static final int V4_UNREACHABLE = 3;
  private static final int V4_TIME_EXCEEDED = 11;
  private static final int V4_PORT_UNREACHABLE = 3;
  private static final int V4_FRAGMENTATION_NEEDED = 4;
  private static final int V6_UNREACHABLE = 1;
  private static final int V6_PACKET_TOO_BIG = 2;
  private static final int V6_TIME_EXCEEDED = 3;
  private static final int V6_PORT_UNREACHABLE = 4;

  static IcmpError of(
      MessageBatch batch,
      int i,
      InetAddress offender,
      InetSocketAddress target,
      long nanos,
      long epochNanos,
      boolean isStamped) {
    ByteBuffer payload = batch.payload(i);
    ByteBuffer kept = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    int split = batch.extensionsAt();
    int length = kept.limit();
    boolean extended = split > 0 && split < length;
    boolean tooBig =
        batch.isIcmp6()
            ? batch.errorType() == V6_PACKET_TOO_BIG
            : batch.errorType() == V4_UNREACHABLE && batch.errorCode() == V4_FRAGMENTATION_NEEDED;
    return new IcmpError(
        batch.isIcmp6(),
        batch.errorType(),
        batch.errorCode(),
        tooBig ? Math.max(0, batch.errorInfo()) : 0,
        offender,
        target,
        kept.slice(0, extended ? split : length).asReadOnlyBuffer(),
        kept.slice(extended ? split : length, extended ? length - split : 0).asReadOnlyBuffer(),
        batch.hopLimit(),
        nanos,
        epochNanos,
        isStamped);
  }

  /** Whether a router let the datagram expire, its hop limit being used up. */
  public boolean isTimeExceeded() {
    return type == (isIpv6 ? V6_TIME_EXCEEDED : V4_TIME_EXCEEDED) && code == 0;
  }

  /** Whether the target itself has nothing that listens on the port. */
  public boolean isPortUnreachable() {
    return isUnreachable() && code == (isIpv6 ? V6_PORT_UNREACHABLE : V4_PORT_UNREACHABLE);
  }

  /** Whether the datagram could not be delivered, for whatever reason, its size left out. */
  public boolean isUnreachable() {
    return isIpv6
        ? type == V6_UNREACHABLE
        : type == V4_UNREACHABLE && code != V4_FRAGMENTATION_NEEDED;
  }

  /** Whether it was too big for a link and may not be divided. */
  public boolean isTooBig() {
    return isIpv6
        ? type == V6_PACKET_TOO_BIG
        : type == V4_UNREACHABLE && code == V4_FRAGMENTATION_NEEDED;
  }
}
