package io.netsonde.netio.linux;

/** Error numbers of Linux (asm-generic: the same on x86-64 and arm64). */
public final class Errno {
  public static final int EPERM = 1;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int ENOSYS = 38;
  public static final int ECONNREFUSED = 111;

  private Errno() {}

  /**
   * The C library's words for a call's result.
   *
   * @param result what a call returned, the negative error number
   */
  public static String text(long result) {
    return Libc.strerror((int) -result);
  }
}
