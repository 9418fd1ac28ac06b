package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.EchoStatistics;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The cycles of one target that are not final yet, in order. One is final when it is full, or the
 * last, every row is decided, and what may still be said of the lost ones has had its time; then it
 * is published and forgotten.
 */
final class EchoCycles {
  private final EchoSettings settings;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private final EchoStatistics statistics = new EchoStatistics();
  private final ArrayDeque<EchoCycle> open = new ArrayDeque<>();
  private long begun;
  private long discardedStamps;

  EchoCycles(EchoSettings settings, RandomGenerator random, MeasurementSink sink) {
    this.settings = settings;
    this.random = random;
    this.sink = sink;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether as many cycles are full as there are to be. */
  boolean isComplete() {
    return settings.maxCycles() > 0
        && begun == settings.maxCycles()
        && (open.isEmpty() || open.getLast().isFull());
  }

  /** Stamps of the kernel dropped because they contradict the process's. */
  long discardedStamps() {
    return discardedStamps;
  }

  /** The cycle that takes the next row, begun now if need be. */
  EchoCycle forNext(long sequence) {
    EchoCycle newest = open.peekLast();
    if (newest == null || newest.isFull()) {
      newest = new EchoCycle(begun++, sequence, settings.cycle(), () -> discardedStamps++);
      open.addLast(newest);
    }
    return newest;
  }

  /** The cycle of the row sent last. */
  EchoCycle newest() {
    return open.getLast();
  }

  @Nullable EchoCycle firstUndecided() {
    for (EchoCycle cycle : open) {
      if (!cycle.isDecided()) {
        return cycle;
      }
    }
    return null;
  }

  /** The open cycle with that sequence. Mostly it was sent lately: newest first. */
  @Nullable EchoCycle find(long sequence) {
    for (Iterator<EchoCycle> cycles = open.descendingIterator(); cycles.hasNext(); ) {
      EchoCycle cycle = cycles.next();
      if (cycle.contains(sequence)) {
        return cycle;
      }
    }
    return null;
  }

  /**
   * When the oldest becomes final; empty where that depends on what comes.
   *
   * @param isEnding whether no further requests are sent
   * @param graceNanos how long after its sending a lost row is still spoken of
   * @param nowNanos for one that is final already
   */
  Optional<Long> finalNanos(boolean isEnding, long graceNanos, long nowNanos) {
    EchoCycle oldest = open.peekFirst();
    return oldest == null || !oldest.isDecided() || !(oldest.isFull() || isEnding)
        ? Optional.empty()
        : Optional.of(oldest.graceEndNanos(graceNanos).orElse(nowNanos));
  }

  /** Publishes those that are final. */
  void close(boolean isEnding, long graceNanos, long nowNanos) {
    while (finalNanos(isEnding, graceNanos, nowNanos)
        .filter(nanos -> nanos - nowNanos <= 0)
        .isPresent()) {
      publish(open.removeFirst());
    }
  }

  private void publish(EchoCycle cycle) {
    CycleTrace trace = cycle.isFull() ? cycle.trace : cycle.trace.prefix(cycle.rows());
    Stamps stamps = EchoStatistics.stamps(trace);
    sink.accept(
        new PingCycle(
            settings.probe(),
            settings.address(),
            SpanIdentity.random(random),
            cycle.index,
            cycle.isFull() ? TrafficSimCycle.Outcome.COMPLETE : TrafficSimCycle.Outcome.PARTIAL,
            EchoStatistics.source(stamps),
            cycle.startEpochNanos(),
            cycle.endEpochNanos(),
            statistics.close(trace, stamps, cycle.bytesSent(), cycle.bytesReceived()),
            cycle.errors()));
  }
}
