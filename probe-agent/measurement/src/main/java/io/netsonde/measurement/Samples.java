package io.netsonde.measurement;

import java.util.Arrays;

/** Collects values of which a {@link Distribution} is to be made. Not safe for several threads. */
final class Samples {
  private long[] values = new long[16];
  private int count;

  void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
  }

  Distribution distribution() {
    return Distribution.of(Arrays.copyOf(values, count));
  }
}
