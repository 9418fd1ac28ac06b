package io.netsonde.measurement;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exact distribution of a finite set of values: it keeps them all, sorted, so every figure is exact
 * and distributions merge without error. Immutable.
 *
 * <p>Percentiles are by nearest rank; the standard deviation is the population's. Values are
 * nanoseconds where they are times, and may be negative.
 */
public final class Distribution {
  /** The distribution of nothing. */
  public static final Distribution EMPTY = new Distribution(new long[0]);

  private final long[] sorted;

  private Distribution(long[] sorted) {
    this.sorted = sorted;
  }

  /** A distribution of a copy of {@code values}, in any order. */
  public static Distribution of(long... values) {
    if (values.length == 0) {
      return EMPTY;
    }
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Distribution(sorted);
  }

  /** All values of all {@code parts} together. */
  public static Distribution merge(List<Distribution> parts) {
    long[] all = new long[parts.stream().mapToInt(Distribution::count).sum()];
    int at = 0;
    for (Distribution part : parts) {
      System.arraycopy(part.sorted, 0, all, at, part.sorted.length);
      at += part.sorted.length;
    }
    return of(all);
  }

  public int count() {
    return sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0;
  }

  /** The value of that rank, from 0 for the smallest. */
  public long value(int rank) {
    return sorted[rank];
  }

  /** A copy of all values, ascending. */
  public long[] values() {
    return sorted.clone();
  }

  /**
   * The smallest value.
   *
   * @throws IllegalStateException if empty, as do all figures below
   */
  public long min() {
    return sorted[requireValues()];
  }

  public long max() {
    requireValues();
    return sorted[sorted.length - 1];
  }

  public double mean() {
    requireValues();
    double mean = 0;
    for (int i = 0; i < sorted.length; i++) {
      mean += (sorted[i] - mean) / (i + 1);
    }
    return mean;
  }

  /** The population's standard deviation (divisor n). */
  public double standardDeviation() {
    double mean = mean();
    double sum = 0;
    for (long value : sorted) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / sorted.length);
  }

  /**
   * The smallest value that at least {@code percent} percent of the values do not exceed: nearest
   * rank.
   *
   * @param percent above 0, at most 100
   */
  public long percentile(double percent) {
    requireValues();
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percentile " + percent + " is not within ]0, 100]");
    }
    // The product is rounded to nine decimals so that 0.95 x 60 has rank 57 and not 58.
    double rank = Math.ceil(Math.rint(percent * sorted.length * 1e7) / 1e9);
    return sorted[Math.max(1, (int) rank) - 1];
  }

  public long median() {
    return percentile(50);
  }

  /** Whether the other distribution holds the same values, each as often. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Distribution that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return isEmpty() ? "nothing" : count() + " from " + min() + " by " + median() + " to " + max();
  }

  private int requireValues() {
    if (sorted.length == 0) {
      throw new IllegalStateException("an empty distribution has no figures");
    }
    return 0;
  }
}
