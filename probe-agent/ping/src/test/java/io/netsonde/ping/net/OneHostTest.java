package io.netsonde.ping.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneHostTest {
  @ParameterizedTest
  @CsvSource({
    "224.0.0.1, 224.0.0.1, multicast",
    "ff02::1, ff02:0:0:0:0:0:0:1, multicast",
    "255.255.255.255, 255.255.255.255, broadcast",
    "127.255.255.255, 127.255.255.255, broadcast"
  })
  void shouldRefuseAddressesOfMany(String literal, String named, String kind) {
    IOException refused =
        assertThrows(IOException.class, () -> OneHost.require(InetAddress.ofLiteral(literal)));
    assertEquals(
        named + " is a " + kind + " address, to which many hosts may answer: name one of them",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "192.0.2.1", "0.0.0.0", "::1", "fe80::1", "2001:db8::1"})
  void shouldLetAddressesOfOneHostThrough(String literal) {
    assertDoesNotThrow(() -> OneHost.require(InetAddress.ofLiteral(literal)));
  }
}
