package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypergeometricTest {
  @ParameterizedTest
  @CsvSource({
    "20,10,10,10",
    "8,4,4,3",
    "1600,40,200,40",
    "1600,121,600,120",
    "1000,20,100,3",
    "5000,300,700,60",
    "200,199,100,100",
    "63,32,31,20",
    "64,32,32,20",
    "65,33,32,20"
  })
  void shouldEqualExactArithmetic(int all, int marked, int drawn, int least) {
    BigInteger ways = BigInteger.ZERO;
    for (int k = least; k <= Math.min(marked, drawn); k++) {
      ways = ways.add(choose(marked, k).multiply(choose(all - marked, drawn - k)));
    }
    double exact =
        new BigDecimal(ways)
            .divide(new BigDecimal(choose(all, drawn)), MathContext.DECIMAL64)
            .doubleValue();
    double log = Hypergeometric.logUpperTail(all, marked, drawn, least);
    assertEquals(Math.log(exact), log, 1e-10);
  }

  @Test
  void shouldSayWhatNoDoubleCould() {
    // Half of the packets have all the losses: 2^-20000, and a little less without replacement.
    double log = Hypergeometric.logUpperTail(2_000_000, 20_000, 1_000_000, 20_000);
    assertTrue(log < -20_000 * Math.log(2) && log > -20_000 * Math.log(2) - 110, "" + log);
  }

  @Test
  void shouldBeCertainUpToTheMeanAndImpossibleBeyondAll() {
    assertEquals(0, Hypergeometric.logUpperTail(100, 10, 50, 5));
    assertEquals(0, Hypergeometric.logUpperTail(100, 10, 50, 0));
    assertTrue(Hypergeometric.logUpperTail(100, 10, 50, 6) < 0);
    assertEquals(Double.NEGATIVE_INFINITY, Hypergeometric.logUpperTail(100, 10, 50, 11));
    assertEquals(Double.NEGATIVE_INFINITY, Hypergeometric.logUpperTail(100, 0, 50, 1));
  }

  @Test
  void shouldRefuseMoreThanThereAre() {
    assertThrows(IllegalArgumentException.class, () -> Hypergeometric.logUpperTail(10, 11, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> Hypergeometric.logUpperTail(10, 5, 11, 1));
  }

  private static BigInteger choose(int n, int k) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return k < 0 || k > n ? BigInteger.ZERO : ways;
  }
}
