package io.netsonde.measurement.trace;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Notices that a path has become another. It remembers the path of each flow that was traced, of
 * the {@link #MOST_PATHS} traced last.
 *
 * <p>A path is another where {@link Route#isOther} says so, or where its {@link Bearings} are lost.
 * One that is not keeps its identity, the hash of the first trace that found it. Only traces of the
 * same ports are compared, since others may take another branch.
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
      PathHash path, int sourcePort, int targetPort, Route route, Bearings bearings) {}

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
    Route seen = Route.of(trace);
    Known known = paths.get(key);
    boolean comparable =
        known != null
            && known.sourcePort == flow.sourcePort()
            && known.targetPort == flow.targetPort();
    if (seen.isEmpty()) {
      return trace;
    }
    if (known != null && comparable) {
      Bearings bearings = known.bearings.after(trace);
      if (!known.route.isOther(seen) && !bearings.areLost()) {
        Route together = known.route.with(seen);
        remember(
            key, new Known(known.path, known.sourcePort, known.targetPort, together, bearings));
        return trace.along(known.path);
      }
    }
    remember(
        key,
        new Known(trace.path(), flow.sourcePort(), flow.targetPort(), seen, Bearings.of(seen)));
    return known != null && comparable ? trace.after(known.path) : trace;
  }

  private void remember(Key key, Known known) {
    paths.put(key, known);
    if (paths.size() > MOST_PATHS) {
      paths.remove(paths.keySet().iterator().next());
    }
  }
}
