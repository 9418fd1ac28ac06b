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

  /** No more of it than this is set aside for a packet's way to the reflector. */
  private static final long MOST_UNDER_WAY_NANOS = COOKIE_LIFE_NANOS / 2;

  private boolean held;
  private boolean up;
  private long cookie;

  /** When the request left whose answer brought the cookie: it is not older than that. */
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

  /**
   * Whether a packet that leaves now shows a cookie that the reflector will accept, if it arrives
   * within the timeout.
   */
  boolean isCookieFresh(long nowNanos, long timeoutNanos) {
    long underWay = Math.min(timeoutNanos, MOST_UNDER_WAY_NANOS);
    return held && nowNanos + underWay - cookieNanos < COOKIE_LIFE_NANOS;
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

  /**
   * A HELLO was answered.
   *
   * @param helloNanos when it left
   */
  Greeting greet(Packet ack, long helloNanos) {
    Greeting greeting;
    if (!held) {
      greeting = Greeting.FIRST;
    } else if (ack.boot != boot) {
      greeting = Greeting.RESTARTED;
    } else if (ack.receivedCount == 0 && (answeredSinceBoot || ack.cookie != cookie)) {
      // It does not know the session. It may never have seen a packet of it, or it has refused
      // them; only who is given the very cookie that he has knows that it was good here.
      greeting = Greeting.FORGOTTEN;
    } else {
      greeting = Greeting.KNOWN;
    }
    if (greeting == Greeting.FIRST || greeting == Greeting.RESTARTED) {
      answeredSinceBoot = false;
    }
    if (greeting != Greeting.KNOWN) {
      held = true;
      boot = ack.boot;
      clock = ack.clock;
      cookieNanos = helloNanos;
    }
    adopt(ack, helloNanos);
    return greeting;
  }

  /**
   * Takes over the cookie of a valid answer: not from before a restart, and not when a later
   * request's answer came first, for then it may be the older one.
   *
   * @param requestNanos when the request left that is answered
   */
  void adopt(Packet answer, long requestNanos) {
    if (held && answer.boot == boot && requestNanos - cookieNanos >= 0) {
      cookie = answer.cookie;
      cookieNanos = requestNanos;
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
