package io.netsonde.trafficsim.reflector;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Token buckets for source prefixes, IPv4 /24 and IPv6 /56, in a table of fixed size: two prefixes
 * may share a bucket, but nobody can tell which.
 */
final class HelloLimiter {
  private static final int BUCKETS = 4096;
  private static final long SECOND = 1_000_000_000L;

  private final KeyedHash hash;
  private final double burst;
  private final long nanosPerToken;
  private final double[] tokens = new double[BUCKETS];
  private final long[] updated = new long[BUCKETS];
  private final boolean[] used = new boolean[BUCKETS];

  HelloLimiter(Secret secret, int perSecond, double burst) {
    this.hash = secret.hash('h');
    this.burst = burst;
    this.nanosPerToken = Math.max(1, SECOND / perSecond);
    Arrays.fill(tokens, burst);
  }

  /** Takes a token of the address's prefix; false if there is none. */
  boolean admit(InetAddress source, long nowNanos) {
    int bucket = (int) hash.hash(prefix(source.getAddress()), 0) & (BUCKETS - 1);
    if (used[bucket]) {
      long elapsed = Math.max(0, nowNanos - updated[bucket]);
      tokens[bucket] = Math.min(burst, tokens[bucket] + (double) elapsed / nanosPerToken);
    }
    used[bucket] = true;
    updated[bucket] = nowNanos;
    if (tokens[bucket] < 1) {
      return false;
    }
    tokens[bucket]--;
    return true;
  }

  /** The first 3 or 7 bytes, and the address's length so that the families don't meet. */
  private static long prefix(byte[] address) {
    int length = address.length == 4 ? 3 : 7;
    long prefix = length;
    for (int i = 0; i < length; i++) {
      prefix = (prefix << 8) | (address[i] & 0xff);
    }
    return prefix;
  }
}
