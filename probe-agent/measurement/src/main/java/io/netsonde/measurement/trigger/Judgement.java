package io.netsonde.measurement.trigger;

import java.util.Optional;

/** What one rule says of one cycle: that it is kept or broken, or that nothing can be said. */
record Judgement(boolean isKnown, Optional<TriggerReason> reason) {
  static final Judgement UNKNOWN = new Judgement(false, Optional.empty());
  static final Judgement GOOD = new Judgement(true, Optional.empty());

  static Judgement bad(TriggerReason reason) {
    return new Judgement(true, Optional.of(reason));
  }
}
