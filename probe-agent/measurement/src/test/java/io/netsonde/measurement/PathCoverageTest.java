package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathCoverageTest {
  @ParameterizedTest
  @CsvSource({
    "1,0.95,1",
    "1,0.000001,1",
    "2,0.5,2",
    "2,0.95,6",
    "2,0.999999,21",
    "3,0.95,11",
    "4,0.9,13",
    "4,0.95,16",
    "4,0.99,21",
    "8,0.95,38",
    "16,0.999,150",
    "32,0.95,203",
    "64,0.95,453",
    "128,0.95,998",
    // (1 - 0.5^n)^2 is exactly this for n = 2: no rounding may make it 3.
    "2,0.5625,2",
    // Three flows at the least, where the formula alone says two.
    "3,0.1,3"
  })
  void shouldFollowTheFormula(int paths, double probability, int flows) {
    assertEquals(flows, PathCoverage.flows(paths, probability));
  }

  @ParameterizedTest
  @CsvSource({"0,0.95", "-1,0.95", "1025,0.95", "2,0", "2,1", "2,-0.1", "2,NaN", "1,1"})
  void shouldRefuseWhatIsOutOfRange(int paths, double probability) {
    assertThrows(IllegalArgumentException.class, () -> PathCoverage.flows(paths, probability));
  }

  /** What the documentation says of the exact probability. */
  @ParameterizedTest
  @CsvSource({"0.5,0.06", "0.9,0.0013", "0.95,0.0002", "0.99,0.00001", "0.999,0"})
  void shouldFallShortOfTheProbabilityByNoMoreThanDocumented(double probability, double most) {
    for (int paths = 2; paths <= 64; paths++) {
      double exact = exactly(paths, PathCoverage.flows(paths, probability));
      assertTrue(exact >= probability - most, paths + " paths: " + exact);
    }
  }

  /** Nor does it ask for many more than are needed: with two flows less it is never enough. */
  @Test
  void shouldNotAskForMoreThanIsNeeded() {
    for (int paths = 2; paths <= 64; paths++) {
      double exact = exactly(paths, PathCoverage.flows(paths, 0.95) - 2);
      assertTrue(exact < 0.95, paths + " paths: " + exact);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,0.95", "4,0.95", "8,0.9", "16,0.99"})
  void shouldSeeEveryPathAsOftenAsAskedWhenSimulated(int paths, double probability) {
    SplittableRandom random = new SplittableRandom(7);
    int flows = PathCoverage.flows(paths, probability);
    int runs = 20_000;
    int complete = 0;
    for (int run = 0; run < runs; run++) {
      BitSet seen = new BitSet();
      for (int flow = 0; flow < flows; flow++) {
        seen.set(random.nextInt(paths));
      }
      complete += seen.cardinality() == paths ? 1 : 0;
    }
    double share = (double) complete / runs;
    double reach = 4 * Math.sqrt(probability * (1 - probability) / runs);
    assertTrue(share >= probability - reach, share + " of the runs");
    assertEquals(exactly(paths, flows), share, reach);
  }

  /** Inclusion and exclusion: the sum over k of (-1)^k (m over k) ((m-k)/m)^n. */
  private static double exactly(int paths, int flows) {
    BigInteger ways = BigInteger.ZERO;
    BigInteger choose = BigInteger.ONE;
    for (int k = 0; k <= paths; k++) {
      BigInteger term = choose.multiply(BigInteger.valueOf(paths - k).pow(flows));
      ways = k % 2 == 0 ? ways.add(term) : ways.subtract(term);
      choose = choose.multiply(BigInteger.valueOf(paths - k)).divide(BigInteger.valueOf(k + 1));
    }
    return new BigDecimal(ways)
        .divide(new BigDecimal(BigInteger.valueOf(paths).pow(flows)), MathContext.DECIMAL64)
        .doubleValue();
  }
}
