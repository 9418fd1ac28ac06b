package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "berlin.example.net:5000, berlin.example.net, 5000",
    "localhost:1, localhost, 1",
    "my_host-1.:65535, my_host-1., 65535",
    "192.0.2.1:5000, 192.0.2.1, 5000",
    "[::1]:5000, ::1, 5000",
    "[::]:862, ::, 862",
    "[2001:db8::192.0.2.1]:7, 2001:db8::192.0.2.1, 7",
    "[fe80::1%no-such0]:5000, fe80::1%no-such0, 5000",
  })
  void shouldParseAndPrintTheSameWhenWellFormed(String text, String host, int port) {
    HostPort parsed = HostPort.parse(text);
    assertEquals(new HostPort(host, port), parsed);
    assertEquals(text, parsed.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "berlin | the port is missing; expected host:port",
        "[::1] | the port is missing; expected [address]:port",
        "[::1:5000 | the bracket is not closed; expected [address]:port",
        "::1:5000 | an IPv6 address is written in brackets; expected [address]:port",
        "[192.0.2.1]:5000 | '192.0.2.1' in brackets is no IPv6 address",
        "[::g]:5000 | '::g' in brackets is no IPv6 address",
        "[fe80::1%]:5000 | 'fe80::1%' in brackets is no IPv6 address",
        ":5000 | the host is missing; 0.0.0.0 or [::] is every address of this host",
        "a:65536 | a port is a number up to 65535, not '65536'",
        "a: | a port is a number up to 65535, not ''",
        "a:-1 | a port is a number up to 65535, not '-1'",
        "a:99999999999 | a port is a number up to 65535, not '99999999999'",
        "a:0 | a port to send to is 1 to 65535, not 0",
        "192.0.2.256:1 | '192.0.2.256' is no IPv4 address: four numbers from 0 to 255",
        "192.0.2:1 | '192.0.2' is no IPv4 address: four numbers from 0 to 255",
        "a b:1 | 'a b' is neither a host name nor an address",
        "udp//a:1 | 'udp//a' is neither a host name nor an address",
        "a..b:1 | 'a..b' is neither a host name nor an address",
        "-a:1 | '-a' is neither a host name nor an address",
      })
  void shouldSayWhatIsWrongWhenMalformed(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
    assertEquals("'" + text + "': " + message, e.getMessage());
  }

  @Test
  void shouldAllowPortZeroWhenListening() {
    assertEquals(new HostPort("0.0.0.0", 0), HostPort.parseListen("0.0.0.0:0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[::1]", "::x", "1.2.3.4.5", "a:b"})
  void shouldRefuseTheHostWhenConstructed(String host) {
    assertThrows(IllegalArgumentException.class, () -> new HostPort(host, 1));
  }

  @Test
  void shouldResolveWithoutLookUpWhenTheHostIsAnAddress() throws Exception {
    assertEquals(
        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        HostPort.parse("127.0.0.1:9").resolve().getAddress());
    assertEquals(9, HostPort.parse("[::1]:9").resolve().getPort());
  }

  @Test
  void shouldNameTheHostWhenItDoesNotResolve() {
    // RFC 6761 section 6.4: never a name.
    HostPort nowhere = HostPort.parse("host.invalid:9");
    UnknownHostException e = assertThrows(UnknownHostException.class, nowhere::resolve);
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("cannot resolve host.invalid: "), e.getMessage());
  }
}
