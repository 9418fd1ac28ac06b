package io.netsonde.trafficsim.reflector;

import java.time.Duration;

/**
 * What a reflector spends at most.
 *
 * @param maxSessions sessions at a time, at least 1
 * @param expiry a session that is silent so long is forgotten
 * @param maxWindow sequences remembered of a session, a power of two, at least {@link #MIN_WINDOW}
 * @param maxWindowBytes memory for the windows of all sessions: one byte a sequence, and four more
 *     where the kernel stamps answers
 * @param helloPerSecond HELLOs a second answered to one source prefix (IPv4 /24, IPv6 /56)
 * @param helloBurst HELLOs answered to one prefix at once
 * @param cookieLifetime a cookie is valid for this long at least, twice this at most
 */
public record ReflectorLimits(
    int maxSessions,
    Duration expiry,
    int maxWindow,
    long maxWindowBytes,
    int helloPerSecond,
    int helloBurst,
    Duration cookieLifetime) {

  /** The smallest window that is granted. */
  public static final int MIN_WINDOW = 64;

  /** A thousand clients behind one address get their sessions at once. */
  public static final ReflectorLimits DEFAULT =
      new ReflectorLimits(
          10_000, Duration.ofMinutes(10), 65_536, 256L << 20, 1000, 4000, Duration.ofSeconds(60));

  public ReflectorLimits {
    require(maxSessions >= 1 && maxSessions <= 1 << 24, "max sessions", maxSessions);
    require(expiry.isPositive(), "expiry", expiry);
    require(
        maxWindow >= MIN_WINDOW && maxWindow <= 1 << 24 && Integer.bitCount(maxWindow) == 1,
        "max window",
        maxWindow);
    require(maxWindowBytes >= MIN_WINDOW, "max window bytes", maxWindowBytes);
    require(helloPerSecond >= 1, "hello per second", helloPerSecond);
    require(helloBurst >= 1, "hello burst", helloBurst);
    require(cookieLifetime.isPositive(), "cookie lifetime", cookieLifetime);
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " cannot be " + value);
    }
  }

  /** The window for a client that asks for {@code wanted} (unsigned): a power of two. */
  int window(int wanted) {
    if (wanted < 0 || wanted >= maxWindow) {
      return maxWindow;
    }
    return wanted <= MIN_WINDOW ? MIN_WINDOW : Integer.highestOneBit(wanted - 1) << 1;
  }
}
