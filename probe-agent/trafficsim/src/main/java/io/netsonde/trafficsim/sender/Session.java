package io.netsonde.trafficsim.sender;

import io.netsonde.trafficsim.wire.Packet;

/**
 * What the sender knows of its peer: cookie, boot and clock, and whether answers still come.
 *
 * <pre>
 *            HELLO answered                three timeouts in a row
 *   NONE ───────────────────▶ HELD, up ───────────────────────────▶ HELD, down
 *                                ▲        any answer, HELLO answered     │
 *                                └────────────────────────────────────────┘
 * </pre>
 *
 * In HELD, down the old cookie is still used: the peer may accept it.
 */
final class Session {
  static final int TIMEOUTS_TO_LOSE = 3;

  /** A reflector accepts a cookie for at least this long after it has given it. */
  static final long COOKIE_LIFE_NANOS = 60_000_000_000L;

  private boolean held;
  private boolean up;
  private long cookie;
  private long cookieNanos;
  private long boot;
  private long clock;
  private int timeoutsInRow;
  private boolean answeredSinceBoot;
  private long lowestAnswered;

  /** Whether there is a cookie to send with. */
  boolean isHeld() {
    return held;
  }

  boolean isUp() {
    return up;
  }

  /** The newest cookie, 0 without one. */
  long cookie() {
    return cookie;
  }

  boolean isCookieFresh(long nowNanos) {
    return held && nowNanos - cookieNanos < COOKIE_LIFE_NANOS;
  }

  long boot() {
    return boot;
  }

  boolean isOnClock(long ownClock) {
    return ownClock != 0 && clock == ownClock;
  }

  /** What an answered HELLO says of the peer. */
  enum Greeting {
    /** The first ever. */
    FIRST,
    /** The peer knows the session, and our cookie was good all along. */
    KNOWN,
    /** The peer has restarted. */
    RESTARTED,
    /** The same peer, but it has forgotten the session, or took our packets for a stranger's. */
    FORGOTTEN
  }

  Greeting greet(Packet ack, long nowNanos) {
    Greeting greeting;
    if (!held) {
      greeting = Greeting.FIRST;
    } else if (ack.boot != boot) {
      greeting = Greeting.RESTARTED;
    } else if (ack.receivedCount == 0 && answeredSinceBoot) {
      greeting = Greeting.FORGOTTEN;
    } else {
      greeting = Greeting.KNOWN;
    }
    if (greeting == Greeting.FIRST || greeting == Greeting.RESTARTED) {
      answeredSinceBoot = false;
    }
    held = true;
    boot = ack.boot;
    clock = ack.clock;
    adopt(ack, nowNanos);
    return greeting;
  }

  /** Any valid answer: its cookie is the newest, unless it comes from before a restart. */
  void adopt(Packet answer, long nowNanos) {
    if (held && answer.boot == boot) {
      cookie = answer.cookie;
      cookieNanos = nowNanos;
    }
  }

  void dataAnswered(Packet ack, long sequence) {
    if (ack.boot == boot) {
      lowestAnswered = answeredSinceBoot ? Math.min(lowestAnswered, sequence) : sequence;
      answeredSinceBoot = true;
    }
  }

  /** Whether a packet before {@code sequence} was answered by the peer's present incarnation. */
  boolean hasAnswerBefore(long sequence) {
    return answeredSinceBoot && lowestAnswered < sequence;
  }

  /** The peer lives; says whether that is news. */
  boolean heard() {
    timeoutsInRow = 0;
    boolean news = !up;
    up = true;
    return news;
  }

  /** A packet went unanswered; says whether the session is now to be regained. */
  boolean timedOut() {
    return ++timeoutsInRow == TIMEOUTS_TO_LOSE;
  }

  /** Says whether that is news. */
  boolean lose() {
    boolean news = up;
    up = false;
    return news;
  }
}
