package io.netsonde.diagnosis;

import static io.netsonde.measurement.Finding.State.BEGUN;
import static io.netsonde.measurement.Finding.State.OVER;
import static io.netsonde.measurement.FindingKind.DNS_BOUND;
import static io.netsonde.measurement.FindingKind.HANDSHAKE_BOUND;
import static io.netsonde.measurement.FindingKind.SERVER_BOUND;
import static io.netsonde.measurement.FindingKind.THROUGHPUT_BOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.http.HttpPhase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpSeriesTest {
  private final Checks checks = new Checks();
  private final List<Finding> findings = new ArrayList<>();
  private final HttpSeries series = new HttpSeries(DiagnosisSettings.DEFAULTS, findings::add);

  private void healthy(int windows) {
    for (int i = 0; i < windows; i++) {
      double off = i % 2 == 0 ? 1.1 : 0.9;
      checks.with(HttpPhase.DNS, 10 * off).with(HttpPhase.CONNECT, 20 * off);
      checks.with(HttpPhase.TLS, 30 * off).with(HttpPhase.WAIT, 50 * off);
      series.accept(checks.with(HttpPhase.TRANSFER, 100 * off).next());
    }
  }

  /** As many windows of two checks with the phases as they are, all of them judged. */
  private void windows(int count) {
    for (int i = 0; i < count; i++) {
      series.accept(checks.next());
      series.accept(checks.another());
    }
    series.endWindow();
  }

  private List<FindingKind> kinds(Finding.State state) {
    return findings.stream().filter(one -> one.state() == state).map(Finding::kind).toList();
  }

  @Test
  void shouldSayThatDnsTakesMostOfTheTime() {
    healthy(40);
    checks.with(HttpPhase.DNS, 600);
    windows(1);
    assertEquals(List.of(), findings);
    windows(1);
    assertEquals(List.of(DNS_BOUND), kinds(BEGUN));
    Finding finding = findings.getFirst();
    assertEquals(
        "Looking up shop.example.net takes 77 % of a check's time (600 ms of 780 ms), since"
            + " 14:54:00; 99.9 % sure.",
        finding.sentence());
    assertEquals("shop", finding.probe());
    assertEquals("shop.example.net", finding.address());
    assertEquals(Checks.START + 40 * Checks.MINUTE, finding.sinceEpochNanos());
    assertEquals(Checks.START + 42 * Checks.MINUTE, finding.atEpochNanos());
    assertTrue(finding.span().isPresent());
  }

  @Test
  void shouldSayThatConnectingTakesLonger() {
    healthy(40);
    checks.with(HttpPhase.CONNECT, 80).with(HttpPhase.TLS, 120);
    windows(2);
    assertEquals(List.of(HANDSHAKE_BOUND), kinds(BEGUN));
    assertEquals(
        "Connecting to shop.example.net takes 200 ms (TCP 80 ms, TLS 120 ms in the slowest check),"
            + " usually 50 ms with a deviation of 5 ms, since 14:54:00; 99.9 % sure.",
        findings.getFirst().sentence());
    assertEquals(
        0.2,
        findings.getFirst().evidence().getOrDefault("netsonde.evidence.value", Double.NaN),
        1e-9);
  }

  @Test
  void shouldSayThatTheServerTakesLonger() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(2);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    assertEquals(
        "shop.example.net takes 400 ms until its first byte, usually 50 ms with a deviation of"
            + " 5 ms, while connecting takes as long as before, since 14:54:00; 99.9 % sure.",
        findings.getFirst().sentence());
  }

  @Test
  void shouldNotBlameTheServerWhenConnectingIsSlowToo() {
    healthy(40);
    checks.with(HttpPhase.CONNECT, 120).with(HttpPhase.TLS, 230).with(HttpPhase.WAIT, 150);
    windows(20);
    assertEquals(List.of(HANDSHAKE_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldSayThatTheTransferIsSlower() {
    healthy(40);
    checks.with(HttpPhase.TRANSFER, 400);
    windows(2);
    assertEquals(List.of(THROUGHPUT_BOUND), kinds(BEGUN));
    assertEquals(
        "The transfer from shop.example.net goes at 2.5 MB/s, usually at 10 MB/s, since 14:54:00;"
            + " 99.9 % sure.",
        findings.getFirst().sentence());
  }

  @Test
  void shouldSayWhenItIsOver() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(30);
    healthy(2);
    series.endWindow();
    assertEquals(List.of(), kinds(OVER));
    healthy(1);
    series.endWindow();
    assertEquals(List.of(SERVER_BOUND), kinds(OVER));
    assertEquals(
        "shop.example.net takes 55 ms until its first byte again, after 30 minutes.",
        findings.getLast().sentence());
    assertEquals(2, findings.size());
    assertEquals(
        1800.0,
        findings.getLast().evidence().getOrDefault("netsonde.finding.duration", Double.NaN));
  }

  @Test
  void shouldTakeDayOfItForNormal() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(1443);
    assertEquals(List.of(SERVER_BOUND), kinds(OVER));
    assertEquals(
        "shop.example.net takes 400 ms until its first byte, as it has for a day: that counts as"
            + " normal now.",
        findings.getLast().sentence());
  }

  @Test
  void shouldPassOverSingleWindow() {
    healthy(40);
    for (int i = 0; i < 20; i++) {
      checks.with(HttpPhase.WAIT, 400);
      series.accept(checks.next());
      healthy(2);
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldFindWhatComesInTwoOfThreeWindows() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(1);
    healthy(1);
    checks.with(HttpPhase.WAIT, 400);
    windows(1);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldAskThreeChecksToAgree() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    series.accept(checks.next());
    series.accept(checks.next());
    series.endWindow();
    assertEquals(List.of(), findings, "two windows of a single check");
    series.accept(checks.next());
    series.endWindow();
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldAskAllThreeWindowsWhileLittleIsKnown() {
    healthy(10);
    checks.with(HttpPhase.WAIT, 60.1);
    windows(2);
    assertEquals(List.of(), findings);
    windows(1);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    assertEquals(Checks.START + 10 * Checks.MINUTE, findings.getFirst().sinceEpochNanos());
  }

  @Test
  void shouldPassOverWhatIsExactlyTwoDeviationsAbove() {
    healthy(10);
    // 45 and 55 in turn have a mean of 50 and a deviation of 5; each 60 comes after ten of them.
    checks.with(HttpPhase.WAIT, 60);
    windows(1);
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldGiveNoVerdictBeforeTenWindows() {
    healthy(9);
    checks.with(HttpPhase.DNS, 5000).with(HttpPhase.WAIT, 5000).with(HttpPhase.TRANSFER, 5000);
    windows(1);
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldKnowServiceThatDnsAlwaysBinds() {
    checks.with(HttpPhase.DNS, 300);
    windows(11);
    assertEquals(List.of(), findings);
    windows(1);
    assertEquals(List.of(DNS_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldGiveNoVerdictWhenNoTimePassesAtAll() {
    checks.with(HttpPhase.TRANSFER, 0);
    windows(30);
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldPassOverFailedChecks() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 5000);
    for (int i = 0; i < 10; i++) {
      series.accept(checks.failed());
    }
    series.endWindow();
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldPassOverRateOfSmallBodies() {
    checks.withBytes(16_383);
    healthy(40);
    checks.with(HttpPhase.TRANSFER, 900);
    windows(10);
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldPassOverWindowsWithTooFewChecks() {
    HttpSeries demanding =
        new HttpSeries(
            new DiagnosisSettings(Duration.ofMinutes(1), 3, Duration.ZERO, ZoneOffset.UTC),
            findings::add);
    for (int i = 0; i < 20; i++) {
      checks.with(HttpPhase.WAIT, i % 2 == 0 ? 49 : 51);
      demanding.accept(checks.next());
      demanding.accept(checks.another());
      demanding.accept(checks.another());
    }
    checks.with(HttpPhase.WAIT, 500);
    for (int i = 0; i < 10; i++) {
      demanding.accept(checks.next());
      demanding.accept(checks.another());
    }
    demanding.endWindow();
    assertEquals(List.of(), findings);
    for (int i = 0; i < 3; i++) {
      demanding.accept(checks.next());
      demanding.accept(checks.another());
      demanding.accept(checks.another());
    }
    demanding.endWindow();
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldLetOneSlowCheckAmongManyPass() {
    healthy(40);
    for (int window = 0; window < 10; window++) {
      checks.with(HttpPhase.WAIT, 5000);
      series.accept(checks.next());
      for (int i = 0; i < 4; i++) {
        series.accept(checks.with(HttpPhase.WAIT, 50 + i).another());
      }
    }
    series.endWindow();
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldTimeTheHandshakeOfCheckThatIsRedirectedOverItsConnection() {
    for (int i = 0; i < 40; i++) {
      checks.with(HttpPhase.CONNECT, i % 2 == 0 ? 20 : 22);
      series.accept(Checks.redirected(checks.next()));
    }
    checks.with(HttpPhase.CONNECT, 300);
    for (int i = 0; i < 3; i++) {
      series.accept(Checks.redirected(checks.next()));
    }
    series.endWindow();
    assertEquals(List.of(HANDSHAKE_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldNotComeAndGoWhenDnsTakesAboutSixtyPercent() {
    Random random = new Random(4);
    for (int i = 0; i < 1440; i++) {
      checks.with(HttpPhase.DNS, 150 * Math.exp(0.3 * random.nextGaussian()));
      series.accept(checks.next());
    }
    assertTrue(kinds(BEGUN).size() <= 2, kinds(BEGUN).toString());
  }

  @Test
  void shouldSayThatDnsTakesNoLongerMostOfTheTime() {
    healthy(40);
    checks.with(HttpPhase.DNS, 600);
    windows(20);
    healthy(12);
    series.endWindow();
    assertEquals(List.of(DNS_BOUND), kinds(OVER));
    assertTrue(
        findings.getLast().sentence().endsWith(" % of a check's time again, after 20 minutes."),
        findings.getLast().sentence());
  }

  @Test
  void shouldGoOnWhenTheClockIsSetBack() {
    Checks later = new Checks();
    for (int i = 0; i < 100; i++) {
      later.next();
    }
    series.accept(later.next());
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(2);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
  }

  /** As many windows of ten checks, of which so many hang in that phase until they are given up. */
  private void hanging(int count, HttpPhase phase, double millis, int hang) {
    for (int i = 0; i < count; i++) {
      checks.with(HttpPhase.DNS, 10).with(HttpPhase.CONNECT, 20).with(HttpPhase.TLS, 30);
      checks.with(HttpPhase.WAIT, 50).with(HttpPhase.TRANSFER, 100);
      series.accept(checks.next());
      for (int other = 1; other < 10 - hang; other++) {
        series.accept(checks.another());
      }
      checks.with(phase, millis);
      for (int other = 0; other < hang; other++) {
        series.accept(checks.anotherGivenUp(phase));
      }
    }
    series.endWindow();
  }

  @Test
  void shouldSayThatTheServerDoesNotAnswerInTime() {
    healthy(40);
    hanging(2, HttpPhase.WAIT, 10_000, 6);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    assertEquals(
        "shop.example.net does not answer within 10 s (6 of 10 checks), usually it takes 50 ms with"
            + " a deviation of 5 ms, while connecting takes as long as before, since 14:54:00;"
            + " 99.9 % sure.",
        findings.getFirst().sentence());
    assertEquals(
        10.0, findings.getFirst().evidence().getOrDefault("netsonde.evidence.value", Double.NaN));
    assertEquals(
        10.0, findings.getFirst().evidence().getOrDefault("netsonde.evidence.checks", Double.NaN));
  }

  @Test
  void shouldGoOnSayingThatTheServerIsSlowWhileMostChecksOnlyFail() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 4000);
    windows(3);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    for (int i = 0; i < 10; i++) {
      checks.with(HttpPhase.WAIT, 50);
      series.accept(checks.next());
      series.accept(checks.anotherFailed());
    }
    series.endWindow();
    hanging(2000, HttpPhase.WAIT, 10_000, 9);
    assertEquals(List.of(), kinds(OVER), "not even after a day");
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    healthy(3);
    series.endWindow();
    assertEquals(List.of(SERVER_BOUND), kinds(OVER));
    assertTrue(
        findings.getLast().sentence().startsWith("shop.example.net takes 5"),
        findings.getLast().sentence());
  }

  @Test
  void shouldSayThatTheServerNeverAnswers() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 10_000);
    for (int i = 0; i < 10; i++) {
      series.accept(checks.nextGivenUp(HttpPhase.WAIT));
    }
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    assertTrue(
        findings.getFirst().sentence().contains(" does not answer within 10 s (1 of 1 check), "),
        findings.getFirst().sentence());
  }

  @Test
  void shouldSayHowMuchAtLeastWhereSomeWindowsWereGivenUp() {
    healthy(40);
    hanging(1, HttpPhase.WAIT, 10_000, 8);
    checks.with(HttpPhase.WAIT, 2_000).with(HttpPhase.TRANSFER, 100);
    windows(1);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .startsWith("shop.example.net takes 6 s or more until its first byte, usually 50 ms"),
        findings.getFirst().sentence());
  }

  @Test
  void shouldSayWhichPartOfConnectingIsGivenUp() {
    healthy(40);
    hanging(2, HttpPhase.TLS, 5_000, 7);
    assertEquals(List.of(HANDSHAKE_BOUND), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .startsWith(
                "Connecting to shop.example.net does not succeed within 5 s (TLS, 7 of 10 checks),"
                    + " usually it takes 50 ms with a deviation of 5 ms, since 14:54:00;"),
        findings.getFirst().sentence());
  }

  @Test
  void shouldSayThatTheTransferDoesNotEnd() {
    healthy(40);
    hanging(2, HttpPhase.TRANSFER, 20_000, 7);
    assertEquals(List.of(THROUGHPUT_BOUND), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .startsWith(
                "The transfer from shop.example.net does not end within 20 s (7 of 10 checks),"
                    + " usually at 10 MB/s, since"),
        findings.getFirst().sentence());
  }

  @Test
  void shouldSayThatTheResolverDoesNotAnswer() {
    healthy(40);
    hanging(3, HttpPhase.DNS, 5_000, 7);
    assertEquals(List.of(DNS_BOUND), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .startsWith(
                "Looking up shop.example.net takes 100 % of a check's time (no answer within 5"
                    + " s),"),
        findings.getFirst().sentence());
  }

  @Test
  void shouldNotTakeRedirectsForSlowness() {
    healthy(40);
    for (int i = 0; i < 60; i++) {
      double off = i % 2 == 0 ? 1.1 : 0.9;
      checks.with(HttpPhase.DNS, 10 * off).with(HttpPhase.CONNECT, 20 * off);
      checks.with(HttpPhase.TLS, 30 * off).with(HttpPhase.WAIT, 50 * off);
      series.accept(Checks.ledByHttp(checks.with(HttpPhase.TRANSFER, 100 * off).next()));
    }
    healthy(40);
    series.endWindow();
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldFindWhatIsSlowBehindRedirectsThatAreNew() {
    healthy(40);
    for (int i = 0; i < 40; i++) {
      checks.with(HttpPhase.CONNECT, i % 2 == 0 ? 18 : 22);
      series.accept(Checks.ledByHttp(checks.next()));
    }
    checks.with(HttpPhase.CONNECT, 200);
    for (int i = 0; i < 3; i++) {
      series.accept(Checks.ledByHttp(checks.next()));
    }
    series.endWindow();
    assertEquals(List.of(HANDSHAKE_BOUND), kinds(BEGUN));
    assertTrue(
        findings.getFirst().sentence().startsWith("Connecting to shop.example.net takes 2"),
        findings.getFirst().sentence());
  }

  @Test
  void shouldPassOverSingleWindowsWithOtherRedirects() {
    healthy(40);
    for (int i = 0; i < 20; i++) {
      checks.with(HttpPhase.WAIT, 400);
      series.accept(Checks.ledByHttp(checks.next()));
      healthy(2);
    }
    checks.with(HttpPhase.WAIT, 400);
    windows(2);
    assertEquals(List.of(SERVER_BOUND), kinds(BEGUN), "by the ten windows from before");
  }

  @Test
  void shouldSayThatNothingCanBeComparedWhenRedirectsAreNew() {
    healthy(40);
    checks.with(HttpPhase.WAIT, 400);
    windows(30);
    for (int i = 0; i < 4; i++) {
      series.accept(Checks.ledByHttp(checks.next()));
    }
    assertEquals(List.of(SERVER_BOUND), kinds(OVER));
    assertEquals(
        "shop.example.net redirects otherwise than before (2 requests a check now): whether its"
            + " first byte is still slow cannot be told, after 32 minutes.",
        findings.getLast().sentence());
  }
}
