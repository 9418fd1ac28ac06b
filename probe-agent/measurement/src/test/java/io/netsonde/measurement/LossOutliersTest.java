package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossOutliersTest {
  private static final double SIGNIFICANCE = 1e-3;

  private static BitSet find(long sentByEach, long... lost) {
    long[] sent = new long[lost.length];
    Arrays.fill(sent, sentByEach);
    return LossOutliers.of(sent, lost, SIGNIFICANCE);
  }

  private static BitSet flows(int... numbers) {
    BitSet flows = new BitSet();
    Arrays.stream(numbers).forEach(flows::set);
    return flows;
  }

  @Test
  void shouldNameTheOneThatLoses() {
    assertEquals(flows(3), find(200, 0, 0, 0, 40, 0, 0, 0, 0));
    assertEquals(flows(0), find(200, 40, 2, 1, 3, 0, 2, 1, 4));
  }

  @Test
  void shouldNameEveryOneHoweverManyTheyAre() {
    assertEquals(flows(0, 2, 5), find(200, 38, 0, 45, 1, 0, 31, 0, 0));
    assertEquals(flows(0, 1, 2, 3, 5), find(200, 38, 40, 45, 41, 0, 31));
    assertEquals(flows(1), find(200, 0, 40));
  }

  @Test
  void shouldNameBothGradesOfBad() {
    assertEquals(flows(1, 4, 6), find(1000, 1, 500, 0, 2, 40, 0, 35, 1));
  }

  @Test
  void shouldNameNoneWhenAllLoseAlike() {
    assertEquals(flows(), find(200, 40, 38, 45, 41, 36, 31, 44, 39));
    assertEquals(flows(), find(200, 200, 200, 200));
    assertEquals(flows(), find(200, 0, 0, 0));
  }

  @Test
  void shouldNameNoneWhereThereIsNothingToCompare() {
    assertEquals(flows(), find(200, 200));
    assertEquals(flows(), find(200));
    assertEquals(
        flows(), LossOutliers.of(new long[] {0, 50, 0}, new long[] {0, 50, 0}, SIGNIFICANCE));
  }

  @Test
  void shouldLeaveOutFlowsThatSentNothing() {
    assertEquals(
        flows(2),
        LossOutliers.of(new long[] {0, 50, 50, 50}, new long[] {0, 0, 50, 1}, SIGNIFICANCE));
  }

  @Test
  void shouldWeighFlowsOfDifferentLength() {
    assertEquals(
        flows(0), LossOutliers.of(new long[] {20, 2000}, new long[] {10, 10}, SIGNIFICANCE));
    assertEquals(flows(), LossOutliers.of(new long[] {2, 2000}, new long[] {2, 10}, SIGNIFICANCE));
  }

  /** One of C(20, 10) = 184756 ways, for either of two flows. */
  @Test
  void shouldNameFromTheSignificanceOn() {
    long[] sent = {10, 10};
    long[] lost = {10, 0};
    double chance = 2.0 / 184_756;
    assertEquals(flows(0), LossOutliers.of(sent, lost, chance * 1.001));
    assertEquals(flows(), LossOutliers.of(sent, lost, chance * 0.999));
  }

  @Test
  void shouldNotNameForFewPackets() {
    long few = LossOutliers.LEAST_LOST - 1;
    long[] sent = {500, 500, 500, 500, 500, 500, 500, 500};
    double lenient = 0.5;
    assertEquals(flows(), LossOutliers.of(sent, new long[] {few, 0, 0, 0, 0, 0, 0, 0}, lenient));
    assertEquals(
        flows(0), LossOutliers.of(sent, new long[] {few + 1, 0, 0, 0, 0, 0, 0, 0}, lenient));
  }

  @ParameterizedTest
  @CsvSource({"49,false", "50,true"})
  void shouldNotNameForALittleMoreLoss(long lost, boolean named) {
    assertEquals(named, find(10_000, lost, 0, 0, 0).get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32})
  void shouldNameByChanceNoMoreOftenThanAllowed(int flows) {
    SplittableRandom random = new SplittableRandom(11);
    double significance = 0.05;
    int runs = 4_000;
    int wrong = 0;
    long[] sent = new long[flows];
    Arrays.fill(sent, 100);
    for (int run = 0; run < runs; run++) {
      double loss = random.nextDouble(0.02, 0.5);
      long[] lost = new long[flows];
      for (int flow = 0; flow < flows; flow++) {
        lost[flow] = lose(random, 100, loss);
      }
      wrong += LossOutliers.of(sent, lost, significance).isEmpty() ? 0 : 1;
    }
    assertTrue(wrong <= runs * significance, wrong + " of " + runs);
  }

  @Test
  void shouldNameExactlyTheBadOnesWhenTheyLoseAFifth() {
    SplittableRandom random = new SplittableRandom(13);
    int right = 0;
    int runs = 500;
    for (int run = 0; run < runs; run++) {
      int flows = random.nextInt(2, 24);
      BitSet bad = new BitSet();
      long[] sent = new long[flows];
      long[] lost = new long[flows];
      for (int flow = 0; flow < flows; flow++) {
        sent[flow] = 200;
        bad.set(flow, random.nextBoolean());
        lost[flow] = lose(random, 200, bad.get(flow) ? 0.2 : 0.001);
      }
      BitSet expected = bad.cardinality() == flows ? new BitSet() : bad;
      right += LossOutliers.of(sent, lost, SIGNIFICANCE).equals(expected) ? 1 : 0;
    }
    assertTrue(right >= 0.99 * runs, right + " of " + runs);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, Double.NaN})
  void shouldRefuseWhatIsNoSignificance(double significance) {
    assertThrows(
        IllegalArgumentException.class,
        () -> LossOutliers.of(new long[] {1}, new long[] {0}, significance));
  }

  private static long lose(SplittableRandom random, int packets, double loss) {
    long lost = 0;
    for (int i = 0; i < packets; i++) {
      lost += random.nextDouble() < loss ? 1 : 0;
    }
    return lost;
  }
}
