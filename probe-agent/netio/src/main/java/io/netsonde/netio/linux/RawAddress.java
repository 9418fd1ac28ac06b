package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** {@code sockaddr_in} (16 bytes) and {@code sockaddr_in6} (28 bytes). */
public final class RawAddress {
  /** Room for either, rounded up to keep its neighbours aligned. */
  public static final long BYTES = 32;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final int SOCKADDR_IN = 16;
  private static final int SOCKADDR_IN6 = 28;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private RawAddress() {}

  /**
   * Writes a resolved address.
   *
   * @param ipv6 for a socket of IPv6, which takes an IPv4 address in its mapped form (RFC 4291,
   *     section 2.5.5.2)
   * @return its length; 0 if a socket of IPv4 cannot take it
   */
  public static int write(MemorySegment to, long offset, InetSocketAddress address, boolean ipv6) {
    InetAddress host = address.getAddress();
    byte[] bytes = host.getAddress();
    int port = address.getPort();
    if (!ipv6 && !(host instanceof Inet4Address)) {
      return 0;
    }
    to.set(JAVA_SHORT, offset, ipv6 ? AF_INET6 : AF_INET);
    to.set(JAVA_BYTE, offset + 2, (byte) (port >> 8));
    to.set(JAVA_BYTE, offset + 3, (byte) port);
    if (!ipv6) {
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, offset + 4, V4_BYTES);
      to.set(JAVA_LONG, offset + 8, 0);
      return SOCKADDR_IN;
    }
    to.set(JAVA_INT, offset + 4, 0); // flow information
    if (bytes.length == V4_BYTES) {
      to.set(JAVA_LONG, offset + 8, 0);
      to.set(JAVA_LONG, offset + 16, 0);
      if (!host.isAnyLocalAddress()) {
        to.set(JAVA_SHORT, offset + 18, (short) -1);
        MemorySegment.copy(bytes, 0, to, JAVA_BYTE, offset + 20, V4_BYTES);
      }
    } else {
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, offset + 8, V6_BYTES);
    }
    to.set(JAVA_INT, offset + 24, host instanceof Inet6Address v6 ? v6.getScopeId() : 0);
    return SOCKADDR_IN6;
  }

  /** Reads an address of either family, a mapped one as the IPv4 address that it is; else null. */
  public static @Nullable InetSocketAddress read(MemorySegment from, long offset) {
    int port =
        Byte.toUnsignedInt(from.get(JAVA_BYTE, offset + 2)) << 8
            | Byte.toUnsignedInt(from.get(JAVA_BYTE, offset + 3));
    try {
      return switch (from.get(JAVA_SHORT, offset)) {
        case AF_INET ->
            new InetSocketAddress(
                InetAddress.getByAddress(bytes(from, offset + 4, V4_BYTES)), port);
        case AF_INET6 -> new InetSocketAddress(v6(from, offset), port);
        default -> null;
      };
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }

  private static InetAddress v6(MemorySegment from, long offset) throws UnknownHostException {
    byte[] bytes = bytes(from, offset + 8, V6_BYTES);
    int scope = from.get(JAVA_INT, offset + 24);
    return scope == 0
        ? InetAddress.getByAddress(bytes) // an Inet4Address where it is mapped
        : Inet6Address.getByAddress(null, bytes, scope);
  }

  private static byte[] bytes(MemorySegment from, long offset, int count) {
    byte[] bytes = new byte[count];
    MemorySegment.copy(from, JAVA_BYTE, offset, bytes, 0, count);
    return bytes;
  }
}
