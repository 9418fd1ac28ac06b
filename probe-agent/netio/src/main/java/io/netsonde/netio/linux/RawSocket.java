package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Makes sockets that need CAP_NET_RAW; what else is done with them is as with a {@link UdpSocket}.
 * What they receive over IPv4 begins with its IP header. Results are the kernel's: negative for an
 * error.
 */
public final class RawSocket {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_ICMP = 1;
  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;
  private static final int ICMP_UNREACHABLE = 3;
  private static final int ICMP_TIME_EXCEEDED = 11;

  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ICMPV6_FILTER = 1;
  private static final int ICMPV6_FILTER_BYTES = 32;
  private static final int ICMPV6_UNREACHABLE = 1;
  private static final int ICMPV6_TIME_EXCEEDED = 3;

  private RawSocket() {}

  /** A socket for TCP segments, whose headers are ours to write. */
  public static int createTcp(boolean ipv6) {
    return create(ipv6, IPPROTO_TCP);
  }

  /** A socket that receives what ICMP says of packets that did not arrive, whoever sent them. */
  public static int createErrors(boolean ipv6) {
    int fd = create(ipv6, ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
    if (fd < 0) {
      return fd;
    }
    int result =
        ipv6 ? filterIpv6(fd) : filterIpv4(fd, 1 << ICMP_UNREACHABLE | 1 << ICMP_TIME_EXCEEDED);
    if (result < 0) {
      int unused = Libc.close(fd);
      return result;
    }
    return fd;
  }

  /** A socket that sends ICMP messages, checksum included, over IPv4, and receives none. */
  public static int createIcmpSender() {
    int fd = create(false, IPPROTO_ICMP);
    if (fd < 0) {
      return fd;
    }
    int result = filterIpv4(fd, 0);
    if (result < 0) {
      int unused = Libc.close(fd);
      return result;
    }
    return fd;
  }

  /** What comes from others than this peer is not received. */
  public static int receiveFrom(int fd, boolean ipv6, InetAddress peer) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(RawAddress.BYTES, Long.BYTES);
      int length = RawAddress.write(raw, 0, new InetSocketAddress(peer, 0), ipv6);
      return Libc.connect(fd, raw, length);
    }
  }

  private static int create(boolean ipv6, int protocol) {
    return Libc.socket(
        ipv6 ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
  }

  /** A bit set keeps that type away; {@code linux/icmp.h}. */
  private static int filterIpv4(int fd, int admitted) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocateFrom(JAVA_INT, ~admitted);
      return Libc.setsockopt(fd, SOL_RAW, ICMP_FILTER, filter, Integer.BYTES);
    }
  }

  /** The same for 256 types (RFC 3542, section 3.2, with Linux's meaning of a bit). */
  private static int filterIpv6(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(ICMPV6_FILTER_BYTES, Integer.BYTES);
      filter.fill((byte) -1);
      filter.set(JAVA_INT, 0, ~(1 << ICMPV6_UNREACHABLE | 1 << ICMPV6_TIME_EXCEEDED));
      return Libc.setsockopt(fd, IPPROTO_ICMPV6, ICMPV6_FILTER, filter, ICMPV6_FILTER_BYTES);
    }
  }
}
