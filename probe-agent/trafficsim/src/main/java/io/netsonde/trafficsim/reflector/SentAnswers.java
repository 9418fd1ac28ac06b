package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.SendStamps;

/**
 * Answers to DATA on their way through the kernel, until it says when they left: see {@link
 * Reflector#onSendStamp}. Sessions are remembered by name, so that one that expires is not kept
 * alive.
 */
final class SentAnswers {
  /** More than are under way to the network card or in the queue of stamps. */
  private static final int CAPACITY = 4096;

  /** The largest delay that has a place on the wire; one more stands for "unknown". */
  private static final long MOST_DELAY_NANOS = 0xffff_fffeL;

  private final SessionTable sessions;
  private final SendStamps stamps = new SendStamps(CAPACITY);
  private final int[] agents = new int[CAPACITY];
  private final long[] ids = new long[CAPACITY];
  private final long[] sequences = new long[CAPACITY];
  private final long[] repliedNanos = new long[CAPACITY];

  // Of the answer composed last, if its request's stamps were the kernel's.
  private boolean awaited;
  private int agent;
  private long id;
  private long sequence;
  private long replied;

  SentAnswers(SessionTable sessions) {
    this.sessions = sessions;
  }

  /** Another request is at hand. */
  void begin() {
    awaited = false;
  }

  /** It is DATA, stamped by the kernel, and going to be answered. */
  void answering(Session session, long dataSequence) {
    awaited = true;
    agent = session.agent;
    id = session.id;
    sequence = dataSequence;
  }

  /** The answer carries this time, on the monotonic clock, as T3. */
  void sealed(long t3Nanos) {
    replied = t3Nanos;
  }

  /** See {@link Reflector#sent}. */
  void sent(long key) {
    if (!awaited) {
      return;
    }
    awaited = false;
    int place = stamps.note(key);
    agents[place] = agent;
    ids[place] = id;
    sequences[place] = sequence;
    repliedNanos[place] = replied;
  }

  /** See {@link Reflector#onSendStamp}. */
  void onStamp(long key, long nanos) {
    int place = stamps.take(key);
    if (place < 0) {
      return;
    }
    long delay = nanos - repliedNanos[place];
    Session session = sessions.find(agents[place], ids[place]);
    if (session != null
        && delay >= 0
        && delay <= MOST_DELAY_NANOS
        && sessions.keepDelays(session)) {
      session.window.left(sequences[place], (int) delay);
    }
  }
}
