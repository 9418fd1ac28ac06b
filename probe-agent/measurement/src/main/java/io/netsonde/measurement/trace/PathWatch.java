package io.netsonde.measurement.trace;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Notices that a path has become another. It remembers the path of each flow that was traced, of
 * the {@link #MOST_PATHS} traced last.
 *
 * <p>A path is another only where some TTL was answered both times, and by none of the same
 * addresses: a router that keeps silent now and then changes nothing, nor does one more of several
 * equal-cost routers. A path that is not another keeps its identity, the hash of the first trace
 * that found it. Only traces of the same ports are compared, since others may take another branch.
 *
 * <p>May be used by any thread.
 */
public final class PathWatch {
  private static final int MOST_PATHS = 10_000;

  private record Key(
      String probe,
      String address,
      Direction direction,
      OptionalInt flowNumber,
      TraceProtocol protocol,
      InetAddress target) {}

  private record Known(
      PathHash path, int sourcePort, int targetPort, Map<Integer, Set<InetAddress>> responders) {}

  private final Map<Key, Known> paths = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The trace with the identity of its path, and with the previous one where that was another; to
   * be called once for each, in their order.
   */
  public synchronized Trace identified(Trace trace) {
    Flow5Tuple flow = trace.flow();
    Key key =
        new Key(
            trace.probe(),
            trace.address(),
            trace.direction(),
            trace.flowNumber(),
            flow.protocol(),
            flow.target());
    Map<Integer, Set<InetAddress>> seen = responders(trace);
    Known known = paths.get(key);
    boolean comparable =
        known != null
            && known.sourcePort == flow.sourcePort()
            && known.targetPort == flow.targetPort();
    if (known == null || !comparable || seen.isEmpty() || isOther(known.responders, seen)) {
      if (!seen.isEmpty()) {
        remember(key, new Known(trace.path(), flow.sourcePort(), flow.targetPort(), seen));
      }
      return known != null && comparable && !seen.isEmpty() ? trace.after(known.path) : trace;
    }
    Map<Integer, Set<InetAddress>> together = new TreeMap<>(known.responders);
    seen.forEach((ttl, addresses) -> together.merge(ttl, addresses, PathWatch::union));
    remember(key, new Known(known.path, known.sourcePort, known.targetPort, together));
    return trace.along(known.path);
  }

  private void remember(Key key, Known known) {
    paths.put(key, known);
    if (paths.size() > MOST_PATHS) {
      paths.remove(paths.keySet().iterator().next());
    }
  }

  private static Map<Integer, Set<InetAddress>> responders(Trace trace) {
    Map<Integer, Set<InetAddress>> responders = new TreeMap<>();
    for (Hop hop : trace.hops()) {
      if (!hop.isSilent()) {
        responders.put(
            hop.ttl(),
            hop.responders().stream()
                .map(Responder::address)
                .collect(Collectors.toUnmodifiableSet()));
      }
    }
    return responders;
  }

  private static boolean isOther(
      Map<Integer, Set<InetAddress>> known, Map<Integer, Set<InetAddress>> seen) {
    return seen.entrySet().stream()
        .anyMatch(
            entry ->
                known.containsKey(entry.getKey())
                    && Collections.disjoint(known.get(entry.getKey()), entry.getValue()));
  }

  private static Set<InetAddress> union(Set<InetAddress> one, Set<InetAddress> other) {
    return java.util.stream.Stream.concat(one.stream(), other.stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
