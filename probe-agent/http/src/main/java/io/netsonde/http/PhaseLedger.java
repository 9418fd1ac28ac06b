package io.netsonde.http;

import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every nanosecond of an exchange: a phase begins where the one before ended, the
 * first where the exchange did, so that they add up to the whole by construction. Phases only
 * follow each other in their order, unless one is {@linkplain #backTo taken back}; what an event
 * says later than another phase's beginning is not heard. Not safe for use by several threads.
 */
public final class PhaseLedger {
  private long originNanos;
  private final List<PhaseTiming> ended = new ArrayList<>();
  private @Nullable HttpPhase current;
  private long boundaryNanos;

  /**
   * An exchange in which no phase has begun.
   *
   * @param originNanos when the check began: phases are told relative to it
   * @param startNanos when this exchange began
   */
  public PhaseLedger(long originNanos, long startNanos) {
    this.originNanos = originNanos;
    this.boundaryNanos = startNanos;
  }

  /**
   * The check begins only now, with its first phase: what the client did to prepare itself says
   * nothing of the network.
   *
   * @throws IllegalStateException if a phase has begun
   */
  public void beginAt(long nanos) {
    if (current != null) {
      throw new IllegalStateException(current + " has begun before the check");
    }
    originNanos = nanos;
    boundaryNanos = nanos;
  }

  /** When the check began. */
  public long originNanos() {
    return originNanos;
  }

  /** Ends the current phase and begins that one, unless it has begun or is over. */
  public void enter(HttpPhase phase, long nanos) {
    HttpPhase before = current;
    if (before == null) {
      current = phase;
    } else if (before.compareTo(phase) < 0) {
      end(before, nanos);
      current = phase;
    }
  }

  /** What seemed to be later phases was none: that one went on all the time. */
  public void backTo(HttpPhase phase) {
    while (!ended.isEmpty() && current().compareTo(phase) > 0) {
      PhaseTiming last = ended.removeLast();
      current = last.phase();
      boundaryNanos = originNanos + last.startNanos();
    }
  }

  /** The phase that goes on, or {@code DNS} where none began: whatever fails then fails first. */
  public HttpPhase current() {
    HttpPhase phase = current;
    return phase == null ? HttpPhase.DNS : phase;
  }

  /** When the current phase began. */
  public long enteredNanos() {
    return boundaryNanos;
  }

  /** Whether that phase has begun, and maybe ended. */
  public boolean hasReached(HttpPhase phase) {
    HttpPhase now = current;
    return now != null && now.compareTo(phase) >= 0;
  }

  /** Ends the exchange: what it consisted of. */
  public List<PhaseTiming> finish(long nanos) {
    end(current(), nanos);
    return List.copyOf(ended);
  }

  /** When the last phase that ended did so; the end of the exchange after {@link #finish}. */
  public long boundaryNanos() {
    return boundaryNanos;
  }

  private void end(HttpPhase phase, long nanos) {
    long duration = Math.max(0, nanos - boundaryNanos);
    ended.add(new PhaseTiming(phase, boundaryNanos - originNanos, duration));
    boundaryNanos += duration;
  }
}
