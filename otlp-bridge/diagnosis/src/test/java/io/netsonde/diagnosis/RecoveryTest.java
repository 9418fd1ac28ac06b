package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final Recovery recovery = Recovery.byCycles();

  /** After how many cycles of 60 packets that lose that share it is over; at most a thousand. */
  private int cycles(double loss) {
    Random random = new Random(1);
    for (int cycle = 1; cycle <= 1000; cycle++) {
      long lost = random.doubles(60).filter(each -> each < loss).count();
      if (recovery.accept(60, lost, cycle)) {
        return cycle;
      }
    }
    return 1000;
  }

  @Test
  void shouldBeOverAfterThreeCyclesWhenHeavyLossEnds() {
    recovery.begin(0.2);
    assertEquals(3, cycles(0));
    assertEquals(1, recovery.until());
  }

  @Test
  void shouldAskForMoreCyclesWhenLightLossEnds() {
    recovery.begin(0.03);
    assertEquals(11, cycles(0));
    assertEquals(1, recovery.until());
  }

  @Test
  void shouldNotBeOverWhileLossGoesOn() {
    for (double loss : new double[] {0.03, 0.1, 0.5}) {
      recovery.begin(loss);
      assertEquals(1000, cycles(loss), "a loss of " + loss);
    }
  }

  @Test
  void shouldBeOverInSpiteOfTheOddLoss() {
    recovery.begin(0.2);
    assertFalse(recovery.accept(60, 14, 0));
    assertEquals(3, cycles(0.001));
    assertEquals(1, recovery.until(), "the first good cycle");
  }

  @Test
  void shouldLearnNothingFromCyclesThatSentNothing() {
    recovery.begin(0.2);
    for (int cycle = 0; cycle < 10; cycle++) {
      assertFalse(recovery.accept(0, 0, cycle));
    }
  }
}
