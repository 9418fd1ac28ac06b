package io.netsonde.diagnosis;

import io.netsonde.measurement.TrafficSimCycle;

/** What a cycle lost there and back, and when: a cycle itself would keep all its figures alive. */
record CycleLoss(long startEpochNanos, long endEpochNanos, long sent, long lost) {
  static CycleLoss of(TrafficSimCycle cycle) {
    return new CycleLoss(
        cycle.startEpochNanos(),
        cycle.endEpochNanos(),
        cycle.total().roundTrip().sent(),
        cycle.total().roundTrip().lost());
  }

  double share() {
    return sent == 0 ? 0 : (double) lost / sent;
  }

  /** Whether the time lies in the cycle, or so near to it. */
  boolean isNear(long epochNanos, long around) {
    return epochNanos >= startEpochNanos - around && epochNanos <= endEpochNanos + around;
  }
}
