package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DistributionTest {
  @Test
  void shouldTakeRank57WhenAskedForP95OfSixty() {
    Distribution sixty = Distribution.of(LongStream.rangeClosed(1, 60).toArray());
    assertEquals(57, sixty.percentile(95));
    assertEquals(60, sixty.percentile(99));
    assertEquals(30, sixty.median());
    assertEquals(60, sixty.percentile(100));
    assertEquals(1, sixty.percentile(0.001));
  }

  /** The usual example of nearest rank. */
  @Test
  void shouldTakeTheNearestRankWhenFewValues() {
    Distribution five = Distribution.of(40, 15, 50, 20, 35);
    assertEquals(15, five.percentile(5));
    assertEquals(20, five.percentile(30));
    assertEquals(20, five.percentile(40));
    assertEquals(35, five.percentile(50));
    assertEquals(50, five.percentile(100));
  }

  @Test
  void shouldHaveTheRankOfIntegerArithmeticWhenAnyTenthOfAPercentIsAsked() {
    for (int count = 1; count <= 240; count++) {
      Distribution ranks = Distribution.of(LongStream.rangeClosed(1, count).toArray());
      for (int permille = 1; permille <= 1000; permille++) {
        int expected = (permille * count + 999) / 1000;
        assertEquals(
            expected, ranks.percentile(permille / 10.0), permille + " permille of " + count);
      }
    }
  }

  @Test
  void shouldDivideByTheCountWhenTakingTheStandardDeviation() {
    Distribution values = Distribution.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertEquals(5, values.mean(), 1e-12);
    assertEquals(2, values.standardDeviation(), 1e-12);
    assertEquals(2, values.min());
    assertEquals(9, values.max());
  }

  @Test
  void shouldKeepNegativeValuesWhenTheyComeFromClocks() {
    Distribution values = Distribution.of(3, -5, 0);
    assertEquals(-5, values.min());
    assertEquals(0, values.median());
    assertEquals(-2.0 / 3, values.mean(), 1e-12);
  }

  @Test
  void shouldEqualTheWholeWhenPartsAreMerged() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] all = random.longs(random.nextInt(1, 200), -1000, 1000).toArray();
      int cut = random.nextInt(all.length + 1);
      Distribution first = Distribution.of(LongStream.of(all).limit(cut).toArray());
      Distribution second = Distribution.of(LongStream.of(all).skip(cut).toArray());
      assertEquals(
          Distribution.of(all),
          Distribution.merge(List.of(second, Distribution.EMPTY, first)),
          "seed " + seed);
    }
  }

  @Test
  void shouldRefuseFiguresWhenThereAreNoValues() {
    assertThrows(IllegalStateException.class, Distribution.EMPTY::min);
    assertThrows(IllegalStateException.class, Distribution.EMPTY::max);
    assertThrows(IllegalStateException.class, Distribution.EMPTY::mean);
    assertThrows(IllegalStateException.class, Distribution.EMPTY::standardDeviation);
    assertThrows(IllegalStateException.class, Distribution.EMPTY::median);
    assertThrows(IllegalArgumentException.class, () -> Distribution.of(1).percentile(0));
    assertThrows(IllegalArgumentException.class, () -> Distribution.of(1).percentile(100.1));
    assertThrows(IllegalArgumentException.class, () -> Distribution.of(1).percentile(Double.NaN));
  }
}
