package io.netsonde.measurement;

/**
 * The virtual machine collected garbage, as its {@code GarbageCollectionNotificationInfo} says.
 *
 * @param collector the collector's name, such as {@code G1 Young Generation}
 * @param action what it did, such as {@code end of minor GC}
 * @param nanos how long that took, nanoseconds, at least 0; the virtual machine tells milliseconds
 */
public record GarbageCollection(String collector, String action, long nanos)
    implements Measurement {
  public GarbageCollection {
    if (nanos < 0) {
      throw new IllegalArgumentException("a collection of " + nanos + " ns");
    }
  }
}
