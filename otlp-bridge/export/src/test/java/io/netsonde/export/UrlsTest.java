package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://example.net/a,        example.net, 80
          HTTPS://example.net,         example.net, 443
          https://example.net:8443/,   example.net, 8443
          http://[2001:db8::1]:81/,    2001:db8::1, 81
          http://web_1/,               web_1,       80
          http://ann:word@web_1:8080/, web_1,       8080
          http://web_1:/,              web_1,       80
          """)
  void shouldKnowHostAndPortWhateverTheName(String uri, String host, long port) {
    assertEquals(host, Urls.host(URI.create(uri)));
    assertEquals(port, Urls.port(URI.create(uri)));
  }
}
