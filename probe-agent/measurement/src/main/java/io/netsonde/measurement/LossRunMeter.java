package io.netsonde.measurement;

/**
 * Runs of consecutive losses (RFC 3357; episodes as in RFC 6534), which go on across the seam of
 * two cycles. Not safe for several threads.
 */
final class LossRunMeter {
  private long run;
  private Samples ended = new Samples();
  private long longest;
  private long begun;

  /** A new cycle begins: what was counted for the previous one is forgotten, an open run is not. */
  void beginCycle() {
    ended = new Samples();
    longest = 0;
    begun = 0;
  }

  void onLost() {
    if (run == 0) {
      begun++;
    }
    run++;
    longest = Math.max(longest, run);
  }

  /** A packet arrived, or nothing is known of it: either way the run, if any, is over. */
  void onEnd() {
    if (run > 0) {
      ended.add(run);
      run = 0;
    }
  }

  /** Lengths of the runs that ended in this cycle. */
  Distribution ended() {
    return ended.distribution();
  }

  /** Longest run with a loss in this cycle, ended or not, counted with what came before. */
  long longest() {
    return longest;
  }

  /** Runs that began in this cycle. */
  long begun() {
    return begun;
  }
}
