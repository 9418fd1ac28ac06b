package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Reflection;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.ReportPage;
import org.jspecify.annotations.Nullable;

/** Answers REPORT with a page of fates, and publishes each cycle when it is first asked for. */
final class ReportAnswers {
  private final Answers answers;
  private final MeasurementSink sink;
  private final FateWindow nothingSeen = new FateWindow(ReflectorLimits.MIN_WINDOW);

  ReportAnswers(Answers answers, MeasurementSink sink) {
    this.answers = answers;
    this.sink = sink;
  }

  /**
   * Puts the page that is asked for into the answer; or says why not.
   *
   * @param session whose, null where there is none: then nothing was seen
   * @param length the request's
   */
  @Nullable RejectReason complete(
      Packet answer, Packet request, @Nullable Session session, int length) {
    ReportPage question = request.report == null ? null : ReportPage.decode(request.report);
    if (question == null
        || question.count() < 1
        || question.offset() < 0
        || question.offset() >= question.count()) {
      return RejectReason.MALFORMED;
    }
    FateWindow window = session == null ? nothingSeen : session.window;
    boolean signed = answers.areSigned();
    // A page that would be too short for a single fate with its delay may still do without.
    boolean stamped = window.keepsDelays() && ReportPage.capacity(length, true, signed) >= 1;
    int room = ReportPage.capacity(length, stamped, signed);
    if (room < 1) {
      return RejectReason.TOO_SHORT;
    }
    CycleReport report = new CycleReport(window, question);
    if (session != null) {
      publish(report, session);
    }
    int fates = Math.min(room, question.count() - question.offset());
    answer.report = report.page(fates, stamped, session).encode();
    return null;
  }

  /** Cycles follow one another: one below the latest published has been, or came too late. */
  private void publish(CycleReport report, Session session) {
    if (report.first() < session.publishedUpTo) {
      return;
    }
    session.publishedUpTo = report.end();
    session.clockError.onCycle(report.end(), session.window.highest());
    Reflection reflection = report.reflection(session);
    if (reflection != null) {
      sink.accept(reflection);
    }
  }
}
