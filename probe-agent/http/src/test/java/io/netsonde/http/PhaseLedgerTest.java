package io.netsonde.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhaseLedgerTest {
  @Test
  void shouldTellKnownDelaysExactlyWhenEventsComeInOrder() {
    PhaseLedger ledger = new PhaseLedger(1_000, 1_000);
    ledger.enter(HttpPhase.DNS, 1_010);
    ledger.enter(HttpPhase.CONNECT, 1_100);
    ledger.enter(HttpPhase.TLS, 1_400);
    ledger.enter(HttpPhase.REQUEST, 1_900);
    ledger.enter(HttpPhase.WAIT, 1_905);
    ledger.enter(HttpPhase.TRANSFER, 2_905);
    assertEquals(
        List.of(
            new PhaseTiming(HttpPhase.DNS, 0, 100),
            new PhaseTiming(HttpPhase.CONNECT, 100, 300),
            new PhaseTiming(HttpPhase.TLS, 400, 500),
            new PhaseTiming(HttpPhase.REQUEST, 900, 5),
            new PhaseTiming(HttpPhase.WAIT, 905, 1_000),
            new PhaseTiming(HttpPhase.TRANSFER, 1_905, 95)),
        ledger.finish(3_000));
  }

  @Test
  void shouldBeginWhereExchangeBeforeEndedWhenRedirected() {
    PhaseLedger ledger = new PhaseLedger(1_000, 5_000);
    ledger.enter(HttpPhase.REQUEST, 5_007);
    ledger.enter(HttpPhase.WAIT, 5_010);
    assertEquals(
        List.of(
            new PhaseTiming(HttpPhase.REQUEST, 4_000, 10),
            new PhaseTiming(HttpPhase.WAIT, 4_010, 90)),
        ledger.finish(5_100));
  }

  @Test
  void shouldLeavePreparationOutWhenCheckBeginsWithItsFirstPhase() {
    PhaseLedger ledger = new PhaseLedger(1_000, 1_000);
    ledger.beginAt(1_300);
    ledger.enter(HttpPhase.DNS, 1_300);
    ledger.enter(HttpPhase.CONNECT, 1_400);
    assertEquals(
        List.of(new PhaseTiming(HttpPhase.DNS, 0, 100), new PhaseTiming(HttpPhase.CONNECT, 100, 1)),
        ledger.finish(1_401));
    assertEquals(1_300, ledger.originNanos());
    assertThrows(IllegalStateException.class, () -> ledger.beginAt(1_500));
  }

  @Test
  void shouldGoOnWaitingWhenTransferIsTakenBack() {
    PhaseLedger ledger = new PhaseLedger(1_000, 1_000);
    ledger.enter(HttpPhase.CONNECT, 1_000);
    ledger.enter(HttpPhase.REQUEST, 1_100);
    ledger.enter(HttpPhase.WAIT, 1_200);
    ledger.enter(HttpPhase.TRANSFER, 1_300);
    ledger.backTo(HttpPhase.WAIT);
    assertEquals(HttpPhase.WAIT, ledger.current());
    assertEquals(1_200, ledger.enteredNanos());
    ledger.enter(HttpPhase.TRANSFER, 1_900);
    assertEquals(
        List.of(
            new PhaseTiming(HttpPhase.CONNECT, 0, 100),
            new PhaseTiming(HttpPhase.REQUEST, 100, 100),
            new PhaseTiming(HttpPhase.WAIT, 200, 700),
            new PhaseTiming(HttpPhase.TRANSFER, 900, 100)),
        ledger.finish(2_000));
  }

  @Test
  void shouldNotGoBackWhenEventsComeLateOrTwice() {
    PhaseLedger ledger = new PhaseLedger(0, 0);
    ledger.enter(HttpPhase.CONNECT, 10);
    ledger.enter(HttpPhase.REQUEST, 20);
    ledger.enter(HttpPhase.TLS, 25);
    ledger.enter(HttpPhase.REQUEST, 30);
    // The end of a write is stamped before the phase that it ended is known to be over.
    ledger.enter(HttpPhase.WAIT, 15);
    assertEquals(
        List.of(
            new PhaseTiming(HttpPhase.CONNECT, 0, 20),
            new PhaseTiming(HttpPhase.REQUEST, 20, 0),
            new PhaseTiming(HttpPhase.WAIT, 20, 80)),
        ledger.finish(100));
  }

  @Test
  void shouldBlameLookupWhenNothingBegan() {
    PhaseLedger ledger = new PhaseLedger(0, 0);
    assertEquals(HttpPhase.DNS, ledger.current());
    assertFalse(ledger.hasReached(HttpPhase.DNS));
    assertEquals(List.of(new PhaseTiming(HttpPhase.DNS, 0, 7)), ledger.finish(7));
  }

  @Test
  void shouldAddUpWhateverHappens() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long start = random.nextLong() >> 8;
      PhaseLedger ledger = new PhaseLedger(start, start);
      long now = start;
      for (int i = random.nextInt(12); i > 0; i--) {
        now += random.nextInt(1_000);
        int phase = random.nextInt(HttpPhase.values().length);
        ledger.enter(HttpPhase.values()[phase], now - random.nextInt(50));
      }
      List<PhaseTiming> phases = ledger.finish(now + 50);
      long sum = phases.stream().mapToLong(PhaseTiming::durationNanos).sum();
      assertEquals(now + 50 - start, sum, "seed " + seed);
      assertEquals(sum, phases.getLast().endNanos(), "seed " + seed);
      assertTrue(ledger.boundaryNanos() - start == sum, "seed " + seed);
    }
  }
}
