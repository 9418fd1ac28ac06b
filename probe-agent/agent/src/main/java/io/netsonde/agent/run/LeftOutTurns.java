package io.netsonde.agent.run;

import java.util.function.Consumer;

/**
 * Tells once that a probe's turns are left out, since each takes longer than the interval, and
 * again only when one has kept to it in between. One thread at a time.
 */
final class LeftOutTurns {
  private final Consumer<String> warning;
  private boolean isLate;
  private boolean isTold;

  LeftOutTurns(Consumer<String> warning) {
    this.warning = warning;
  }

  /** A turn has ended; told before {@link #leftOut} of the turns that it cost. */
  void ended() {
    isTold &= isLate;
    isLate = false;
  }

  /** The turn that ended last took the time of others. */
  void leftOut(String sentence) {
    isLate = true;
    if (!isTold) {
      isTold = true;
      warning.accept(sentence);
    }
  }
}
