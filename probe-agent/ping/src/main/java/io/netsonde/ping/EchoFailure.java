package io.netsonde.ping;

import io.netsonde.measurement.EchoError;
import io.netsonde.netio.IcmpError;
import java.net.InetAddress;

/**
 * Why an echo request did not come to its target.
 *
 * @param error what ICMP said
 * @param from who said it
 */
public record EchoFailure(EchoError error, InetAddress from) {
  private static final int V4_UNREACHABLE = 3;
  private static final int V4_SOURCE_QUENCH = 4;
  private static final int V4_REDIRECT = 5;
  private static final int V4_TIME_EXCEEDED = 11;
  private static final int V6_UNREACHABLE = 1;
  private static final int V6_TOO_BIG = 2;
  private static final int V6_TIME_EXCEEDED = 3;

  /**
   * Whether an ICMP message means that the request is lost. A redirect and the old source quench
   * (RFC 1812, sections 5.2.7.2 and 5.3.6) do not: it goes on.
   */
  static boolean isFatal(IcmpError error) {
    return error.isIpv6() || (error.type() != V4_SOURCE_QUENCH && error.type() != V4_REDIRECT);
  }

  /** What an ICMP error means for an echo. */
  static EchoFailure of(IcmpError error) {
    EchoError kind =
        error.isIpv6() ? ofIpv6(error.type(), error.code()) : ofIpv4(error.type(), error.code());
    return new EchoFailure(kind, error.offender());
  }

  /** The codes are those of RFC 792, RFC 1122 (section 3.2.2.1) and RFC 1812 (section 5.2.7.1). */
  private static EchoError ofIpv4(int type, int code) {
    return switch (type) {
      case V4_UNREACHABLE ->
          switch (code) {
            case 0, 6, 11 -> EchoError.NETWORK_UNREACHABLE;
            case 1, 5, 7, 8, 12 -> EchoError.HOST_UNREACHABLE;
            case 2, 3 -> EchoError.PROTOCOL_UNREACHABLE;
            case 4 -> EchoError.TOO_BIG;
            case 9, 10, 13 -> EchoError.PROHIBITED;
            default -> EchoError.OTHER;
          };
      case V4_TIME_EXCEEDED -> code == 0 ? EchoError.HOPS_EXCEEDED : EchoError.OTHER;
      default -> EchoError.OTHER;
    };
  }

  /** The codes are those of RFC 4443, sections 3.1 to 3.3. */
  private static EchoError ofIpv6(int type, int code) {
    return switch (type) {
      case V6_UNREACHABLE ->
          switch (code) {
            case 0, 2 -> EchoError.NETWORK_UNREACHABLE;
            case 1, 5, 6 -> EchoError.PROHIBITED;
            case 3 -> EchoError.HOST_UNREACHABLE;
            case 4 -> EchoError.PROTOCOL_UNREACHABLE;
            default -> EchoError.OTHER;
          };
      case V6_TOO_BIG -> EchoError.TOO_BIG;
      case V6_TIME_EXCEEDED -> code == 0 ? EchoError.HOPS_EXCEEDED : EchoError.OTHER;
      default -> EchoError.OTHER;
    };
  }
}
