package io.netsonde.diagnosis;

import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;

/**
 * What the agent itself has spoilt of its measurements. That it stalled or was late for a moment
 * spoils none by itself: the kernel stamps when packets leave and come, and keeps them until they
 * are read.
 */
final class Disturbances {
  /** A pause from here on shows in what the process itself timed. */
  private static final long SHORTEST_NANOS = 50_000_000;

  /** One part in so many of a measurement is nothing that a rule could tell. */
  private static final long NEGLIGIBLE = 100;

  /** One in so many packets late, or such a part of the time spent in pauses, spoils a cycle. */
  private static final long SHARE = 10;

  private static final int MOST_DROPS = 64;

  private record Drops(long notBefore, long notAfter, long packets) {}

  private final long windowNanos;
  private final Pauses pauses = new Pauses();
  private final ArrayDeque<Drops> drops = new ArrayDeque<>();

  Disturbances(long windowNanos) {
    this.windowNanos = windowNanos;
  }

  /** See {@link Pauses#add}. */
  long onPause(long endEpochNanos, long nanos) {
    return pauses.add(endEpochNanos, nanos);
  }

  /** The kernel dropped packets that were not read in time. */
  void onDrops(long notBefore, long notAfter, long packets) {
    drops.addLast(new Drops(notBefore, notAfter, packets));
    if (drops.size() > MOST_DROPS) {
      drops.removeFirst();
    }
  }

  boolean spoils(TrafficSimCycle cycle) {
    long start = cycle.startEpochNanos();
    long end = cycle.endEpochNanos();
    boolean isStalled = isTimedByProcess(cycle) && spoilsTimes(start, end);
    return isStalled || spoilsPackets(start, end) || isLate(cycle) || accountForLoss(cycle);
  }

  /** Of packets that the kernel stamps and keeps: only stalls of another size. */
  boolean spoilsPackets(long start, long end) {
    long paused = pauses.within(start, end);
    return AgentLoad.isMuch(paused, Math.max(windowNanos, end - start))
        || (paused >= AgentLoad.LEAST_PAUSED_NANOS && paused * SHARE >= end - start);
  }

  /** Of what the process itself times. */
  boolean spoilsTimes(long start, long end) {
    long paused = pauses.within(start, end);
    return paused >= SHORTEST_NANOS && paused * NEGLIGIBLE >= end - start;
  }

  /** Of what nothing came back, nobody took any stamps. */
  private static boolean isTimedByProcess(TrafficSimCycle cycle) {
    return cycle.timestampSource() == TimestampSource.PROCESS
        && cycle.total().roundTrip().received() + cycle.total().late() > 0;
  }

  private static boolean isLate(TrafficSimCycle cycle) {
    return !cycle.total().sendLag().isEmpty()
        && cycle.total().sendLag().percentile(100 - 100.0 / SHARE) > AgentLoad.LATE_NANOS;
  }

  /** Whether what the kernel dropped meanwhile may be a good part of what the cycle lost. */
  private boolean accountForLoss(TrafficSimCycle cycle) {
    long dropped =
        drops.stream()
            .filter(
                some ->
                    some.notBefore() < cycle.endEpochNanos()
                        && some.notAfter() > cycle.startEpochNanos())
            .mapToLong(Drops::packets)
            .sum();
    long lost = cycle.total().roundTrip().lost();
    return dropped > 0 && lost > 0 && 2 * dropped >= lost;
  }
}
