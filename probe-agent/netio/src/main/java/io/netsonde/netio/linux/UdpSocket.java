package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking UDP socket by its file descriptor. Whoever holds the descriptor closes it once,
 * when no thread uses it any more. Results are the kernel's: negative for an error.
 */
public final class UdpSocket {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int SOCK_CLOEXEC = 0x80000;

  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_ERROR = 4;
  private static final int SO_RCVBUF = 8;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_TIMESTAMPING = 37;
  private static final int SO_RXQ_OVFL = 40;

  private static final int IPPROTO_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_RECVERR = 11;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IP_RECVTTL = 12;
  private static final int IP_RECVTOS = 13;

  private static final int IP_RECVERR_RFC4884 = 26;
  private static final int IP_UNICAST_IF = 50;

  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_RECVERR = 25;
  private static final int IPV6_MTU_DISCOVER = 23;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVERR_RFC4884 = 31;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_RECVTCLASS = 66;
  private static final int IPV6_TCLASS = 67;
  private static final int IPV6_UNICAST_IF = 76;

  // linux/net_tstamp.h: software stamps of both directions; send stamps numbered, without payload.
  private static final int TX_SOFTWARE = 1 << 1;
  private static final int RX_SOFTWARE = 1 << 3;
  private static final int SOFTWARE = 1 << 4;
  private static final int OPT_ID = 1 << 7;
  private static final int OPT_CMSG = 1 << 10;
  private static final int OPT_TSONLY = 1 << 11;
  private static final int STAMPS = TX_SOFTWARE | RX_SOFTWARE | SOFTWARE | OPT_CMSG | OPT_TSONLY;

  /** Not divided, and not limited by what the kernel has learned of the path: for either family. */
  private static final int PMTUDISC_PROBE = 3;

  private UdpSocket() {}

  /** A new socket of IPv6 (serving IPv4 too, once bound to the wildcard) or IPv4. */
  public static int create(boolean ipv6) {
    int fd = Libc.socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd >= 0 && ipv6) {
      int unused = set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    }
    return fd;
  }

  public static int close(int fd) {
    return Libc.close(fd);
  }

  /** Asks for buffers of this size; the kernel may grant less. */
  public static int setReceiveBuffer(int fd, int bytes) {
    return set(fd, SOL_SOCKET, SO_RCVBUF, bytes);
  }

  /** Asks for buffers of this size; the kernel may grant less. */
  public static int setSendBuffer(int fd, int bytes) {
    return set(fd, SOL_SOCKET, SO_SNDBUF, bytes);
  }

  /** What is sent carries this octet (DSCP and ECN), over IPv4 and IPv6. */
  public static int setTrafficClass(int fd, boolean ipv6, int octet) {
    int result = set(fd, IPPROTO_IP, IP_TOS, octet);
    return ipv6 ? set(fd, IPPROTO_IPV6, IPV6_TCLASS, octet) : result;
  }

  /** What is sent may take this many hops, over IPv4 and IPv6. */
  public static int setHopLimit(int fd, boolean ipv6, int hops) {
    int result = set(fd, IPPROTO_IP, IP_TTL, hops);
    return ipv6 ? set(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops) : result;
  }

  /** What is sent is never divided, whatever is known of the path, over IPv4 and IPv6. */
  public static int neverDivide(int fd, boolean ipv6) {
    int result = set(fd, IPPROTO_IP, IP_MTU_DISCOVER, PMTUDISC_PROBE);
    return ipv6 ? set(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, PMTUDISC_PROBE) : result;
  }

  /** What is sent leaves, and what is received came, over this interface only. */
  public static int bindToDevice(int fd, String device) {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, value, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, name.length);
      return Libc.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, value, name.length + 1);
    }
  }

  /** What is sent leaves by the interface of this index, over IPv4 and IPv6. */
  public static int sendBy(int fd, boolean ipv6, int index) {
    int bigEndian = Integer.reverseBytes(index);
    int result = set(fd, IPPROTO_IP, IP_UNICAST_IF, bigEndian);
    return ipv6 ? set(fd, IPPROTO_IPV6, IPV6_UNICAST_IF, bigEndian) : result;
  }

  /** What is received comes with its hop limit, its traffic class and the count of drops. */
  public static void describeReceived(int fd, boolean ipv6) {
    // Each is a comfort: where a kernel has none of it, the value is unknown.
    int unused = set(fd, SOL_SOCKET, SO_RXQ_OVFL, 1);
    unused = set(fd, IPPROTO_IP, IP_RECVTTL, 1);
    unused = set(fd, IPPROTO_IP, IP_RECVTOS, 1);
    if (ipv6) {
      unused = set(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
      unused = set(fd, IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
    }
  }

  /** ICMP errors about what is sent come into the error queue, over IPv4 and IPv6. */
  public static int receiveErrors(int fd, boolean ipv6) {
    int result = set(fd, IPPROTO_IP, IP_RECVERR, 1);
    if (ipv6) {
      result = set(fd, IPPROTO_IPV6, IPV6_RECVERR, 1);
      // A comfort, from Linux 5.9 on: where the extensions (RFC 4884) begin in what is quoted.
      int unused = set(fd, IPPROTO_IPV6, IPV6_RECVERR_RFC4884, 1);
    }
    int unused = set(fd, IPPROTO_IP, IP_RECVERR_RFC4884, 1);
    return result;
  }

  /** Takes the error that waits for the next call away, and returns its number; 0: none waits. */
  public static int takeError(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
      int result = Libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, value, length);
      return result < 0 ? result : value.get(JAVA_INT, 0);
    }
  }

  /** Stamps what is received, and what is sent numbered from 0. */
  public static int enableStamps(int fd) {
    return set(fd, SOL_SOCKET, SO_TIMESTAMPING, STAMPS | OPT_ID);
  }

  /** Numbers what is sent from 0 again. */
  public static int restartNumbering(int fd) {
    int result = set(fd, SOL_SOCKET, SO_TIMESTAMPING, STAMPS);
    return result < 0 ? result : enableStamps(fd);
  }

  public static int bind(int fd, boolean ipv6, InetSocketAddress address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(RawAddress.BYTES, Long.BYTES);
      return Libc.bind(fd, raw, RawAddress.write(raw, 0, address, ipv6));
    }
  }

  /** The address that it is bound to, or null where the kernel does not say. */
  public static @Nullable InetSocketAddress localAddress(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocate(RawAddress.BYTES, Long.BYTES);
      MemorySegment length = arena.allocate(JAVA_INT);
      length.set(JAVA_INT, 0, (int) RawAddress.BYTES);
      return Libc.getsockname(fd, raw, length) < 0 ? null : RawAddress.read(raw, 0);
    }
  }

  private static int set(int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment raw = arena.allocateFrom(JAVA_INT, value);
      return Libc.setsockopt(fd, level, option, raw, Integer.BYTES);
    }
  }
}
