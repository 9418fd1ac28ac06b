package io.netsonde.ping.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    IOException refused = OneHost.refusal(InetAddress.ofLiteral(literal)).orElseThrow();
    assertEquals(
        named + " is a " + kind + " address, to which many hosts may answer: name one of them",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "192.0.2.1", "0.0.0.0", "::1", "fe80::1", "2001:db8::1"})
  void shouldLetAddressesOfOneHostThrough(String literal) {
    assertTrue(OneHost.refusal(InetAddress.ofLiteral(literal)).isEmpty());
  }
}
