package io.netsonde.netio;

/** A tick at an interval, as work. */
final class Ticking implements Work {
  private final long intervalNanos;
  private final Runnable tick;
  private boolean begun;
  private long nextNanos;

  Ticking(long intervalNanos, Runnable tick) {
    this.intervalNanos = intervalNanos;
    this.tick = tick;
  }

  @Override
  public long run(long nowNanos) {
    if (!begun) {
      begun = true;
      nextNanos = nowNanos + intervalNanos;
    } else if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + intervalNanos;
      tick.run();
    }
    return nextNanos;
  }
}
