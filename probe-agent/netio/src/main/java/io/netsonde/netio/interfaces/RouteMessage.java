package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Linux's question for a route and its answer: rtnetlink's {@code RTM_GETROUTE}, see {@code man 7
 * rtnetlink} and linux/rtnetlink.h. Everything is in native byte order but addresses.
 */
final class RouteMessage {
  private static final int HEADER_BYTES = 16;
  private static final int ROUTE_BYTES = 12;
  private static final int ATTRIBUTE_BYTES = 4;

  private static final short NLMSG_ERROR = 2;
  private static final short RTM_NEWROUTE = 24;
  private static final short RTM_GETROUTE = 26;
  private static final short NLM_F_REQUEST = 1;

  /** Answer with the entry of the routing table that matches, and fail where there is none. */
  private static final int RTM_F_FIB_MATCH = 0x2000;

  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 10;

  private static final short RTA_DST = 1;
  private static final short RTA_OIF = 4;
  private static final short RTA_PREFSRC = 7;

  private static final byte RTN_LOCAL = 2;

  private RouteMessage() {}

  /**
   * Asks for the route to a target.
   *
   * @param way the index of the interface that has to be used, 0 for any
   * @param entry whether to ask for the table's entry. Without, Linux takes any IPv4 target for a
   *     neighbour when an interface is given and no entry matches, so that this question always has
   *     an answer; with it, the answer lacks the source address.
   */
  static ByteBuffer request(InetAddress target, int way, boolean entry) {
    byte[] address = target.getAddress();
    int length =
        HEADER_BYTES
            + ROUTE_BYTES
            + ATTRIBUTE_BYTES
            + address.length
            + (way == 0 ? 0 : ATTRIBUTE_BYTES + Integer.BYTES);
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    out.putInt(length).putShort(RTM_GETROUTE).putShort(NLM_F_REQUEST).putInt(1).putInt(0);
    out.put(target instanceof Inet4Address ? AF_INET : AF_INET6);
    out.put((byte) (address.length * Byte.SIZE)); // of the destination prefix: all bits
    out.put(new byte[6]); // source prefix, type of service, table, protocol, scope, type: any
    out.putInt(entry ? RTM_F_FIB_MATCH : 0);
    out.putShort((short) (ATTRIBUTE_BYTES + address.length)).putShort(RTA_DST).put(address);
    if (way != 0) {
      out.putShort((short) (ATTRIBUTE_BYTES + Integer.BYTES)).putShort(RTA_OIF).putInt(way);
    }
    return out.flip();
  }

  /** How many bits of the target the route in the answer names; empty where it is an error. */
  static OptionalInt prefix(ByteBuffer answer) throws IOException {
    return isRoute(answer)
        ? OptionalInt.of(Byte.toUnsignedInt(answer.get(answer.position() + HEADER_BYTES + 1)))
        : OptionalInt.empty();
  }

  private static boolean isRoute(ByteBuffer answer) throws IOException {
    if (answer.remaining() < HEADER_BYTES) {
      throw cutShort();
    }
    short type = answer.getShort(answer.position() + Integer.BYTES);
    if (type != RTM_NEWROUTE && type != NLMSG_ERROR) {
      throw new IOException("the answer about a route is of the unknown type " + type);
    }
    if (type == RTM_NEWROUTE && answer.remaining() < HEADER_BYTES + ROUTE_BYTES) {
      throw cutShort();
    }
    return type == RTM_NEWROUTE;
  }

  private static IOException cutShort() {
    return new IOException("the answer about a route is cut short");
  }

  /** The route in the answer; empty where it is an error, or names no source or interface. */
  static Optional<Route> route(ByteBuffer answer) throws IOException {
    if (!isRoute(answer)) {
      return Optional.empty();
    }
    int at = answer.position() + HEADER_BYTES;
    byte routeType = answer.get(at + 7);
    int end = Math.min(answer.limit(), answer.position() + answer.getInt(answer.position()));
    int index = 0;
    byte @Nullable [] source = null;
    for (int next = at + ROUTE_BYTES; next + ATTRIBUTE_BYTES <= end; ) {
      int length = Short.toUnsignedInt(answer.getShort(next));
      if (length < ATTRIBUTE_BYTES || next + length > end) {
        throw cutShort();
      }
      switch (answer.getShort(next + 2)) {
        case RTA_OIF -> index = answer.getInt(next + ATTRIBUTE_BYTES);
        case RTA_PREFSRC -> source = bytes(answer, next + ATTRIBUTE_BYTES, length);
        default -> {} // a gateway, metrics, cache statistics
      }
      next += (length + 3) & ~3;
    }
    return source == null || index == 0
        ? Optional.empty()
        : Optional.of(new Route(routeType == RTN_LOCAL, index, address(source, index)));
  }

  private static byte[] bytes(ByteBuffer answer, int at, int attributeLength) {
    byte[] bytes = new byte[attributeLength - ATTRIBUTE_BYTES];
    answer.get(at, bytes);
    return bytes;
  }

  /** A link-local address means something only together with its interface. */
  private static InetAddress address(byte[] bytes, int index) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    return address.isLinkLocalAddress() && !(address instanceof Inet4Address)
        ? Inet6Address.getByAddress(null, bytes, index)
        : address;
  }
}
