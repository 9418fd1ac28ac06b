package io.netsonde.netio;

/** A port in a receive loop. Only the loop's thread touches what changes, unless said otherwise. */
final class Registration {
  private static final long FIRST_PAUSE_NANOS = 1_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;

  final ReadablePort port;
  final DatagramHandler handler;

  /** Its place in an {@link EpollReadiness}, whose lock guards it; -1: none. */
  int token = -1;

  /** Whether its port has datagrams to read; where that is not known, it may have. */
  boolean hasDatagrams = true;

  /** Whether its port is handed on. Any thread may end that. */
  volatile boolean active = true;

  private long pauseNanos;
  private long resumeNanos;

  Registration(ReadablePort port, DatagramHandler handler) {
    this.port = port;
    this.handler = handler;
  }

  /** Reading worked: the next failure is a first one again. */
  void succeeded() {
    pauseNanos = 0;
  }

  /** Reading failed: each failure in a row doubles the pause. Returns its length. */
  long pause(long nowNanos) {
    pauseNanos =
        pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(pauseNanos * 2, LONGEST_PAUSE_NANOS);
    resumeNanos = nowNanos + pauseNanos;
    return pauseNanos;
  }

  /** What remains of the pause; 0 or less when it is over. */
  long remainingPause(long nowNanos) {
    return resumeNanos - nowNanos;
  }
}
