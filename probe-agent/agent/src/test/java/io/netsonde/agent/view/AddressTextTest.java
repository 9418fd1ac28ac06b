package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1",
    "0.0.0.0,0.0.0.0",
    "::,::",
    "::1,::1",
    "fe80::,fe80::",
    "2001:db8:0:0:0:0:0:5,2001:db8::5",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "10:0:0:0:0:0:0:10,10::10"
  })
  void shouldWriteAddressesAsPeopleDo(String address, String text) {
    assertEquals(text, AddressText.of(InetAddress.ofLiteral(address)));
  }
}
