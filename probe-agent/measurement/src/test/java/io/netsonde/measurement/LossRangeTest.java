package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossRangeTest {
  /** The two-sided ones are R's binom.test(lost, sent)$conf.int. */
  @ParameterizedTest
  @CsvSource({
    "10, 0, 0, 0.2588656",
    "1, 0, 0, 0.95",
    "10, 10, 0.7411344, 1",
    "10, 3, 0.06673951, 0.6524529",
    "100, 5, 0.01643188, 0.1128349",
    "1000, 500, 0.4685492, 0.5314508"
  })
  void shouldAgreeWithClopperAndPearson(long sent, long lost, double least, double most) {
    LossRange range = LossRange.of(sent, lost);
    assertEquals(least, range.least(), 1e-6);
    assertEquals(most, range.most(), 1e-6);
  }

  @Test
  void shouldNarrowAroundTheLossWhenPacketsAreMany() {
    LossRange range = LossRange.of(30_000_000, 3_000_000);
    assertEquals(0.1, range.least(), 2e-4);
    assertEquals(0.1, range.most(), 2e-4);
    assertTrue(range.least() < 0.1 && range.most() > 0.1, range::toString);
  }

  @Test
  void shouldHoldTheTrueLossAsOftenAsItSays() {
    Random random = new Random(20_261_121);
    int held = 0;
    for (int run = 0; run < 4_000; run++) {
      double truth = random.nextDouble() * 0.5;
      int lost = 0;
      for (int packet = 0; packet < 60; packet++) {
        lost += random.nextDouble() < truth ? 1 : 0;
      }
      LossRange range = LossRange.of(60, lost);
      held += range.least() <= truth && truth <= range.most() ? 1 : 0;
    }
    assertTrue(held >= 4_000 * LossRange.CONFIDENCE, "held " + held);
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> LossRange.of(0, 0));
    assertThrows(IllegalArgumentException.class, () -> LossRange.of(5, 6));
    assertThrows(IllegalArgumentException.class, () -> LossRange.of(5, -1));
  }
}
