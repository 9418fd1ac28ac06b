package io.netsonde.measurement;

/**
 * IP packet delay variation (RFC 3393 with the selection of RFC 5481, section 4.1): the delay of a
 * packet minus that of the packet sent just before it, signed. Where either of the two was lost the
 * value is undefined; it never spans a gap. Not safe for several threads.
 */
final class IpdvMeter {
  private long lastSequence;
  private long lastDelay;
  private int lastSegment;
  private boolean hasLast;

  /**
   * A packet arrived. Packets are given in order of sequence.
   *
   * @param segment differences are taken within one segment only: a clock stepped between two
   * @param into where the difference goes, if it is defined
   */
  void onDelay(long sequence, long delayNanos, int segment, Samples into) {
    if (hasLast && sequence == lastSequence + 1 && segment == lastSegment) {
      into.add(delayNanos - lastDelay);
    }
    lastSequence = sequence;
    lastDelay = delayNanos;
    lastSegment = segment;
    hasLast = true;
  }
}
