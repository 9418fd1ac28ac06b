package io.netsonde.export;

import io.netsonde.measurement.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The attributes of all flows seen, bounded. Safe for several threads. */
final class FlowAttributesCache {
  private record Key(Path path, int flow) {}

  private final int capacity;
  private final Map<Key, FlowAttributes> known = new ConcurrentHashMap<>();

  FlowAttributesCache(int capacity) {
    this.capacity = capacity;
  }

  /** Of the path as a whole, or of its only flow. */
  FlowAttributes path(Path path) {
    return of(path, FlowAttributes.ONLY);
  }

  /** Of flow {@code number} of {@code flows}. */
  FlowAttributes flow(Path path, int number, int flows) {
    return of(path, flows == 1 ? FlowAttributes.ONLY : number);
  }

  private FlowAttributes of(Path path, int flow) {
    if (known.size() > capacity) {
      known.clear(); // Paths have come and gone: those in use are soon back.
    }
    return known.computeIfAbsent(new Key(path, flow), k -> new FlowAttributes(k.path(), k.flow()));
  }
}
