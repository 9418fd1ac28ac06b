package io.netsonde.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms,500000000",
    "1s,1000000000",
    "5m,300000000000",
    "24h,86400000000000",
    "0.2s,200000000",
    "1us,1000",
    "1ns,1",
    "0s,0"
  })
  void shouldReadDurationWhenItHasUnit(String text, long nanos) {
    assertEquals(Duration.ofNanos(nanos), DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1 s", "1S", "0.1ns", "999999999999999h", "1d"})
  void shouldRefuseDurationWhenItIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
  }

  @Test
  void shouldReadBackEveryDurationThatItPrints() {
    long seed = 20261121;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong(1L << random.nextInt(1, 62)));
      String text = DurationText.print(duration);
      assertEquals(duration, DurationText.parse(text), () -> "seed " + seed + ": " + text);
    }
    assertEquals("1m", DurationText.print(Duration.ofSeconds(60)));
    assertEquals("1500ms", DurationText.print(Duration.ofMillis(1500)));
  }

  @ParameterizedTest
  @CsvSource({"128,128", "128B,128", "64KiB,65536", "256MiB,268435456", "1GiB,1073741824"})
  void shouldReadSizeWhenUnitIsBinary(String text, long bytes) {
    assertEquals(bytes, SizeText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64KB", "-1", "1.5KiB", "KiB", "64 KiB"})
  void shouldRefuseSizeWhenItIsNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> SizeText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:1", "example.net:65535", "192.0.2.1:5000", "[::1]:5000", "[fe80::1%eth0]:1"})
  void shouldPrintHostAndPortAsRead(String text) {
    assertEquals(text, HostPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        ":1",
        "a:",
        "a:x",
        "a:65536",
        "a:-1",
        "::1",
        "::1:5000",
        "[::1]",
        "[::1",
        "[a]:1",
        "1.2.3:4",
        "1.2.3.400:5",
        "a b:1",
        "-a:1",
        "a/b:1",
        "[::1%]:1"
      })
  void shouldRefuseHostAndPortWhenTheyAreNone(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
  }

  @Test
  void shouldAllowListedAgentsWhenRead() {
    assertTrue(AllowedAgents.parse("any").contains(5));
    AllowedAgents two = AllowedAgents.parse("102,4294967295");
    assertEquals(
        List.of(false, true, true),
        List.of(two.contains(5), two.contains(102), two.contains(4294967295L)));
    assertThrows(IllegalArgumentException.class, () -> AllowedAgents.parse("all"));
    assertThrows(IllegalArgumentException.class, () -> AllowedAgents.parse("1,,2"));
    assertThrows(IllegalArgumentException.class, () -> AllowedAgents.parse("0"));
  }
}
