package io.netsonde.measurement;

import java.util.Arrays;

/** The columns of a {@link CycleTrace} that hold kernels' stamps. Not safe for several threads. */
final class KernelStamps {
  private static final long NONE = Long.MIN_VALUE;

  private final long[] sent;
  private final long[] received;
  private final long[] answerDelay;

  /** Columns of {@code size} rows without a stamp. */
  KernelStamps(int size) {
    sent = new long[size];
    received = new long[size];
    answerDelay = new long[size];
    Arrays.fill(sent, NONE);
    Arrays.fill(answerDelay, NONE);
  }

  private KernelStamps(KernelStamps whole, int size) {
    sent = Arrays.copyOf(whole.sent, size);
    received = Arrays.copyOf(whole.received, size);
    answerDelay = Arrays.copyOf(whole.answerDelay, size);
  }

  KernelStamps prefix(int rows) {
    return new KernelStamps(this, rows);
  }

  void stamped(int row, long t1, long t4) {
    sent[row] = t1;
    received[row] = t4;
  }

  void answerLeft(int row, long delayNanos) {
    answerDelay[row] = delayNanos;
  }

  boolean hasSenders(int row) {
    return sent[row] != NONE;
  }

  boolean hasReflectors(int row) {
    return answerDelay[row] != NONE;
  }

  long sent(int row) {
    return require(sent[row], row);
  }

  long received(int row) {
    require(sent[row], row);
    return received[row];
  }

  /** From T3 as the answer carries it until the reflector's kernel sent the answer. */
  long answerDelay(int row) {
    return require(answerDelay[row], row);
  }

  private static long require(long stamp, int row) {
    if (stamp == NONE) {
      throw new IllegalStateException("row " + row + " has no such stamp");
    }
    return stamp;
  }
}
