package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.Reflection;
import io.netsonde.trafficsim.wire.Fate;
import io.netsonde.trafficsim.wire.ReportPage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A session's view of one cycle: sums over what its window still knows. */
final class CycleReport {
  private static final ByteBuffer NO_DELAYS = ByteBuffer.allocate(0);

  private final FateWindow window;
  private final ReportPage question;
  private final long first;
  private int received;
  private int replied;
  private int duplicates;
  private int reordered;
  // Of which it is known whether they arrived.
  private long known;

  CycleReport(FateWindow window, ReportPage question) {
    this.window = window;
    this.question = question;
    this.first = window.unfold(question.first());
    // However large the count is: nothing beyond the window is worth a look.
    long end = Math.min(end(), window.highest() + 1);
    for (long s = window.lowestKnown(first); s < end; s++) {
      add(window.fate(s));
    }
    known += end() - Math.max(first, Math.min(end(), window.highest() + 1));
  }

  private void add(int fate) {
    known += (fate & Fate.UNTRACKED) == 0 ? 1 : 0;
    received += (fate & Fate.RECEIVED) != 0 ? 1 : 0;
    replied += (fate & Fate.ANSWERED) != 0 ? 1 : 0;
    reordered += (fate & Fate.REORDERED) != 0 ? 1 : 0;
    duplicates += Fate.copies(fate);
  }

  /** The cycle's first sequence, counted on. */
  long first() {
    return first;
  }

  /** The first sequence after the cycle. */
  long end() {
    return first + question.count();
  }

  /**
   * The page from the question's offset on.
   *
   * @param stamped whether it has room for when the answers left
   */
  ReportPage page(int fates, boolean stamped, @Nullable Session session) {
    byte[] page = new byte[fates];
    for (int i = 0; i < fates; i++) {
      page[i] = (byte) window.fate(first + question.offset() + i);
    }
    return new ReportPage(
        question.first(),
        question.count(),
        question.offset(),
        received,
        replied,
        duplicates,
        reordered,
        session == null ? 0 : session.firstSeenEpochNanos,
        session == null ? 0 : session.lastSeenEpochNanos,
        session == null ? 0 : session.jitterNanos(),
        (int) window.trackedFrom(),
        ByteBuffer.wrap(page),
        session == null ? 0 : session.clockError.micros(),
        stamped ? delays(fates) : NO_DELAYS);
  }

  /** When the answers of a page left; empty where that is known of none. */
  private ByteBuffer delays(int fates) {
    ByteBuffer delays = ByteBuffer.allocate(fates * ReportPage.SEND_DELAY_LENGTH);
    boolean any = false;
    for (int i = 0; i < fates; i++) {
      int delay = window.delay(first + question.offset() + i);
      any |= delay != ReportPage.UNKNOWN_SEND_DELAY;
      ReportPage.putSendDelay(delays, i, delay);
    }
    return any ? delays : NO_DELAYS;
  }

  /**
   * The view as a measurement, of those sequences only of which it is known whether they arrived:
   * what came before the session is not held against the path. Null if there are none.
   */
  @Nullable Reflection reflection(Session session) {
    if (window.isEmpty() || known == 0) {
      return null;
    }
    return new Reflection(
        Integer.toUnsignedLong(session.agent),
        session.address.getAddress().getHostAddress(),
        session.address.getPort(),
        session.id,
        Integer.toUnsignedLong(question.first()),
        (int) known,
        received,
        replied,
        duplicates,
        reordered,
        session.firstSeenEpochNanos,
        session.lastSeenEpochNanos,
        session.jitterNanos());
  }
}
