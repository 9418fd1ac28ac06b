package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks made, and what is true of every one of them. */
final class Checks {
  /** Long enough for what works, on a busy machine too. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private Checks() {}

  static HttpTarget target(String uri) {
    return HttpTarget.of("shop", URI.create(uri)).withTimeouts(HttpTimeouts.all(LONG));
  }

  /** With a short limit for that phase, and long ones for the others. */
  static HttpTarget hurried(HttpTarget target, HttpPhase phase) {
    Duration limit = Duration.ofMillis(300);
    return target.withTimeouts(
        new HttpTimeouts(
            phase == HttpPhase.DNS ? limit : LONG,
            phase == HttpPhase.CONNECT ? limit : LONG,
            phase == HttpPhase.TLS ? limit : LONG,
            phase == HttpPhase.WAIT ? limit : LONG,
            phase == HttpPhase.REQUEST || phase == HttpPhase.TRANSFER
                ? Duration.ofSeconds(2)
                : LONG));
  }

  static HttpCheck check(HttpTarget target) throws IOException {
    try (HttpProber prober = HttpProber.open(target)) {
      HttpCheck check = prober.check();
      assertAddsUp(check);
      return check;
    }
  }

  static HttpCheck passed(HttpTarget target) throws IOException {
    HttpCheck check = check(target);
    assertEquals(Optional.empty(), check.failure());
    return check;
  }

  static HttpFailure failed(HttpTarget target, HttpPhase phase, HttpErrorType type)
      throws IOException {
    HttpCheck check = check(target);
    HttpFailure failure = check.failure().orElseThrow();
    assertEquals(type, failure.type(), failure.message());
    assertEquals(phase, failure.phase(), failure.message());
    if (type != HttpErrorType.EXPECTATION_FAILED) {
      assertEquals(phase, check.last().phases().getLast().phase(), failure.message());
    }
    return failure;
  }

  static List<HttpPhase> phases(HttpExchange exchange) {
    return exchange.phases().stream().map(PhaseTiming::phase).toList();
  }

  /** Phases follow each other without gaps, over all exchanges, from 0 to the whole duration. */
  static void assertAddsUp(HttpCheck check) {
    long end = 0;
    for (HttpExchange exchange : check.exchanges()) {
      HttpPhase before = null;
      for (PhaseTiming timing : exchange.phases()) {
        assertEquals(end, timing.startNanos(), () -> "gap or overlap in " + check);
        assertTrue(before == null || before.compareTo(timing.phase()) < 0, check::toString);
        end = timing.endNanos();
        before = timing.phase();
      }
    }
    assertEquals(check.durationNanos(), end);
  }
}
