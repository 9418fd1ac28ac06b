package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.later;
import static io.netsonde.trafficsim.sender.Deadline.reached;
import static io.netsonde.trafficsim.sender.Deadline.sooner;

import io.netsonde.trafficsim.wire.ReportPage;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decided cycles that wait for the reflector's report, oldest first; they leave in that order.
 *
 * <p>A cycle is given up, and leaves with what is known, when the next one has been decided too and
 * the packet timeout has passed since: that long an answer may take, however short the cycles are.
 * After the last cycle there is no next one, and it is given up after {@link #LAST_NANOS}, or at
 * once if there is no session.
 */
final class ReportQueue {
  /** How long the reports of the last cycles are waited for when sending has ended. */
  static final long LAST_NANOS = 5_000_000_000L;

  private static final long LAST_REPEAT_NANOS = 100_000_000L;
  private static final long LAST_GAP_NANOS = 10_000_000L;

  private final FlowSettings settings;
  private final ArrayDeque<ReportExchange> waiting = new ArrayDeque<>();
  private long repeatsFromNanos;
  private boolean repeated;

  ReportQueue(FlowSettings settings) {
    this.settings = settings;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(OpenCycle decided, long nowNanos) {
    waiting.add(new ReportExchange(decided, nowNanos));
  }

  /** Takes the oldest cycle if its report is whole or given up. */
  @Nullable OpenCycle pollFinished(long nowNanos, boolean sessionHeld, boolean ending) {
    ReportExchange oldest = waiting.peek();
    if (oldest == null || !(oldest.isComplete() || isHopeless(nowNanos, sessionHeld, ending))) {
      return null;
    }
    return waiting.remove().cycle();
  }

  private boolean isHopeless(long nowNanos, boolean sessionHeld, boolean ending) {
    if (ending) {
      return !sessionHeld || reached(newestNanos() + LAST_NANOS, nowNanos);
    }
    return waiting.size() > 1 && reached(successorNanos() + settings.timeoutNanos(), nowNanos);
  }

  /** When there is something to ask or to give up; only while not empty. */
  long nextDeadlineNanos(boolean sessionHeld, boolean ending) {
    long next = newestNanos() + (ending ? LAST_NANOS : Deadline.FAR_NANOS);
    if (sessionHeld) {
      for (ReportExchange exchange : waiting) {
        if (!exchange.isComplete()) {
          next = sooner(next, dueNanos(exchange));
        }
      }
    }
    // The same rule as in isHopeless: a deadline at which nothing is done would be met for ever.
    return waiting.size() > 1 && !ending
        ? sooner(next, successorNanos() + settings.timeoutNanos())
        : next;
  }

  /** The exchange whose question is to be asked now: the one that has waited longest. */
  @Nullable ReportExchange due(long nowNanos) {
    if (waiting.isEmpty()) {
      return null;
    }
    ReportExchange first = null;
    for (ReportExchange exchange : waiting) {
      if (!exchange.isComplete()
          && reached(dueNanos(exchange), nowNanos)
          && (first == null || exchange.nextNanos() - first.nextNanos() < 0)) {
        first = exchange;
      }
    }
    return first;
  }

  /** Repetitions keep their distance from each other, first questions do not wait. */
  private long dueNanos(ReportExchange exchange) {
    return exchange.isRepeat() && repeated
        ? later(exchange.nextNanos(), repeatsFromNanos)
        : exchange.nextNanos();
  }

  /** The question of the exchange that is {@link #due}. */
  ReportPage ask(ReportExchange exchange, long nowNanos, boolean ending) {
    if (exchange.isRepeat()) {
      long gap = settings.reportGapNanos();
      repeated = true;
      repeatsFromNanos = nowNanos + (ending ? Math.min(gap, LAST_GAP_NANOS) : gap);
    }
    return exchange.ask(nowNanos, repeatNanos(ending));
  }

  private long repeatNanos(boolean ending) {
    long repeat = settings.reportRepeatNanos();
    return ending ? Math.min(repeat, LAST_REPEAT_NANOS) : repeat;
  }

  /** A page arrived; says when it had been asked for, or empty if it had not. */
  OptionalLong onPage(ReportPage page, long reporter, Session session, long nowNanos) {
    for (ReportExchange exchange : waiting) {
      long askedNanos = exchange.askedNanos();
      if (exchange.onPage(page, reporter, session, nowNanos)) {
        return OptionalLong.of(askedNanos);
      }
    }
    return OptionalLong.empty();
  }

  /** The waiting cycle of that packet. */
  @Nullable OpenCycle find(long sequence) {
    for (ReportExchange exchange : waiting) {
      if (exchange.cycle().contains(sequence)) {
        return exchange.cycle();
      }
    }
    return null;
  }

  /** See {@link OpenCycle#doubtFrom}. */
  void doubtFrom(long sequence) {
    waiting.forEach(exchange -> exchange.cycle().doubtFrom(sequence));
  }

  private long newestNanos() {
    return waiting.getLast().beganNanos();
  }

  /** When the cycle after the oldest was decided. */
  private long successorNanos() {
    var exchanges = waiting.iterator();
    exchanges.next();
    return exchanges.next().beganNanos();
  }
}
