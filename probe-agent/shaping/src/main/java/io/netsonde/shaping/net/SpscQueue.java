package io.netsonde.shaping.net;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A bounded lock-free queue from one thread to one other. */
final class SpscQueue<E> {
  private final AtomicReferenceArray<@Nullable E> slots;
  private final int mask;
  private final AtomicLong head = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();

  /**
   * An empty queue.
   *
   * @param capacity a power of two
   */
  SpscQueue(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("a capacity is a power of two, not " + capacity);
    }
    slots = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  /** The producer's: false when full. */
  boolean offer(E element) {
    long next = tail.getPlain();
    if (next - head.getAcquire() > mask) {
      return false;
    }
    slots.setPlain((int) next & mask, element);
    tail.setRelease(next + 1);
    return true;
  }

  /** The consumer's: null when empty. */
  @Nullable E poll() {
    long next = head.getPlain();
    if (next == tail.getAcquire()) {
      return null;
    }
    int slot = (int) next & mask;
    E element = slots.getPlain(slot);
    slots.setPlain(slot, null);
    head.setRelease(next + 1);
    return element;
  }
}
