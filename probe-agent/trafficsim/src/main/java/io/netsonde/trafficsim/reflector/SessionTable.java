package io.netsonde.trafficsim.reflector;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * All sessions by agent and id, bounded in number and memory.
 *
 * <p>Open addressing with linear probing over an array that is at most half full: a lookup makes no
 * key object. The hash is keyed, since clients choose their ids. All sessions are also linked in
 * the order in which they were last heard of, so that the next to expire is known.
 */
final class SessionTable {
  private final ReflectorLimits limits;
  private final KeyedHash hash;
  private final @Nullable Session[] slots;
  private final int mask;
  private int size;
  private long windowBytes;
  private @Nullable Session leastRecent;
  private @Nullable Session mostRecent;

  SessionTable(ReflectorLimits limits, Secret secret) {
    this.limits = limits;
    this.hash = secret.hash('s');
    int capacity = Integer.highestOneBit(limits.maxSessions()) << 2;
    this.slots = new Session[capacity];
    this.mask = capacity - 1;
  }

  int size() {
    return size;
  }

  long windowBytes() {
    return windowBytes;
  }

  @Nullable Session find(int agent, long id) {
    for (int at = home(agent, id); ; at = (at + 1) & mask) {
      Session session = slots[at];
      if (session == null || (session.id == id && session.agent == agent)) {
        return session;
      }
    }
  }

  /** Whether one more session could be added. */
  boolean hasRoom() {
    return size < limits.maxSessions()
        && windowBytes + ReflectorLimits.MIN_WINDOW <= limits.maxWindowBytes();
  }

  /**
   * A new session, or null where there is no room for one. Where memory is short its window is
   * smaller than asked for.
   */
  @Nullable Session add(int agent, long id, int wantedWindow, InetSocketAddress address, long now) {
    int window = limits.window(wantedWindow);
    while (window > ReflectorLimits.MIN_WINDOW && windowBytes + window > limits.maxWindowBytes()) {
      window >>= 1;
    }
    if (size >= limits.maxSessions() || windowBytes + window > limits.maxWindowBytes()) {
      return null;
    }
    Session session = new Session(agent, id, new FateWindow(window), address);
    int at = home(agent, id);
    while (slots[at] != null) {
      at = (at + 1) & mask;
    }
    slots[at] = session;
    size++;
    windowBytes += window;
    session.heardNanos = now;
    append(session);
    return session;
  }

  /** The session was heard of. */
  void heard(Session session, long now) {
    session.heardNanos = now;
    if (session != mostRecent) {
      unlink(session);
      append(session);
    }
  }

  /** The session that expires next, or null where there is none. */
  @Nullable Session nextToExpire() {
    return leastRecent;
  }

  /**
   * Has the session's window keep when answers left; says whether it does. What can be done without
   * takes no memory that windows may need: no more than half of it is in use afterwards.
   */
  boolean keepDelays(Session session) {
    FateWindow window = session.window;
    if (window.keepsDelays()) {
      return true;
    }
    if (windowBytes + window.delayBytes() > limits.maxWindowBytes() / 2) {
      return false;
    }
    window.keepDelays();
    windowBytes += window.delayBytes();
    return true;
  }

  void remove(Session session) {
    int at = home(session.agent, session.id);
    while (slots[at] != session) {
      at = (at + 1) & mask;
    }
    closeGap(at);
    unlink(session);
    size--;
    windowBytes -= session.window.bytes();
  }

  /** Moves back whatever was only pushed past the freed slot (Knuth, 6.4, algorithm R). */
  private void closeGap(int freed) {
    int gap = freed;
    slots[gap] = null;
    for (int at = (gap + 1) & mask; ; at = (at + 1) & mask) {
      Session session = slots[at];
      if (session == null) {
        return;
      }
      int home = home(session.agent, session.id);
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        slots[gap] = session;
        slots[at] = null;
        gap = at;
      }
    }
  }

  private int home(int agent, long id) {
    return (int) hash.hash(id, agent) & mask;
  }

  private void append(Session session) {
    session.lessRecent = mostRecent;
    session.moreRecent = null;
    if (mostRecent == null) {
      leastRecent = session;
    } else {
      mostRecent.moreRecent = session;
    }
    mostRecent = session;
  }

  private void unlink(Session session) {
    Session before = session.lessRecent;
    Session after = session.moreRecent;
    if (before == null) {
      leastRecent = after;
    } else {
      before.moreRecent = after;
    }
    if (after == null) {
      mostRecent = before;
    } else {
      after.lessRecent = before;
    }
  }
}
