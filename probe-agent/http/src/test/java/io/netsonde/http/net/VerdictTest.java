package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  @ParameterizedTest
  @CsvSource({
    "PT47H, PT336H, 'expires in 47 h, expected are at least 336 h'",
    "PT40M, PT50M, 'expires in 40 min, expected are at least 50 min'",
    "PT30S, PT336H, 'expires in 30 s, expected are at least 336 h'",
    "PT48H20M, PT48H30M, 'expires in 2900 min, expected are at least 2910 min'",
    "PT-5H, PT1H, 'expired 5 h ago, expected are at least 1 h'",
  })
  void shouldSayHowLongInUnitsThatTellItApart(Duration remaining, Duration atLeast, String said) {
    assertEquals(said, Verdict.expiry(remaining, atLeast));
  }
}
