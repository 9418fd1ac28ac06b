package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpLogTest {
  private static final URI SHOP = URI.create("https://shop.example.net/");
  private static final HttpTarget TARGET = HttpTarget.of("shop", SHOP);
  private static final HttpExchange EXCHANGE =
      new HttpExchange(
          SHOP,
          "GET",
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          List.of(),
          Optional.empty(),
          0,
          0);

  private final List<String> lines = new ArrayList<>();
  private final HttpLog log =
      new HttpLog("shop", line -> lines.add("info " + line), line -> lines.add("warn " + line));

  private void ended(Optional<HttpFailure> failure) {
    SpanIdentity span = SpanIdentity.random(new Random(1));
    log.onEnded(TARGET, new HttpCheck("shop", SHOP, span, 0, 1, List.of(EXCHANGE), failure));
  }

  private static Optional<HttpFailure> failure(HttpPhase phase, HttpErrorType type) {
    return Optional.of(new HttpFailure(phase, type, "why"));
  }

  @Test
  void shouldSpeakOncePerChange() {
    ended(Optional.empty());
    ended(Optional.empty());
    ended(failure(HttpPhase.CONNECT, HttpErrorType.TIMEOUT));
    ended(failure(HttpPhase.CONNECT, HttpErrorType.TIMEOUT));
    ended(failure(HttpPhase.DNS, HttpErrorType.TIMEOUT));
    ended(Optional.empty());
    assertEquals(
        List.of(
            "info probe shop: is good",
            "warn probe shop: fails in connect, timeout: why",
            "warn probe shop: fails in dns, timeout: why",
            "info probe shop: is good again"),
        lines);
  }

  @Test
  void shouldSpeakOfLeftOutSlotsOnceWhileTheyGoOn() {
    ended(Optional.empty());
    log.onSkipped(TARGET, 2);
    log.onSkipped(TARGET, 1);
    assertEquals(2, lines.size(), lines::toString);
    assertEquals(
        "warn probe shop: a check took longer than the interval, so that 2 were left out; lengthen"
            + " the interval or shorten timeouts.total",
        lines.getLast());
  }

  @Test
  void shouldSpeakOfLeftOutSlotsOnceThoughEveryCheckEndsInBetween() {
    for (int check = 0; check < 3; check++) {
      ended(failure(HttpPhase.WAIT, HttpErrorType.TIMEOUT));
      log.onSkipped(TARGET, 5);
    }
    assertEquals(2, lines.size(), lines::toString);
    ended(Optional.empty());
    ended(Optional.empty());
    log.onSkipped(TARGET, 1);
    assertEquals(
        "warn probe shop: a check took longer than the interval, so that one was left out; lengthen"
            + " the interval or shorten timeouts.total",
        lines.getLast());
    assertEquals(4, lines.size(), lines::toString);
  }
}
