package io.netsonde.testkit.path;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes only by {@link #runUntil}: a queue of events, those of one instant in the order
 * in which they were added. Its monotonic clock begins at 0, its epoch clock where told; only
 * {@link #stepEpoch} parts the two. One thread's.
 */
public final class VirtualTime {
  private record Event(long atNanos, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::order));
  private long nowNanos;
  private long epochAtZero;
  private long nextOrder;

  /** Begins at 2026-01-01T00:00:00Z. */
  public VirtualTime() {
    this(1_767_225_600_000_000_000L);
  }

  /** Begins at this time of the epoch clock, in nanoseconds since the Unix epoch. */
  public VirtualTime(long epochNanos) {
    epochAtZero = epochNanos;
  }

  /** The monotonic clock, nanoseconds. */
  public long nanos() {
    return nowNanos;
  }

  /** The epoch clock, nanoseconds. */
  public long epochNanos() {
    return epochAtZero + nowNanos;
  }

  /** The monotonic clock as code under test wants it. */
  public NanoClock nanoClock() {
    return this::nanos;
  }

  /** The epoch clock as code under test wants it. */
  public EpochClock epochClock() {
    return this::epochNanos;
  }

  /** Moves the epoch clock by so many nanoseconds, forward or back; the monotonic one stays. */
  public void stepEpoch(long byNanos) {
    epochAtZero += byNanos;
  }

  /**
   * Runs the action at this time.
   *
   * @throws IllegalArgumentException if it has passed
   */
  public void at(long atNanos, Runnable action) {
    if (atNanos < nowNanos) {
      throw new IllegalArgumentException("it is " + nowNanos + " ns, " + atNanos + " has passed");
    }
    events.add(new Event(atNanos, nextOrder++, action));
  }

  /** Runs the action after this time has passed. */
  public void after(Duration delay, Runnable action) {
    at(nowNanos + delay.toNanos(), action);
  }

  /** Runs all events up to and including this time, those that they add among them. */
  public void runUntil(long untilNanos) {
    if (untilNanos < nowNanos) {
      throw new IllegalArgumentException(
          "it is " + nowNanos + " ns, " + untilNanos + " has passed");
    }
    for (Event event = events.peek();
        event != null && event.atNanos() <= untilNanos;
        event = events.peek()) {
      events.remove();
      nowNanos = event.atNanos();
      event.action().run();
    }
    nowNanos = untilNanos;
  }

  /** Runs for this long. */
  public void run(Duration duration) {
    runUntil(nowNanos + duration.toNanos());
  }
}
