package io.netsonde.trafficsim.reflector;

import java.util.Arrays;
import java.util.Collection;

/** Which agents are served; the others get silence. Immutable. */
public final class AllowedAgents {
  private static final AllowedAgents ANY = new AllowedAgents(true, new int[0]);

  private final boolean any;
  // Sorted, and primitive so that a lookup allocates nothing.
  private final int[] ids;

  private AllowedAgents(boolean any, int[] ids) {
    this.any = any;
    this.ids = ids;
  }

  /** Whoever asks, agents without an id included. */
  public static AllowedAgents any() {
    return ANY;
  }

  /**
   * These agents only.
   *
   * @param ids unsigned 32-bit
   */
  public static AllowedAgents of(Collection<Long> ids) {
    for (long id : ids) {
      if (id < 0 || id > 0xffff_ffffL) {
        throw new IllegalArgumentException("agent id " + id + " is not an unsigned 32-bit");
      }
    }
    return new AllowedAgents(false, ids.stream().mapToInt(Long::intValue).sorted().toArray());
  }

  boolean contains(int agent) {
    return any || Arrays.binarySearch(ids, agent) >= 0;
  }

  @Override
  public String toString() {
    return any
        ? "any"
        : Arrays.toString(Arrays.stream(ids).mapToLong(Integer::toUnsignedLong).toArray());
  }
}
