package io.netsonde.export;

/**
 * How many series the configuration can make, from which the SDK's cardinality limit follows.
 *
 * @param flows flows over all probes: a probe with one flow counts one
 * @param peers clients that the reflector may hold at once
 */
public record Cardinality(int flows, int peers) {
  /**
   * Series a flow has in one instrument: {@code netsonde.trafficsim.packets} has 17, namely sent,
   * received, lost, duplicate and reordered in three directions, and late and undecided in the
   * round trip; {@code netsonde.trace.hop.rtt} has one a router, of which a path has about 15 at a
   * time and seldom more than 30, and over the weeks some more.
   */
  static final int SERIES_PER_FLOW = 64;

  /**
   * Series a peer can have in one instrument, at most: {@code netsonde.reflector.packets} has
   * received, replied, and rejected for each reason, of which there are fewer than 30.
   */
  static final int SERIES_PER_PEER = 32;

  /** The limit that the SDK has by itself; it is never lowered. */
  static final int LEAST = 2000;

  public Cardinality {
    if (flows < 0 || peers < 0) {
      throw new IllegalArgumentException("flows " + flows + ", peers " + peers);
    }
  }

  /**
   * The most series that any one instrument may have before the SDK folds the rest into one with
   * {@code otel.metric.overflow}: twice what can come, so that names may change while the agent
   * runs, and one more peer for all strangers together.
   */
  int limit() {
    long needed =
        Math.max((long) SERIES_PER_FLOW * flows, (long) SERIES_PER_PEER * ((long) peers + 1));
    return Math.clamp(2 * needed, LEAST, 100_000_000);
  }

  /** Spans that may wait for their export: two cycles of each flow and peer, bounded. */
  int spanQueue() {
    return Math.clamp(2L * ((long) flows + peers), 4096, 65_536);
  }

  /** Measurements that may wait to be recorded: four of each flow and peer, bounded. */
  int measurementQueue() {
    return Math.clamp(4L * ((long) flows + peers), 16_384, 262_144);
  }
}
