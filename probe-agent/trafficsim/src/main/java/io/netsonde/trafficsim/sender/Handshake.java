package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.reached;

/**
 * When HELLOs are due: every 2 s for 10 s, then again after a rest of 5 s, for ever.
 *
 * <pre>
 * attempts at 0 2 4 6 8 10 s | rest | 15 17 19 21 23 25 s | rest | 30 ...
 * </pre>
 */
final class Handshake {
  static final long ATTEMPT_NANOS = 2_000_000_000L;
  static final long ROUND_NANOS = 10_000_000_000L;
  static final long REST_NANOS = 5_000_000_000L;

  private boolean active;
  private int round;
  private long roundNanos;
  private long nextNanos;

  /** Starts attempts now, unless they are under way. */
  void begin(long nowNanos) {
    if (!active) {
      active = true;
      round = 0;
      startRound(nowNanos);
    }
  }

  /** An attempt is worth while now, whatever the plan: the peer may be somewhere else. */
  void hurry(long nowNanos) {
    if (nextNanos - nowNanos > 0) {
      nextNanos = nowNanos;
    }
  }

  void end() {
    active = false;
  }

  boolean isActive() {
    return active;
  }

  /** Whether a first whole round has passed without success. */
  boolean hasFailed(long nowNanos) {
    return active && (round > 1 || reached(roundNanos + ROUND_NANOS, nowNanos));
  }

  /** The round under way, from 1. */
  int round() {
    return round;
  }

  boolean isDue(long nowNanos) {
    return active && reached(nextNanos, nowNanos);
  }

  /** The due attempt is being made; says whether it is the first of its round. */
  boolean attempt(long nowNanos) {
    boolean first = nextNanos == roundNanos;
    do {
      nextNanos += ATTEMPT_NANOS;
    } while (reached(nextNanos, nowNanos));
    if (nextNanos - (roundNanos + ROUND_NANOS) > 0) {
      long rested = roundNanos + ROUND_NANOS + REST_NANOS;
      startRound(reached(rested, nowNanos) ? nowNanos + ATTEMPT_NANOS : rested);
    }
    return first;
  }

  long nextNanos() {
    return nextNanos;
  }

  private void startRound(long atNanos) {
    round++;
    roundNanos = atNanos;
    nextNanos = atNanos;
  }
}
