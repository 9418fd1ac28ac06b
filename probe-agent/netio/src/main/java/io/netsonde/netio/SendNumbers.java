package io.netsonde.netio;

import java.util.ArrayDeque;

/**
 * The numbers of what a socket sends, beside the kernel's, which are counted modulo 2^32 and begin
 * anew from 0 when that is asked for. Safe for any thread.
 */
final class SendNumbers {
  /** How many times it may begin anew before the first stamp from before that is read. */
  private static final int REMEMBERED = 64;

  /**
   * What was sent without its beginning anew.
   *
   * @param base our number of what has the kernel's 0
   * @param fromEpochNanos since when
   */
  private record Run(long base, long fromEpochNanos) {}

  /** The newest first. */
  private final ArrayDeque<Run> runs = new ArrayDeque<>();

  private long next;

  SendNumbers() {
    runs.add(new Run(0, Long.MIN_VALUE));
  }

  /** The number of what is being sent. */
  synchronized long next() {
    return next++;
  }

  /**
   * The kernel numbers what is sent from now on from 0.
   *
   * @param unsent how many have their number here, but are only sent after this
   * @param epochNanos now; what is stamped earlier was sent before
   */
  synchronized void restart(int unsent, long epochNanos) {
    runs.addFirst(new Run(next - unsent, epochNanos));
    if (runs.size() > REMEMBERED) {
      runs.removeLast();
    }
  }

  /**
   * Our number of what the kernel numbers so; -1 where nothing with it was sent.
   *
   * @param stampEpochNanos when it was sent
   */
  synchronized long keyOf(int kernelNumber, long stampEpochNanos) {
    long end = next;
    for (Run run : runs) {
      if (stampEpochNanos >= run.fromEpochNanos) {
        return keyOf(kernelNumber, run.base, end);
      }
      end = run.base;
    }
    return -1;
  }

  private static long keyOf(int kernelNumber, long base, long end) {
    // Of all numbers with these low 32 bits, the highest that has been given out.
    long count = end - base;
    long back = (count - 1 - kernelNumber) & 0xffff_ffffL;
    long number = count - 1 - back;
    return number < 0 ? -1 : base + number;
  }
}
