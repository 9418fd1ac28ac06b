package io.netsonde.ping.net;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Targets by when each has something to do; a changed deadline costs O(log n). Times are compared
 * by their distance from the loop's beginning, as the monotonic clock's origin is arbitrary. Not
 * safe for several threads.
 */
final class Deadlines {
  private final TreeSet<Entry> entries = new TreeSet<>();
  private final IdentityHashMap<RunningEcho, Entry> known = new IdentityHashMap<>();
  private final long beginningNanos;
  private long made;

  private record Entry(long sinceBeginning, long number, RunningEcho target)
      implements Comparable<Entry> {
    private static final Comparator<Entry> SOONEST =
        Comparator.comparingLong(Entry::sinceBeginning).thenComparingLong(Entry::number);

    @Override
    public int compareTo(Entry other) {
      return SOONEST.compare(this, other);
    }
  }

  Deadlines(long beginningNanos) {
    this.beginningNanos = beginningNanos;
  }

  /** Adds the target, or moves it to its new place. */
  void update(RunningEcho target, long deadlineNanos) {
    remove(target);
    Entry entry = new Entry(deadlineNanos - beginningNanos, made++, target);
    known.put(target, entry);
    entries.add(entry);
  }

  void remove(RunningEcho target) {
    Entry entry = known.remove(target);
    if (entry != null) {
      entries.remove(entry);
    }
  }

  /** The target that is due first, if its time has come. */
  @Nullable RunningEcho due(long nowNanos) {
    return !entries.isEmpty() && entries.first().sinceBeginning() <= nowNanos - beginningNanos
        ? entries.first().target()
        : null;
  }

  /** When the first is due, or that other time if it is sooner. */
  long next(long otherNanos) {
    return entries.isEmpty() || otherNanos - beginningNanos < entries.first().sinceBeginning()
        ? otherNanos
        : beginningNanos + entries.first().sinceBeginning();
  }
}
