package io.netsonde.netio.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
  @ParameterizedTest
  @CsvSource({
    "5.15.0-91-generic, true",
    "6.1.0-18-amd64, true",
    "6.8.12, true",
    "6.9.0, false",
    "6.18.5, false",
    "7.0-rc1, false",
    "10.2, false",
    "unknown, true",
    "'', true"
  })
  void shouldKnowSinceWhenFailedSendsTakeNoNumber(String version, boolean numbers) {
    assertEquals(numbers, Kernel.numbersFailedSends(version));
  }
}
