package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The boundary cases of a single window. */
class HttpRulesTest {
  private static final double MILLI = 1e6;

  private final HttpRules rules = new HttpRules(DiagnosisSettings.DEFAULTS);

  /** So many windows that lie in turn that far above and below the mean, in milliseconds. */
  static Normal normal(boolean isGrowthWorse, int windows, double mean, double deviation) {
    Normal normal = new Normal(isGrowthWorse);
    for (int i = 0; i < windows; i++) {
      normal.add(mean + (i % 2 == 0 ? deviation : -deviation));
    }
    return normal;
  }

  private static Normal fifty(int windows, double deviation) {
    return normal(true, windows, 50 * MILLI, deviation * MILLI);
  }

  @Test
  void shouldCallDnsBoundAboveSixtyPercentOnly() {
    assertFalse(rules.isDnsBound(60.0 / 100.0, 60 * MILLI));
    assertTrue(rules.isDnsBound(60.1 / 100.0, 60.1 * MILLI));
  }

  @Test
  void shouldPassOverDnsBelowTheFloor() {
    assertFalse(rules.isDnsBound(0.9, 5 * MILLI));
    assertTrue(rules.isDnsBound(0.9, 5.1 * MILLI));
  }

  @Test
  void shouldCallPhaseGrownBeyondTwoDeviationsOnly() {
    Normal normal = fifty(10, 5);
    assertEquals(50 * MILLI, normal.mean());
    assertEquals(5 * MILLI, normal.deviation());
    assertFalse(rules.hasGrown(60.0 * MILLI, normal));
    assertTrue(rules.hasGrown(60.1 * MILLI, normal));
  }

  @Test
  void shouldCallTransferSlowerBeyondThirtyPercentOnly() {
    Normal normal = normal(false, 10, 10e6, 0.1e6);
    assertFalse(rules.hasSlowedDown(7.0e6, 143 * MILLI, normal));
    assertTrue(rules.hasSlowedDown(6.99e6, 143 * MILLI, normal));
    Normal odd = normal(false, 10, 333, 1);
    assertFalse(rules.hasSlowedDown(233.1, 143 * MILLI, odd), "exactly 30 % less");
    assertTrue(rules.hasSlowedDown(332 * 0.7, 143 * MILLI, odd));
  }

  @Test
  void shouldGiveNoVerdictOnFewerThanTenWindows() {
    assertFalse(rules.hasGrown(500 * MILLI, fifty(9, 5)));
    assertTrue(rules.hasGrown(500 * MILLI, fifty(10, 5)));
    assertFalse(rules.hasSlowedDown(1e6, 1000 * MILLI, normal(false, 9, 10e6, 0.1e6)));
    assertTrue(rules.hasSlowedDown(1e6, 1000 * MILLI, normal(false, 10, 10e6, 0.1e6)));
  }

  @Test
  void shouldGiveNoVerdictWithoutDeviation() {
    assertFalse(rules.hasGrown(500 * MILLI, fifty(10, 0)));
  }

  @Test
  void shouldGiveNoVerdictWithoutMean() {
    assertFalse(rules.hasSlowedDown(0, 500 * MILLI, normal(false, 10, 0, 0)));
  }

  @Test
  void shouldPassOverGrowthBelowTheFloor() {
    Normal fast = normal(true, 10, MILLI, 0.1 * MILLI);
    assertFalse(rules.hasGrown(6 * MILLI, fast), "5 ms more");
    assertTrue(rules.hasGrown(6.1 * MILLI, fast));
    Normal steady = fifty(10, 0.1);
    assertFalse(rules.hasGrown(60 * MILLI, steady), "a fifth more");
    assertTrue(rules.hasGrown(60.1 * MILLI, steady));
    Normal rate = normal(false, 10, 10e6, 0.1e6);
    assertFalse(rules.hasSlowedDown(5e6, 10 * MILLI, rate), "5 ms more");
    assertTrue(rules.hasSlowedDown(5e6, 10.1 * MILLI, rate));
  }

  @Test
  void shouldKnowTheTailOfStudentsDistribution() {
    assertEquals(0.5, StudentNine.below(0), 1e-12);
    // Abramowitz and Stegun, table 26.10.
    assertEquals(0.95, StudentNine.below(1.833), 1e-4);
    assertEquals(0.995, StudentNine.below(3.250), 1e-5);
    assertEquals(0.05, StudentNine.below(-1.833), 1e-4);
  }
}
