package io.netsonde.trafficsim;

import java.util.Arrays;

/**
 * Finds what a kernel's send stamp belongs to: the newest sends by the key under which the kernel
 * stamps them, an unsigned 32-bit counter of the socket that wraps and may skip. A stamp comes
 * later than its send, or never; one whose place has been taken by a newer send is nobody's. What
 * is remembered of a send the owner keeps in arrays of {@link #capacity}, by place. Allocates
 * nothing once made.
 */
public final class SendStamps {
  private static final long FREE = -1;

  private final long[] keys;
  private final int mask;
  private long missing;

  /**
   * A ring without sends.
   *
   * @param capacity how many of the newest sends are remembered, a power of two
   */
  public SendStamps(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is no power of two");
    }
    keys = new long[capacity];
    Arrays.fill(keys, FREE);
    mask = capacity - 1;
  }

  public int capacity() {
    return keys.length;
  }

  /** A datagram was sent that will be stamped under this key; says at which place it is kept. */
  public int note(long key) {
    int place = (int) key & mask;
    missing += keys[place] == FREE ? 0 : 1;
    keys[place] = key;
    return place;
  }

  /** Sends whose stamp had not come when their place was taken by a newer one. */
  public long missing() {
    return missing;
  }

  /** The place of the send of that key, once; -1 if it is not remembered. */
  public int take(long key) {
    int place = (int) key & mask;
    if (key < 0 || keys[place] != key) {
      return -1;
    }
    keys[place] = FREE;
    return place;
  }
}
