package io.netsonde.netio.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waits for sockets, to the nanosecond where the kernel can. One thread waits; the other methods
 * are safe for any. Results are the kernel's: negative for an error.
 */
public final class Epoll {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int CTL_ADD = 1;
  private static final int CTL_DEL = 2;
  private static final int CTL_MOD = 3;
  private static final int EPOLLIN = 1;
  private static final int EFD_FLAGS = 0x80800; // EFD_CLOEXEC | EFD_NONBLOCK
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private static final long SHORT_WAIT_NANOS = 10 * NANOS_PER_MILLI;

  /** The part of a wait by which it ends earlier: more than the kernel may add to it. */
  private static final long EARLIER = 128;

  /** The token under which {@link #wakeUp} shows. */
  public static final int WAKE_UP = -1;

  private static final int EVENTS = 256;

  // epoll_event is packed on x86-64 only.
  private static final long EVENT_BYTES = Libc.isArm() ? 16 : 12;
  private static final long EVENT_DATA = Libc.isArm() ? 8 : 4;
  private static final ValueLayout.OfInt EVENT_INT = JAVA_INT.withByteAlignment(4);

  private final int epoll;
  private final int waker;
  private final MemorySegment events;
  private final MemorySegment limit;
  private final MemorySegment one;
  private final MemorySegment counter;
  private boolean coarse;

  private Epoll(Arena arena, int epoll, int waker) {
    this.epoll = epoll;
    this.waker = waker;
    this.events = arena.allocate(EVENT_BYTES * EVENTS, 8);
    this.limit = arena.allocate(16, 8);
    this.one = arena.allocateFrom(JAVA_LONG, 1L);
    this.counter = arena.allocate(8, 8);
  }

  /**
   * Opens one.
   *
   * @throws java.io.IOException if the system has none left
   */
  public static Epoll open() throws java.io.IOException {
    int epoll = Libc.epollCreate(EPOLL_CLOEXEC);
    if (epoll < 0) {
      throw new java.io.IOException("cannot wait for sockets: " + Errno.text(epoll));
    }
    int waker = Libc.eventfd(0, EFD_FLAGS);
    if (waker < 0) {
      int unused = Libc.close(epoll);
      throw new java.io.IOException("cannot wait for sockets: " + Errno.text(waker));
    }
    Epoll opened = new Epoll(Arena.ofAuto(), epoll, waker);
    int unused = opened.add(waker, WAKE_UP);
    return opened;
  }

  /** Waits for that descriptor too, which shows under the token. */
  public int add(int fd, int token) {
    return control(CTL_ADD, fd, token, EPOLLIN);
  }

  /** Waits for it no more. */
  public int remove(int fd) {
    return control(CTL_DEL, fd, 0, 0);
  }

  /** Stops, or goes on, waiting for what it has to read; its errors show in any case. */
  public int listen(int fd, int token, boolean on) {
    return control(CTL_MOD, fd, token, on ? EPOLLIN : 0);
  }

  private int control(int operation, int fd, int token, int interest) {
    try (Arena own = Arena.ofConfined()) {
      MemorySegment event = own.allocate(EVENT_BYTES, 8);
      event.set(EVENT_INT, 0, interest);
      event.set(EVENT_INT, EVENT_DATA, token);
      return Libc.epollControl(epoll, operation, fd, event);
    }
  }

  /**
   * Waits for any of them, at most so long; 0 only looks. How many are ready, or negative. A long
   * wait may end a little early with none: who has nothing to do yet waits again. Where the kernel
   * counts in milliseconds (before 5.11) a limit is rounded up to the next one.
   */
  public int await(long limitNanos) {
    long nanos = punctual(limitNanos);
    if (!coarse) {
      limit.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
      limit.set(JAVA_LONG, 8, nanos % NANOS_PER_SECOND);
      int ready = Libc.epollWait(epoll, events, EVENTS, limit);
      if (ready != -Errno.ENOSYS) {
        return ready;
      }
      coarse = true;
    }
    long millis = Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    return Libc.epollWait(epoll, events, EVENTS, (int) millis);
  }

  /**
   * So long to wait that the kernel is not late for the limit: it takes leave to be so by a
   * thousandth of a wait, of niced processes by five (select_estimate_accuracy in fs/select.c),
   * which makes a packet a second a millisecond late. Of short waits that is next to nothing.
   */
  static long punctual(long limitNanos) {
    return limitNanos <= SHORT_WAIT_NANOS ? limitNanos : limitNanos - limitNanos / EARLIER;
  }

  /** The token of the {@code i}th that is ready; a wake-up is spent by being seen here. */
  public int token(int i) {
    int token = events.get(EVENT_INT, EVENT_BYTES * i + EVENT_DATA);
    if (token == WAKE_UP) {
      long unused = Libc.read(waker, counter, Long.BYTES);
    }
    return token;
  }

  /** Whether the {@code i}th has datagrams to read. */
  public boolean hasDatagrams(int i) {
    return (events.get(EVENT_INT, EVENT_BYTES * i) & EPOLLIN) != 0;
  }

  /** Ends the wait under way, or the next one. */
  public void wakeUp() {
    long unused = Libc.write(waker, one, Long.BYTES);
  }

  /** Closes it; once, when no thread uses it any more. */
  public void close() {
    int unused = Libc.close(epoll);
    unused = Libc.close(waker);
  }
}
