package io.netsonde.trafficsim.sender;

/**
 * Turns a peer's 32-bit counter into an index that only the order of events matters for: it never
 * wraps, and goes on where it was when the peer begins to count anew.
 */
final class IndexUnfolder {
  private long reference;
  private int referenceOnWire;
  private boolean fresh = true;

  /** The peer begins to count anew. */
  void restart() {
    fresh = true;
  }

  long unfold(int onWire) {
    if (fresh) {
      fresh = false;
      reference++;
      referenceOnWire = onWire;
      return reference;
    }
    long index = reference + (onWire - referenceOnWire);
    if (index > reference) {
      reference = index;
      referenceOnWire = onWire;
    }
    return index;
  }
}
