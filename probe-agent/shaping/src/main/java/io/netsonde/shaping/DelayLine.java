package io.netsonde.shaping;

import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a path: packets go in, and come out later, twice, in another order or never.
 *
 * <p>Knows no clock: times are nanoseconds of any one monotonic clock, compared by difference. Used
 * by one thread, apart from {@link #replace}, which may be called from any.
 *
 * @param <T> a packet; a duplicate is the same object again
 */
public final class DelayLine<T> {
  private record Profile(long generation, Impairment impairment) {}

  private record Entry<T>(T packet, int bytes, long index, boolean copy, long releaseNanos) {}

  private final ToIntFunction<? super T> size;
  private final int maxPackets;
  private final long maxBytes;
  private final AtomicReference<Profile> wanted;
  // By difference, as nanosecond clocks wrap; where equal, first in, first out.
  private final PriorityQueue<Entry<T>> entries =
      new PriorityQueue<>(
          Comparator.<Entry<T>>comparingLong(entry -> entry.releaseNanos() - origin())
              .thenComparingLong(Entry::index));

  private Profile profile;
  private Dice dice;
  private boolean begun;
  private long originNanos;
  private long lastReleaseNanos;
  private long bytes;
  private long nextIndex;
  private long highestReleased = -1;
  private long dropped;
  private long overflowed;
  private long duplicated;
  private long released;
  private long reordered;

  /**
   * An empty line.
   *
   * @param size a packet's bytes
   * @param maxPackets packets and copies that may be inside, at least 1
   * @param maxBytes their bytes, at least 1
   */
  public DelayLine(
      Impairment impairment, ToIntFunction<? super T> size, int maxPackets, long maxBytes) {
    if (maxPackets < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "a line holds at least 1 packet and 1 byte, not " + maxPackets + " and " + maxBytes);
    }
    this.size = size;
    this.maxPackets = maxPackets;
    this.maxBytes = maxBytes;
    this.profile = new Profile(1, impairment);
    this.wanted = new AtomicReference<>(profile);
    this.dice = new Dice(impairment);
  }

  /**
   * Puts another impairment in force for packets offered from now on, its dice fresh from its seed.
   * Those inside come out as decided. From any thread.
   *
   * @return its generation
   */
  public long replace(Impairment impairment) {
    return wanted
        .updateAndGet(before -> new Profile(before.generation() + 1, impairment))
        .generation();
  }

  /**
   * A packet enters.
   *
   * @param nowNanos not before that of an earlier call
   * @return how many times it will come out: 0, 1 or 2
   */
  public int offer(T packet, long nowNanos) {
    Profile current = wanted.get();
    if (current.generation() != profile.generation()) {
      profile = current;
      dice = new Dice(current.impairment());
    }
    if (!begun) {
      begun = true;
      originNanos = nowNanos;
      lastReleaseNanos = nowNanos;
    }
    long index = nextIndex++;
    boolean lost = dice.lost();
    boolean twice = dice.duplicated();
    if (lost) {
      dropped++;
      return 0;
    }
    int entered = enter(packet, index, false, nowNanos);
    if (twice) {
      duplicated++;
      entered += enter(packet, index, true, nowNanos);
    }
    return entered;
  }

  private int enter(T packet, long index, boolean copy, long nowNanos) {
    long release = nowNanos + dice.delayNanos();
    int length = size.applyAsInt(packet);
    if (entries.size() >= maxPackets || bytes + length > maxBytes) {
      overflowed++;
      return 0;
    }
    if (profile.impairment().keepOrder() && release - lastReleaseNanos < 0) {
      release = lastReleaseNanos;
    }
    if (release - lastReleaseNanos > 0) {
      lastReleaseNanos = release;
    }
    bytes += length;
    entries.add(new Entry<>(packet, length, index, copy, release));
    return 1;
  }

  /** Takes out the next packet that is due, or null while there is none. */
  public @Nullable T poll(long nowNanos) {
    Entry<T> first = entries.peek();
    if (first == null || first.releaseNanos() - nowNanos > 0) {
      return null;
    }
    entries.remove();
    bytes -= first.bytes();
    released++;
    if (!first.copy()) {
      if (first.index() < highestReleased) {
        reordered++;
      }
      highestReleased = Math.max(highestReleased, first.index());
    }
    return first.packet();
  }

  /** Whether nothing is inside. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * When the next packet is due.
   *
   * @throws NoSuchElementException if the line is empty
   */
  public long nextDeadlineNanos() {
    return entries.element().releaseNanos();
  }

  /** The figures so far. */
  public DelayLineStatistics statistics() {
    return new DelayLineStatistics(
        profile.generation(),
        nextIndex,
        dropped,
        overflowed,
        duplicated,
        released,
        reordered,
        entries.size());
  }

  private long origin() {
    return originNanos;
  }
}
