package io.netsonde.netio;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries by deadline, soonest first, each of which knows its place so that a changed deadline
 * costs O(log n). Deadlines are compared by difference. Not safe for several threads.
 */
public final class DeadlineHeap<E extends DeadlineHeap.Entry> {
  /** Something that is due at a time. In at most one heap. */
  public abstract static class Entry {
    private int place = -1;
    private long deadlineNanos;

    final long deadlineNanos() {
      return deadlineNanos;
    }
  }

  private final List<E> entries = new ArrayList<>();

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The entry that is due first; only while not empty. */
  E first() {
    return entries.getFirst();
  }

  /** The entry that is due first, if its time has come. */
  public @Nullable E due(long nowNanos) {
    return !isEmpty() && first().deadlineNanos() - nowNanos <= 0 ? first() : null;
  }

  /** When the first is due, or that other time if it is sooner. */
  public long next(long otherNanos) {
    return isEmpty() || first().deadlineNanos() - otherNanos > 0
        ? otherNanos
        : first().deadlineNanos();
  }

  /** Adds the entry, or moves it to its new place. */
  public void update(E entry, long deadlineNanos) {
    Entry base = entry;
    base.deadlineNanos = deadlineNanos;
    if (base.place < 0) {
      base.place = entries.size();
      entries.add(entry);
    }
    siftUp(base.place);
    siftDown(base.place);
  }

  /** Takes the entry out, if it is in. */
  public void remove(E entry) {
    Entry base = entry;
    int place = base.place;
    if (place < 0) {
      return;
    }
    base.place = -1;
    E last = entries.removeLast();
    if (place < entries.size()) {
      put(place, last);
      siftUp(place);
      siftDown(place);
    }
  }

  private void siftUp(int from) {
    int place = from;
    while (place > 0 && isSooner(place, (place - 1) / 2)) {
      swap(place, (place - 1) / 2);
      place = (place - 1) / 2;
    }
  }

  private void siftDown(int from) {
    int place = from;
    while (true) {
      int soonest = place;
      for (int child = 2 * place + 1; child <= 2 * place + 2 && child < entries.size(); child++) {
        if (isSooner(child, soonest)) {
          soonest = child;
        }
      }
      if (soonest == place) {
        return;
      }
      swap(place, soonest);
      place = soonest;
    }
  }

  private boolean isSooner(int a, int b) {
    Entry first = entries.get(a);
    Entry second = entries.get(b);
    return first.deadlineNanos - second.deadlineNanos < 0;
  }

  private void swap(int a, int b) {
    E moved = entries.get(a);
    put(a, entries.get(b));
    put(b, moved);
  }

  private void put(int place, E entry) {
    entries.set(place, entry);
    ((Entry) entry).place = place;
  }
}
