package io.netsonde.diagnosis;

import java.util.Arrays;

/**
 * From windows that look bad to a state: begun by one, two or three of the last three, as bad as
 * they are; ended by three good ones in a row.
 */
final class Hysteresis {
  private static final int LOOK_BACK = 3;
  private static final int LEAST_SAMPLES = 3;
  private static final int ENOUGH = 6;

  /** What a window changed. */
  enum Change {
    NONE,
    BEGUN,
    OVER
  }

  /** How bad a window looks. */
  enum Look {
    GOOD(0),
    /** Three such in a row are a bad time. */
    BAD(2),
    /** Two such of three are. */
    VERY_BAD(3),
    /** This alone is. */
    BAD_BEYOND_DOUBT(ENOUGH);

    private final int weight;

    Look(int weight) {
      this.weight = weight;
    }

    /** As bad as two of three, or good. */
    static Look of(boolean isBad) {
      return isBad ? VERY_BAD : GOOD;
    }
  }

  private final Look[] looks = new Look[LOOK_BACK];
  private final int[] samples = new int[LOOK_BACK];
  private final long[] starts = new long[LOOK_BACK];
  private boolean isActive;
  private long since;
  private long until;

  Hysteresis() {
    Arrays.fill(looks, Look.GOOD);
  }

  /** Takes the next window, which speaks for many samples. */
  Change accept(Look look, long startEpochNanos) {
    return accept(look, startEpochNanos, LEAST_SAMPLES);
  }

  /**
   * Takes the next window.
   *
   * @param startEpochNanos when the window began
   * @param measured how many samples it has: it takes three bad ones to begin
   */
  Change accept(Look look, long startEpochNanos, int measured) {
    boolean isBad = look != Look.GOOD;
    System.arraycopy(samples, 1, samples, 0, LOOK_BACK - 1);
    samples[LOOK_BACK - 1] = isBad ? measured : 0;
    System.arraycopy(looks, 1, looks, 0, LOOK_BACK - 1);
    System.arraycopy(starts, 1, starts, 0, LOOK_BACK - 1);
    looks[LOOK_BACK - 1] = look;
    starts[LOOK_BACK - 1] = startEpochNanos;
    int weight = Arrays.stream(looks).mapToInt(one -> one.weight).sum();
    if (!isActive && isBad && weight >= ENOUGH && Arrays.stream(samples).sum() >= LEAST_SAMPLES) {
      isActive = true;
      since = starts[firstBad()];
      return Change.BEGUN;
    }
    if (isActive && weight == 0) {
      isActive = false;
      until = starts[0];
      return Change.OVER;
    }
    return Change.NONE;
  }

  boolean isActive() {
    return isActive;
  }

  /** What holds now, or held last. */
  Period period() {
    return new Period(since, until);
  }

  /** It ends without having become good. */
  void end(long epochNanos) {
    isActive = false;
    until = epochNanos;
    Arrays.fill(looks, Look.GOOD);
    Arrays.fill(samples, 0);
  }

  private int firstBad() {
    int first = 0;
    while (looks[first] == Look.GOOD) {
      first++;
    }
    return first;
  }
}
