package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this kernel offers to any thread. */
public final class Kernel {
  private static final int PR_SET_TIMERSLACK = 29;
  private static final long TIMEX_BYTES = 208;
  private static final long TIMEX_MAXERROR = 24;
  private static final long TIMEX_STATUS = 40;
  private static final int STA_UNSYNC = 0x40;
  private static final int TIME_ERROR = 5;
  private static final long NANOS_PER_MICRO = 1_000;

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  private Kernel() {}

  /** Whether this is a system whose calls are known here, and this process may make them. */
  public static boolean isKnown() {
    return Libc.isSupportedSystem() && Kernel.class.getModule().isNativeAccessEnabled();
  }

  /** Whether stamping sockets can be opened here: the system is known and lets us. */
  public static boolean hasStampingSockets() {
    return Holder.AVAILABLE;
  }

  /** Looked at once, when first asked. */
  private static final class Holder {
    static final boolean AVAILABLE = probe();

    private static boolean probe() {
      if (!isKnown()) {
        return false;
      }
      // A kernel switches stamping on a moment after the first socket asks for it, and packets in
      // between have no stamp: this one stays open for as long as the process lives.
      int fd = UdpSocket.create(false);
      return fd >= 0 && UdpSocket.enableStamps(fd) >= 0;
    }
  }

  /**
   * Whether a send that fails takes a number of the send stamps' all the same: before Linux 6.9,
   * where an ICMP error about an earlier datagram let it fail.
   */
  public static boolean numbersFailedSends() {
    return numbersFailedSends(System.getProperty("os.version", ""));
  }

  static boolean numbersFailedSends(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.lookingAt()) {
      return true;
    }
    int major = Integer.parseInt(matcher.group(1));
    return major < 6 || (major == 6 && Integer.parseInt(matcher.group(2)) < 9);
  }

  /** Lets the calling thread's waits end when they should, rather than up to 50 us later. */
  public static void waitPrecisely() {
    int unused = Libc.prctl(PR_SET_TIMERSLACK, 1); // as it was where it is refused
  }

  /**
   * The kernel's own word on how far its clock may be from UTC, nanoseconds (adjtimex(2): maxerror,
   * which grows by 500 ppm between two corrections). Empty where nothing disciplines the clock.
   */
  public static OptionalLong clockErrorNanos() {
    if (!isKnown()) {
      return OptionalLong.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES); // modes 0: only read
      int state = Libc.adjtimex(timex);
      if (state < 0
          || state == TIME_ERROR
          || (timex.get(JAVA_INT, TIMEX_STATUS) & STA_UNSYNC) != 0) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(timex.get(JAVA_LONG, TIMEX_MAXERROR) * NANOS_PER_MICRO);
    }
  }
}
