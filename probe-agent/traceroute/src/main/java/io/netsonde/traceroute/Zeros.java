package io.netsonde.traceroute;

import java.nio.ByteBuffer;

/** Padding. */
final class Zeros {
  private Zeros() {}

  static void put(ByteBuffer to, int count) {
    for (int i = 0; i < count; i++) {
      to.put((byte) 0);
    }
  }
}
