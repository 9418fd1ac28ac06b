package io.netsonde.ping;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PingState;

/**
 * Whether the target answers: it is up from a reply on, and down from {@link #SILENT_FOR_DOWN}
 * requests in a row on that had none.
 */
final class EchoReach {
  /** So many requests in a row without an answer mean that the target is down. */
  static final int SILENT_FOR_DOWN = 3;

  /** How often it is said that nothing is answered. */
  static final long UNANSWERED_NANOS = 10_000_000_000L;

  private final EchoSettings settings;
  private final MeasurementSink sink;
  private final EchoListener listener;
  private boolean up;
  private int silent;
  private long unansweredNanos;
  private long lastAnswered = -1;

  EchoReach(EchoSettings settings, MeasurementSink sink, EchoListener listener) {
    this.settings = settings;
    this.sink = sink;
    this.listener = listener;
  }

  boolean isUp() {
    return up;
  }

  /** Says that nothing is known of it yet. */
  void start(long epochNanos) {
    publish(epochNanos);
  }

  /** Whether a reply to that request would be news of the target. */
  boolean isNews(long sequence) {
    return sequence > lastAnswered;
  }

  /** The request of that sequence was answered. */
  void heard(long sequence, long epochNanos) {
    lastAnswered = Math.max(lastAnswered, sequence);
    silent = 0;
    change(true, epochNanos);
  }

  boolean isUnanswered() {
    return silent >= SILENT_FOR_DOWN;
  }

  /** The request of that sequence was not answered; that says nothing where a later one was. */
  void silent(long sequence, long nowNanos, long epochNanos) {
    if (sequence < lastAnswered) {
      return;
    }
    silent++;
    if (silent < SILENT_FOR_DOWN) {
      return;
    }
    change(false, epochNanos);
    if (silent == SILENT_FOR_DOWN || nowNanos - unansweredNanos >= UNANSWERED_NANOS) {
      unansweredNanos = nowNanos;
      listener.unanswered();
    }
  }

  private void change(boolean now, long epochNanos) {
    if (now != up) {
      up = now;
      publish(epochNanos);
      listener.stateChanged(now);
    }
  }

  private void publish(long epochNanos) {
    sink.accept(new PingState(settings.probe(), settings.address(), up, epochNanos));
  }
}
