package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScatterTest {
  private final Scatter scatter = new Scatter();

  private void healthy(int windows) {
    Random random = new Random(1);
    for (int i = 0; i < windows; i++) {
      scatter.add(0.1 * random.nextGaussian(), false, false);
    }
  }

  @Test
  void shouldTakeAnythingForUnusualWhileLittleIsKnown() {
    healthy(22);
    assertFalse(scatter.isExperienced());
    assertTrue(scatter.isUnusual(0));
    assertFalse(scatter.isVeryUnusual(10), "then three have to agree");
    healthy(1);
    assertTrue(scatter.isExperienced());
  }

  @Test
  void shouldKnowHowFarWindowsUsuallyScatter() {
    healthy(1000);
    assertFalse(scatter.isUnusual(0.3));
    assertTrue(scatter.isUnusual(0.6));
    assertFalse(scatter.isVeryUnusual(0.3));
    assertTrue(scatter.isVeryUnusual(0.6));
  }

  @Test
  void shouldNotMindOutliersThatComeAlone() {
    for (int i = 0; i < 100; i++) {
      healthy(9);
      scatter.add(3, true, false);
    }
    assertTrue(scatter.isVeryUnusual(0.8));
  }

  @Test
  void shouldLearnFromBlipsThatComeAgainAndAgain() {
    for (int i = 0; i < 20; i++) {
      healthy(50);
      scatter.add(1, true, false);
      scatter.add(1, true, false);
      scatter.add(1, true, true);
      scatter.add(0, false, true);
      scatter.add(0, false, true);
      scatter.add(0, false, false);
    }
    assertFalse(scatter.isUnusual(1.5));
  }

  @Test
  void shouldNeverTakeBadTimeForUsual() {
    for (int i = 0; i < 20; i++) {
      healthy(50);
      scatter.add(1, true, false);
      scatter.add(1, true, false);
      for (int window = 0; window < 30; window++) {
        scatter.add(1, true, true);
      }
      scatter.add(0, false, true);
      scatter.add(0, false, true);
      scatter.add(0, false, false);
    }
    assertTrue(scatter.isUnusual(1));
    assertTrue(scatter.isVeryUnusual(1));
  }

  @Test
  void shouldForgetWhatIsLongAgo() {
    Usual usual = new Usual();
    for (int i = 0; i < 100; i++) {
      usual.add(2);
    }
    for (int i = 0; i < 40_000; i++) {
      usual.add(0);
    }
    assertEquals(0.05, usual.allBut(0.01), 1e-12);
    assertTrue(usual.count() < 3000);
  }
}
