package io.netsonde.measurement.trigger;

/**
 * Hysteresis of one rule: once it has caused a trace, only enough good cycles in a row arm it, or
 * one that is much worse than the one that did.
 */
final class Arming {
  private static final double MUCH_WORSE = 3;

  private final int clearAfter;
  private boolean isArmed = true;
  private int goodInRow;
  private double firedValue;

  Arming(int clearAfter) {
    this.clearAfter = clearAfter;
  }

  /** Whether the rule is broken and armed. What is not known changes nothing. */
  boolean accept(Judgement judgement) {
    if (!judgement.isKnown()) {
      return false;
    }
    if (judgement.reason().isPresent()) {
      goodInRow = 0;
      return isArmed || judgement.reason().get().value() > MUCH_WORSE * firedValue;
    }
    goodInRow++;
    if (goodInRow >= clearAfter) {
      isArmed = true;
    }
    return false;
  }

  /**
   * It has caused a trace.
   *
   * @param value the figure that did
   */
  void disarm(double value) {
    isArmed = false;
    firedValue = value;
    goodInRow = 0;
  }

  void arm() {
    isArmed = true;
  }
}
