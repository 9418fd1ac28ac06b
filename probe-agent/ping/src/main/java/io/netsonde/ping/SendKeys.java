package io.netsonde.ping;

import java.util.Arrays;

/**
 * Which of the newest requests the kernel still has to stamp, by the key under which it will. What
 * is not stamped until as many others have been sent is given up.
 */
final class SendKeys {
  /** Neither a key nor a sequence. */
  static final long NONE = -1;

  /** How many are awaited; a power of two. */
  private static final int AWAITED = 16;

  private final long[] keys = new long[AWAITED];
  private final long[] sequences = new long[AWAITED];
  private long missing;

  SendKeys() {
    Arrays.fill(keys, NONE);
  }

  /**
   * The request of that sequence will be stamped.
   *
   * @param key at least 0 and rising
   */
  void await(long key, long sequence) {
    int place = place(key);
    missing += keys[place] == NONE ? 0 : 1;
    keys[place] = key;
    sequences[place] = sequence;
  }

  /** The sequence of the request under that key, which has its stamp now, or {@link #NONE}. */
  long take(long key) {
    int place = place(key);
    if (key < 0 || keys[place] != key) {
      return NONE;
    }
    keys[place] = NONE;
    return sequences[place];
  }

  /** Requests given up so far. */
  long missing() {
    return missing;
  }

  private static int place(long key) {
    return (int) key & (AWAITED - 1);
  }
}
