package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a limit does that was looked at a moment ago, and what failures mean then. */
class ExchangeTraceTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final ExchangeTrace trace =
      ExchangeTrace.first(URI.create("http://h/"), "GET", Optional.empty(), 0, () -> {});

  @Test
  void shouldBlameNoPhaseWhenAnotherGoesOnByNow() {
    trace.enter(HttpPhase.CONNECT);
    trace.use(closed::incrementAndGet);
    ExchangeTrace.Moment moment = trace.moment();
    trace.enter(HttpPhase.REQUEST);
    trace.timeOut(moment);
    assertEquals(Optional.empty(), trace.timedOut());
    assertEquals(0, closed.get());
  }

  @Test
  void shouldBlameThePhaseThatGoesOnAndCloseWhatItWaitsFor() {
    trace.enter(HttpPhase.CONNECT);
    trace.use(closed::incrementAndGet);
    trace.timeOut(trace.moment());
    assertEquals(Optional.of(HttpPhase.CONNECT), trace.timedOut());
    assertEquals(1, closed.get());
    trace.use(closed::incrementAndGet);
    assertEquals(2, closed.get(), "what is tried after that");
  }

  @Test
  void shouldCloseNothingWhenExchangeHasEnded() {
    trace.enter(HttpPhase.CONNECT);
    trace.use(closed::incrementAndGet);
    ExchangeTrace.Moment moment = trace.moment();
    var unused = trace.finish();
    trace.timeOut(moment);
    assertEquals(0, closed.get());
  }

  @Test
  void shouldLetLookupEndByItselfWhenItsTimeIsUp() {
    trace.enter(HttpPhase.DNS);
    trace.use(closed::incrementAndGet);
    trace.timeOut(trace.moment());
    assertEquals(Optional.of(HttpPhase.DNS), trace.timedOut());
    assertEquals(0, closed.get());
  }

  private HttpErrorType type(IOException failure) {
    HttpFailure judged = Failures.of(failure, trace, "h");
    return judged.type();
  }

  @Test
  void shouldSayNameNotFoundOnlyWhenItIsAName() {
    assertEquals(HttpErrorType.NAME_NOT_FOUND, type(new UnknownHostException("h")));
    assertEquals(HttpErrorType.PROTOCOL_ERROR, type(new UnknownServiceException("no CLEARTEXT")));
    assertEquals(HttpErrorType.PROTOCOL_ERROR, type(new SocketException("odd")));
  }
}
