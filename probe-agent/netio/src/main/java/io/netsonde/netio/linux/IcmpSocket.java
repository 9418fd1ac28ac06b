package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Makes sockets for ICMP echo; what else is done with them is as with a {@link UdpSocket}. Results
 * are the kernel's: negative for an error.
 */
public final class IcmpSocket {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int IPPROTO_ICMP = 1;
  private static final int ICMP_ECHO_REPLY = 0;
  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;

  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ICMPV6_ECHO_REPLY = 129;
  private static final int ICMPV6_FILTER = 1;
  private static final int ICMPV6_FILTER_BYTES = 32;

  private IcmpSocket() {}

  /**
   * A socket of which the kernel sends echo requests and receives their replies, with an identifier
   * of its own, which is the port that it is bound to. Needs no privilege where {@code
   * net.ipv4.ping_group_range} has one of the process's groups.
   */
  public static int createDatagram(boolean ipv6) {
    return create(ipv6, SOCK_DGRAM);
  }

  /** A socket that receives every echo reply that comes to this host. Needs CAP_NET_RAW. */
  public static int createRaw(boolean ipv6) {
    int fd = create(ipv6, SOCK_RAW);
    if (fd < 0) {
      return fd;
    }
    int result = ipv6 ? filterIpv6(fd) : filterIpv4(fd);
    if (result < 0) {
      int unused = Libc.close(fd);
      return result;
    }
    return fd;
  }

  private static int create(boolean ipv6, int type) {
    return Libc.socket(
        ipv6 ? AF_INET6 : AF_INET,
        type | SOCK_NONBLOCK | SOCK_CLOEXEC,
        ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
  }

  /** A bit set keeps that type away; {@code linux/icmp.h}. */
  private static int filterIpv4(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocateFrom(JAVA_INT, ~(1 << ICMP_ECHO_REPLY));
      return Libc.setsockopt(fd, SOL_RAW, ICMP_FILTER, filter, Integer.BYTES);
    }
  }

  /** The same for 256 types (RFC 3542, section 3.2, with Linux's meaning of a bit). */
  private static int filterIpv6(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(ICMPV6_FILTER_BYTES, Integer.BYTES);
      filter.fill((byte) -1);
      long word = ICMPV6_ECHO_REPLY / Integer.SIZE * (long) Integer.BYTES;
      filter.set(JAVA_INT, word, ~(1 << ICMPV6_ECHO_REPLY % Integer.SIZE));
      return Libc.setsockopt(fd, IPPROTO_ICMPV6, ICMPV6_FILTER, filter, ICMPV6_FILTER_BYTES);
    }
  }
}
