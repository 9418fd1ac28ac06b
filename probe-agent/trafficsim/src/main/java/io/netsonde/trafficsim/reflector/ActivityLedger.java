package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Gathers what happened, and publishes it by client a second after the first of it. */
final class ActivityLedger {
  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final MeasurementSink sink;
  private final Tally strangers = new Tally(ReflectorActivity.Count.STRANGER);
  private final List<Tally> changed = new ArrayList<>();
  private int sessionsDelta;
  private boolean pending;
  private long dueNanos;

  ActivityLedger(MeasurementSink sink) {
    this.sink = sink;
  }

  Tally strangers() {
    return strangers;
  }

  void received(Tally tally, long nowNanos) {
    tally.received();
    note(tally, nowNanos);
  }

  void replied(Tally tally) {
    tally.replied();
  }

  void rejected(Tally tally, RejectReason reason, long nowNanos) {
    tally.rejected(reason);
    note(tally, nowNanos);
  }

  void sessions(int delta, long nowNanos) {
    sessionsDelta += delta;
    schedule(nowNanos);
  }

  private void note(Tally tally, long nowNanos) {
    if (!tally.listed) {
      tally.listed = true;
      changed.add(tally);
    }
    schedule(nowNanos);
  }

  private void schedule(long nowNanos) {
    if (!pending) {
      pending = true;
      dueNanos = nowNanos + PERIOD_NANOS;
    }
  }

  boolean isPending() {
    return pending;
  }

  /** When to publish; only while {@link #isPending}. */
  long dueNanos() {
    return dueNanos;
  }

  /** Publishes what is pending, if anything is. */
  void publish() {
    if (!pending) {
      return;
    }
    pending = false;
    // A client with several flows has several tallies, but one line an outcome.
    TreeMap<Long, Tally> clients = new TreeMap<>();
    for (Tally tally : changed) {
      tally.listed = false;
      tally.drainInto(clients.computeIfAbsent(tally.agentId, Tally::new));
    }
    changed.clear();
    List<ReflectorActivity.Count> counts = new ArrayList<>();
    clients.values().forEach(client -> client.list(counts));
    ReflectorActivity activity = new ReflectorActivity(sessionsDelta, counts);
    sessionsDelta = 0;
    sink.accept(activity);
  }
}
