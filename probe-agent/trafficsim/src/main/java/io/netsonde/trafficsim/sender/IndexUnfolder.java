package io.netsonde.trafficsim.sender;

/**
 * Turns a peer's 32-bit counter into an index that only the order of events matters for: it never
 * wraps, and goes on behind all that was when the peer begins to count anew. What is still under
 * way from before then keeps its place before everything that is new.
 */
final class IndexUnfolder {
  /** More than a peer counts while answers are under way. */
  private static final long ERA = 1L << 32;

  private boolean fresh = true;
  private boolean began;
  private boolean bootKnown;
  private long boot;
  private long reference;
  private int referenceOnWire;
  private long formerReference = -ERA;
  private int formerOnWire;

  /** The peer, whose boot id is now this, begins to count anew. */
  void restart(long nextBoot) {
    if (!fresh) {
      formerReference = reference;
      formerOnWire = referenceOnWire;
      fresh = true;
    }
    boot = nextBoot;
    bootKnown = true;
  }

  /** The index of an answer with that counter, from the peer with that boot id. */
  long unfold(int onWire, long underBoot) {
    if (bootKnown && underBoot != boot) {
      return formerReference + (onWire - formerOnWire);
    }
    if (fresh) {
      fresh = false;
      reference = began ? formerReference + ERA : 0;
      began = true;
      boot = underBoot;
      bootKnown = true;
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
