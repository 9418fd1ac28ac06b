package io.netsonde.trafficsim.reflector;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which agents have had a trace not long ago. Bounded. */
final class CoolDowns {
  private static final int MOST = 4_096;

  /** What {@link #begin} says. */
  enum Verdict {
    BEGUN,
    COOLING,
    FULL
  }

  private final long coolDownNanos;

  /** When each one's ends, the first to end first. */
  private final Map<Integer, Long> ends = new LinkedHashMap<>();

  CoolDowns(long coolDownNanos) {
    this.coolDownNanos = coolDownNanos;
  }

  /** Begins an agent's cool-down, unless it has one, or too many have. */
  Verdict begin(int agent, long nowNanos) {
    Iterator<Long> oldest = ends.values().iterator();
    while (oldest.hasNext() && oldest.next() - nowNanos <= 0) {
      oldest.remove();
    }
    if (ends.containsKey(agent)) {
      return Verdict.COOLING;
    }
    if (ends.size() == MOST) {
      return Verdict.FULL;
    }
    ends.put(agent, nowNanos + coolDownNanos);
    return Verdict.BEGUN;
  }
}
