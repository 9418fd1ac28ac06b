package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What the kernel says beside a datagram or an error: {@code cmsghdr} is length (8 bytes), level
 * and type (4 each), data; the next one begins at a multiple of 8. Read into fields, one instance
 * for any number of datagrams. Not safe for several threads.
 */
final class ControlMessages {
  static final int UNKNOWN = -1;

  private static final long HEADER = 16;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_TIMESTAMPING = 37;
  private static final int SCM_RXQ_OVFL = 40;
  private static final int SOL_IP = 0;
  private static final int IP_TOS = 1;
  private static final int IP_TTL = 2;
  private static final int IP_RECVERR = 11;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_RECVERR = 25;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int IPV6_TCLASS = 67;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final long SOCKADDR_IN = 16;
  private static final long SOCKADDR_IN6 = 28;

  // sock_extended_err
  private static final long ERROR_BYTES = 16;
  private static final int ENOMSG = 42;
  private static final int ORIGIN_ICMP = 2;
  private static final int ORIGIN_ICMP6 = 3;
  private static final int ORIGIN_TIMESTAMPING = 4;
  private static final int EXTENSIONS_INVALID = 1;
  private static final int SENT = 0;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** When, nanoseconds since the Unix epoch; 0: no stamp. */
  long stampNanos;

  int hopLimit;
  int trafficClass;

  /** Datagrams that this socket has dropped for want of room, modulo 2^32; 0 where not said. */
  int drops;

  /** Whether {@link #stampNanos} is that of the datagram numbered {@link #key} leaving. */
  boolean isSendStamp;

  int key;

  /** Whether it is an ICMP error whose sender is known; the fields from here on are of that. */
  boolean isIcmpError;

  boolean isIcmp6;
  int errorType;
  int errorCode;

  /** What the error says besides: the MTU of the next link where a packet was too big. */
  int errorInfo;

  /** Where in the quoted payload the extensions of RFC 4884 begin; 0 where there are none. */
  int extensionsAt;

  /** Where in the memory the address of the error's sender stands. */
  long offenderAt;

  /** Writes the message that sets one datagram's hop limit; returns the bytes that it takes. */
  static long writeHopLimit(MemorySegment control, long at, int hops, boolean ipv6) {
    control.set(JAVA_LONG, at, HEADER + Integer.BYTES);
    control.set(JAVA_INT, at + 8, ipv6 ? SOL_IPV6 : SOL_IP);
    control.set(JAVA_INT, at + 12, ipv6 ? IPV6_HOPLIMIT : IP_TTL);
    control.set(JAVA_INT, at + HEADER, hops);
    return HEADER + Long.BYTES;
  }

  /** Reads what fits; whatever is malformed, or of no interest here, is passed over. */
  void read(MemorySegment control, long offset, long length) {
    stampNanos = 0;
    hopLimit = UNKNOWN;
    trafficClass = UNKNOWN;
    drops = 0;
    isSendStamp = false;
    key = 0;
    isIcmpError = false;
    long at = offset;
    long end = offset + length;
    while (end - at >= HEADER) {
      long size = control.get(JAVA_LONG, at);
      if (size < HEADER || size > end - at) {
        return;
      }
      read(control, at, control.get(JAVA_INT, at + 8), control.get(JAVA_INT, at + 12), size);
      at += (size + 7) & ~7L;
    }
  }

  private void read(MemorySegment control, long at, int level, int type, long size) {
    long data = at + HEADER;
    long bytes = size - HEADER;
    switch (level) {
      case SOL_SOCKET -> {
        if (type == SCM_TIMESTAMPING && bytes >= 16) {
          stampNanos =
              control.get(JAVA_LONG, data) * NANOS_PER_SECOND + control.get(JAVA_LONG, data + 8);
        } else if (type == SCM_RXQ_OVFL && bytes >= 4) {
          drops = control.get(JAVA_INT, data);
        }
      }
      case SOL_IP -> {
        switch (type) {
          case IP_TTL -> hopLimit = integer(control, data, bytes);
          case IP_TOS -> trafficClass = integer(control, data, bytes);
          case IP_RECVERR -> readError(control, data, bytes);
          default -> {}
        }
      }
      case SOL_IPV6 -> {
        switch (type) {
          case IPV6_HOPLIMIT -> hopLimit = integer(control, data, bytes);
          case IPV6_TCLASS -> trafficClass = integer(control, data, bytes);
          case IPV6_RECVERR -> readError(control, data, bytes);
          default -> {}
        }
      }
      default -> {}
    }
  }

  /** IP_TOS comes as one byte, the others as an int. */
  private static int integer(MemorySegment control, long data, long bytes) {
    return bytes >= 4
        ? control.get(JAVA_INT, data)
        : bytes >= 1 ? Byte.toUnsignedInt(control.get(JAVA_BYTE, data)) : UNKNOWN;
  }

  private void readError(MemorySegment control, long data, long bytes) {
    if (bytes >= ERROR_BYTES
        && control.get(JAVA_INT, data) == ENOMSG
        && control.get(JAVA_BYTE, data + 4) == ORIGIN_TIMESTAMPING
        && control.get(JAVA_INT, data + 8) == SENT) {
      isSendStamp = true;
      key = control.get(JAVA_INT, data + 12);
    } else if (bytes >= ERROR_BYTES) {
      readIcmpError(control, data, bytes);
    }
  }

  private void readIcmpError(MemorySegment control, long data, long bytes) {
    int origin = control.get(JAVA_BYTE, data + 4);
    if ((origin != ORIGIN_ICMP && origin != ORIGIN_ICMP6)
        || !hasAddress(control, data + ERROR_BYTES, bytes - ERROR_BYTES)) {
      return;
    }
    isIcmpError = true;
    isIcmp6 = origin == ORIGIN_ICMP6;
    errorType = Byte.toUnsignedInt(control.get(JAVA_BYTE, data + 5));
    errorCode = Byte.toUnsignedInt(control.get(JAVA_BYTE, data + 6));
    errorInfo = control.get(JAVA_INT, data + 8);
    boolean invalid = (control.get(JAVA_BYTE, data + 14) & EXTENSIONS_INVALID) != 0;
    extensionsAt = invalid ? 0 : Short.toUnsignedInt(control.get(JAVA_SHORT, data + 12));
    offenderAt = data + ERROR_BYTES;
  }

  private static boolean hasAddress(MemorySegment control, long at, long bytes) {
    if (bytes < SOCKADDR_IN) {
      return false;
    }
    short family = control.get(JAVA_SHORT, at);
    return family == AF_INET || (family == AF_INET6 && bytes >= SOCKADDR_IN6);
  }
}
