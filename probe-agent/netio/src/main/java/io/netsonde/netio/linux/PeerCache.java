package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of peers heard lately as objects, so that a datagram of a known peer allocates
 * nothing. Each raw address has one place, where a later one with the same place displaces it.
 */
final class PeerCache {
  private static final int PLACES = 4096;
  private static final int WORDS = 4;
  private static final short AF_INET = 2;

  private final long[] raw = new long[PLACES * WORDS];
  private final @Nullable InetSocketAddress[] addresses = new InetSocketAddress[PLACES];

  @Nullable InetSocketAddress address(MemorySegment names, long offset) {
    long first = names.get(JAVA_LONG, offset);
    boolean v4 = (short) first == AF_INET;
    long second = v4 ? 0 : names.get(JAVA_LONG, offset + 8);
    long third = v4 ? 0 : names.get(JAVA_LONG, offset + 16);
    long fourth = v4 ? 0 : names.get(JAVA_INT, offset + 24);
    int place = place(first, second, third, fourth);
    int word = place * WORDS;
    @Nullable InetSocketAddress known = addresses[place];
    if (known != null
        && raw[word] == first
        && raw[word + 1] == second
        && raw[word + 2] == third
        && raw[word + 3] == fourth) {
      return known;
    }
    @Nullable InetSocketAddress read = RawAddress.read(names, offset);
    addresses[place] = read;
    raw[word] = first;
    raw[word + 1] = second;
    raw[word + 2] = third;
    raw[word + 3] = fourth;
    return read;
  }

  private static int place(long first, long second, long third, long fourth) {
    long mixed = (((first * 31 + second) * 31 + third) * 31 + fourth) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 52);
  }
}
