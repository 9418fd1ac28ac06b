package io.netsonde.netio;

/**
 * The numbers of what a socket sends, beside the kernel's, which are counted modulo 2^32 and begin
 * anew from 0 when that is asked for. Safe for any thread.
 */
final class SendNumbers {
  private long base;
  private long next;

  /** The number of what is being sent. */
  synchronized long next() {
    return next++;
  }

  /** The kernel numbers what is sent from now on from 0. */
  synchronized void restart() {
    base = next;
  }

  /** Our number of what the kernel numbers so; -1 where nothing with it was sent. */
  synchronized long keyOf(int kernelNumber) {
    // Of all numbers with these low 32 bits, the highest that has been given out.
    long sinceRestart = next - base;
    long back = (sinceRestart - 1 - kernelNumber) & 0xffff_ffffL;
    long number = sinceRestart - 1 - back;
    return number < 0 ? -1 : base + number;
  }
}
