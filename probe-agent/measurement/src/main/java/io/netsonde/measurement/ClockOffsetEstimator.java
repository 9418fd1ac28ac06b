package io.netsonde.measurement;

import io.netsonde.measurement.ClockOffset.Basis;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates the reflector's clock minus the sender's, with a bound that holds however asymmetric
 * the path is. Not safe for several threads.
 *
 * <p>No packet takes less than no time, so each answer confines the offset: {@code t3 - t4 <=
 * offset <= t2 - t1}. The intervals of all answers are intersected, each widened by the drift
 * assumed between its stamps and the latest one; the middle is the estimate and half the width its
 * bound. The lower end says what was true at t4 and the upper end what was true at t1, so each is
 * widened from its own stamp. An answer of age {@code a} (since its t1) and round-trip delay {@code
 * r} keeps the bound within {@code r / 2 + a x drift}; old answers so lose their say without a
 * window's edge.
 *
 * <p>Where nothing is left of the intersection a clock stepped (or drifts faster than assumed): the
 * estimate starts anew from the answer that showed it. A step by less than about one round trip
 * cannot be told from queueing, and is not seen.
 *
 * <p>Where both clocks are disciplined from outside, the kernels' own errors confine the offset
 * too. They are asked for with each estimate and leave no trace here: a clock that is wrong about
 * itself can mislead an estimate, but the network's interval never.
 */
public final class ClockOffsetEstimator {
  /** Assumed drift of one clock against the other: 100 ppm, one part in so many. */
  static final long DRIFT_DIVISOR = 10_000;

  private boolean started;
  private long lower;
  private long lowerStamp;
  private long upper;
  private long upperStamp;
  private long latest;
  private long steps;

  /**
   * An answer came. Answers are given in the order in which their packets were sent.
   *
   * @param t1 sent by the sender, its clock, epoch nanoseconds
   * @param t2 received by the reflector, the reflector's clock
   * @param t3 sent by the reflector, the reflector's clock
   * @param t4 received by the sender, its clock
   * @return whether it shows that a clock stepped since the answers before
   */
  public boolean onAnswer(long t1, long t2, long t3, long t4) {
    long low = t3 - t4;
    long high = t2 - t1;
    if (low > high || implausible(t1) || implausible(t2) || implausible(t3) || implausible(t4)) {
      // Stamps that contradict each other (a negative round-trip delay) say nothing of the offset.
      return false;
    }
    if (!started) {
      restart(low, high, t1, t4);
      return false;
    }
    long now = Math.max(latest, t4);
    if (low - drift(now - t4) > upperAt(now) || lowerAt(now) > high + drift(now - t1)) {
      restart(low, high, t1, t4);
      steps++;
      return true;
    }
    // Both ends widen at one rate, so which answer confines more does not change with time.
    if ((low - lower) * DRIFT_DIVISOR > lowerStamp - t4) {
      lower = low;
      lowerStamp = t4;
    }
    if ((upper - high) * DRIFT_DIVISOR > upperStamp - t1) {
      upper = high;
      upperStamp = t1;
    }
    latest = now;
    return false;
  }

  /** The estimate as of the latest answer, from the network alone; empty before the first. */
  public Optional<ClockOffset> estimate() {
    return estimate(OptionalLong.empty());
  }

  /**
   * The estimate as of the latest answer, from the network and the clocks' own errors; empty before
   * the first answer.
   *
   * @param clockError how far the two clocks are apart at most, as their kernels say: the sum of
   *     both errors, nanoseconds; without effect where the answers refute it
   */
  public Optional<ClockOffset> estimate(OptionalLong clockError) {
    if (!started) {
      return Optional.empty();
    }
    long low = lowerAt(latest);
    long high = upperAt(latest);
    if (clockError.isEmpty() || refutes(clockError.getAsLong())) {
      return Optional.of(within(low, high, Basis.NETWORK));
    }
    long error = clockError.getAsLong();
    boolean narrower = low < -error || high > error;
    return Optional.of(
        within(
            Math.max(low, -error), Math.min(high, error), narrower ? Basis.CLOCKS : Basis.NETWORK));
  }

  /** Whether the network, as of the latest answer, shows clocks further apart than that. */
  public boolean refutes(long clockError) {
    return started && (lowerAt(latest) > clockError || upperAt(latest) < -clockError);
  }

  /** How many steps were seen. */
  public long steps() {
    return steps;
  }

  /** How much the offset may have changed over a time, nanoseconds, rounded up. */
  static long drift(long nanos) {
    return nanos <= 0 ? 0 : (nanos - 1) / DRIFT_DIVISOR + 1;
  }

  private static ClockOffset within(long low, long high, Basis basis) {
    long width = high - low;
    return new ClockOffset(low + width / 2, width - width / 2, basis);
  }

  private void restart(long low, long high, long t1, long t4) {
    lower = low;
    lowerStamp = t4;
    upper = high;
    upperStamp = t1;
    latest = t4;
    started = true;
  }

  private long lowerAt(long now) {
    return lower - drift(now - lowerStamp);
  }

  private long upperAt(long now) {
    return upper + drift(now - upperStamp);
  }

  /** Outside of 1970 to 2116, so that no difference of two stamps overflows. */
  private static boolean implausible(long stamp) {
    return stamp < 0 || stamp >= 1L << 62;
  }
}
