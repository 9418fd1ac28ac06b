package io.netsonde.netio.linux;

/** Error numbers of Linux (asm-generic: the same on x86-64 and arm64). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int EINTR = 4;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int ENOSYS = 38;
  public static final int ECONNREFUSED = 111;

  private static final int ENONET = 64;
  private static final int EPROTO = 71;
  private static final int EMSGSIZE = 90;
  private static final int ENOPROTOOPT = 92;
  private static final int EOPNOTSUPP = 95;
  private static final int ENETUNREACH = 101;
  private static final int EHOSTDOWN = 112;
  private static final int EHOSTUNREACH = 113;
  private static final int EREMOTEIO = 121;

  private Errno() {}

  /**
   * Whether a call's result may be an ICMP error about an earlier datagram, which surfaces at the
   * next call, whatever that is for; doing the call again then tells what it is about itself.
   */
  public static boolean mayBeOfEarlierDatagram(int result) {
    return switch (-result) {
      case ECONNREFUSED,
          EHOSTUNREACH,
          ENETUNREACH,
          EHOSTDOWN,
          EMSGSIZE,
          EPROTO,
          ENOPROTOOPT,
          EOPNOTSUPP,
          ENONET,
          EACCES,
          EREMOTEIO -> // a redirect, to sockets of ICMP
          true;
      default -> false;
    };
  }

  /**
   * The C library's words for a call's result.
   *
   * @param result what a call returned, the negative error number
   */
  public static String text(long result) {
    return Libc.strerror((int) -result);
  }
}
