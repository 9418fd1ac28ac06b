package io.netsonde.diagnosis;

import java.util.Arrays;

/**
 * From windows that look bad to a state: begun by two of three, ended by three good ones in a row.
 */
final class Hysteresis {
  private static final int LOOK_BACK = 3;
  private static final int LEAST_SAMPLES = 3;

  /** What a window changed. */
  enum Change {
    NONE,
    BEGUN,
    OVER
  }

  private final boolean[] bad = new boolean[LOOK_BACK];
  private final int[] samples = new int[LOOK_BACK];
  private final long[] starts = new long[LOOK_BACK];
  private boolean isActive;
  private long since;

  /**
   * Takes the next window.
   *
   * @param startEpochNanos when the window began
   * @param measured how many samples it has
   * @param needed how many bad ones of the last three it takes to begin
   */
  Change accept(boolean isBad, long startEpochNanos, int measured, int needed) {
    System.arraycopy(samples, 1, samples, 0, LOOK_BACK - 1);
    samples[LOOK_BACK - 1] = isBad ? measured : 0;
    System.arraycopy(bad, 1, bad, 0, LOOK_BACK - 1);
    System.arraycopy(starts, 1, starts, 0, LOOK_BACK - 1);
    bad[LOOK_BACK - 1] = isBad;
    starts[LOOK_BACK - 1] = startEpochNanos;
    if (!isActive && isBad && count() >= needed && Arrays.stream(samples).sum() >= LEAST_SAMPLES) {
      isActive = true;
      since = starts[firstBad()];
      return Change.BEGUN;
    }
    if (isActive && count() == 0) {
      isActive = false;
      return Change.OVER;
    }
    return Change.NONE;
  }

  boolean isActive() {
    return isActive;
  }

  /** When the first bad window of what holds now, or held last, began. */
  long since() {
    return since;
  }

  /** As if nothing had been seen. */
  void reset() {
    isActive = false;
    Arrays.fill(bad, false);
    Arrays.fill(samples, 0);
  }

  private int count() {
    int count = 0;
    for (boolean one : bad) {
      count += one ? 1 : 0;
    }
    return count;
  }

  private int firstBad() {
    int first = 0;
    while (!bad[first]) {
      first++;
    }
    return first;
  }
}
