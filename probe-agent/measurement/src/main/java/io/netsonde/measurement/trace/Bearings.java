package io.netsonde.measurement.trace;

import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * By which routers a path is known, and for how long others only have answered in their place. A
 * trace during which the path changed saw the routers of both; were it not for these, what came
 * after would for ever count as one of several equal-cost routers.
 *
 * @param route the routers that the path is known by
 * @param others by TTL, how many answers in a row came from others; hops without such are left out
 */
record Bearings(Route route, Map<Integer, Long> others) {
  /** Of two equal-cost routers, one is missed by so many answers once in a million times. */
  static final long MOST_FROM_OTHERS = 20;

  Bearings {
    others = Map.copyOf(others);
  }

  static Bearings of(Route route) {
    return new Bearings(route, Map.of());
  }

  /** With what a further trace found. */
  Bearings after(Trace trace) {
    Map<Integer, Long> now = new HashMap<>(others);
    for (Hop hop : trace.hops()) {
      Set<InetAddress> own = route.responders().get(hop.ttl());
      if (own == null || hop.isSilent()) {
        continue;
      }
      if (hop.responders().stream().anyMatch(responder -> own.contains(responder.address()))) {
        now.remove(hop.ttl());
      } else {
        now.merge(hop.ttl(), hop.received(), Long::sum);
      }
    }
    return new Bearings(route.orIn(Route.of(trace)), now);
  }

  /** Whether the path has become another, though no two traces in a row differ. */
  boolean areLost() {
    return others.values().stream().anyMatch(answers -> answers >= MOST_FROM_OTHERS);
  }
}
