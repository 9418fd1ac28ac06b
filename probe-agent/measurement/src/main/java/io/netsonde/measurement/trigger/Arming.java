package io.netsonde.measurement.trigger;

/** Hysteresis of one rule: once it has caused a trace, only enough good cycles in a row arm it. */
final class Arming {
  private final int clearAfter;
  private boolean isArmed = true;
  private int goodInRow;

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
      return isArmed;
    }
    goodInRow++;
    if (goodInRow >= clearAfter) {
      isArmed = true;
    }
    return false;
  }

  void disarm() {
    isArmed = false;
    goodInRow = 0;
  }

  void arm() {
    isArmed = true;
  }
}
