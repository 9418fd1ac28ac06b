package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Fate;
import io.netsonde.trafficsim.wire.ReportPage;

/**
 * Asks for the reflector's report of one decided cycle, page by page, again and again until it is
 * whole. What it says goes into the cycle's trace; what it does not say stays unknown.
 */
final class ReportExchange {
  private static final long NANOS_PER_MICRO = 1_000;

  private final OpenCycle cycle;
  private final long beganNanos;
  private int offset;
  private long nextNanos;

  /** When the page now wanted was first asked for; only if it has been. */
  private long askedNanos;

  private boolean asked;

  ReportExchange(OpenCycle cycle, long nowNanos) {
    this.cycle = cycle;
    this.beganNanos = nowNanos;
    this.nextNanos = nowNanos;
  }

  OpenCycle cycle() {
    return cycle;
  }

  long beganNanos() {
    return beganNanos;
  }

  boolean isComplete() {
    return offset >= cycle.rows();
  }

  long nextNanos() {
    return nextNanos;
  }

  /** Whether the question that is due next has been asked before, in vain. */
  boolean isRepeat() {
    return asked;
  }

  /** When the page now wanted was first asked for; its answer is not older. */
  long askedNanos() {
    return asked ? askedNanos : beganNanos;
  }

  /** The question that is now being asked. */
  ReportPage ask(long nowNanos, long repeatNanos) {
    nextNanos = nowNanos + repeatNanos;
    if (!asked) {
      asked = true;
      askedNanos = nowNanos;
    }
    return ReportPage.request((int) cycle.firstSequence, cycle.rows(), offset);
  }

  /**
   * A page arrived.
   *
   * @param reporter the boot id of who sent it
   * @return whether it was the one asked for
   */
  boolean onPage(ReportPage page, long reporter, Session session, long nowNanos) {
    if (page.first() != (int) cycle.firstSequence
        || page.count() != cycle.rows()
        || page.offset() != offset
        || !page.fates().hasRemaining()) {
      return false;
    }
    boolean recreated = session.boot() != reporter || session.hasAnswerBefore(trackedFrom(page));
    int fates = Math.min(page.fates().remaining(), cycle.rows() - offset);
    for (int i = 0; i < fates; i++) {
      apply(offset, page.fate(i), reporter, recreated);
      correct(offset++, page.sendDelayNanos(i));
    }
    cycle.notePeerClockError(clockErrorNanos(page));
    nextNanos = nowNanos;
    asked = false;
    return true;
  }

  private static long clockErrorNanos(ReportPage page) {
    return page.clockErrorMicros() == 0
        ? ClockErrorWatch.UNKNOWN
        : Integer.toUnsignedLong(page.clockErrorMicros()) * NANOS_PER_MICRO;
  }

  /** From where on the reflector has kept account; past the cycle if it has seen nothing at all. */
  private long trackedFrom(ReportPage page) {
    return page.firstSeen() == 0
        ? cycle.firstSequence + cycle.rows()
        : cycle.firstSequence + (page.trackedFrom() - page.first());
  }

  private void correct(int row, long delayNanos) {
    if (delayNanos >= 0 && cycle.isAnswered(row)) {
      cycle.stamps.left(row, delayNanos);
    }
  }

  private void apply(int row, Fate fate, long reporter, boolean recreated) {
    if (!cycle.wasSent(row)) {
      return;
    }
    Forward forward;
    if (fate.received()) {
      forward = fate.answered() ? Forward.REPLIED : Forward.RECEIVED;
    } else if (fate.forgotten()
        || !cycle.isCertain(row, reporter)
        || (fate.untracked() && recreated)) {
      forward = Forward.UNKNOWN;
    } else {
      forward = Forward.NOT_RECEIVED;
    }
    cycle.trace.reported(row, forward, fate.reordered(), fate.copies());
  }
}
