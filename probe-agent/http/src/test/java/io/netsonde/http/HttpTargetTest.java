package io.netsonde.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/",
        "host/path",
        "http:///path",
        "http://host:0/",
        "http://host:70000/",
        "http://under_score:70000/",
        "http://256.1.1.1/",
        "http://a..b/",
        "http://[fe80::1%25eth0]/"
      })
  void shouldRefuseAddressWhenItIsOfNoWebServer(String uri) {
    assertThrows(IllegalArgumentException.class, () -> HttpTarget.of("shop", URI.create(uri)));
  }

  @Test
  void shouldHidePasswordWhenAddressIsRefused() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> HttpTarget.of("shop", URI.create("ftp://ann:secret@host/")));
    assertEquals("'ftp://host/' is no web address: write https://host/path", failure.getMessage());
  }

  @Test
  void shouldHidePasswordWhenHostHasAnUnderscore() {
    assertEquals(
        URI.create("http://web_1:80/ann"),
        HttpUris.withoutUser(URI.create("http://ann:secret@web_1:80/ann")));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          http://web_1/,            web_1,           -1
          http://a:b@web_1:8080/,   web_1,           8080
          https://bücher.example/x, bücher.example,  -1
          http://[::1]:8001/,       [::1],           8001
          http://127.0.0.1:/,       127.0.0.1,       -1
          http://example.net.:80/,  example.net.,    80
          """)
  void shouldKnowHostAndPortWhenNameIsOfTheKindInUse(String uri, String host, int port) {
    HttpTarget target = HttpTarget.of("shop", URI.create(uri));
    assertEquals(Optional.of(host), HttpUris.host(target.uri()));
    assertEquals(port, HttpUris.port(target.uri()));
  }

  @Test
  void shouldHaveLimitsWithinTotalWhenOnlyThatIsGiven() {
    HttpTimeouts short2 = HttpTimeouts.within(Duration.ofSeconds(2));
    assertEquals(Duration.ofSeconds(2), short2.waiting());
    assertEquals(Duration.ofSeconds(2), short2.tls());
    HttpTimeouts medium = HttpTimeouts.within(Duration.ofSeconds(12));
    assertEquals(Duration.ofSeconds(5), medium.connect());
    assertEquals(Duration.ofSeconds(12), medium.waiting());
    HttpTimeouts longer = HttpTimeouts.within(Duration.ofMinutes(1));
    assertEquals(Duration.ofSeconds(20), longer.dns());
    assertEquals(Duration.ofMinutes(1), longer.waiting());
    assertThrows(IllegalArgumentException.class, () -> HttpTimeouts.all(Duration.ZERO));
  }

  @Test
  void shouldReadHeaderWhenItHasAColon() {
    assertEquals(new HttpHeader("X-A", "b: c"), HttpHeader.parse("X-A:  b: c "));
    assertThrows(IllegalArgumentException.class, () -> HttpHeader.parse("nothing"));
    assertThrows(IllegalArgumentException.class, () -> HttpHeader.parse("A b: c"));
    assertThrows(IllegalArgumentException.class, () -> new HttpHeader("A", "b\r\nC: d"));
    assertThrows(IllegalArgumentException.class, () -> HttpHeader.parse("expect: 100-continue"));
  }

  @Test
  void shouldRefuseBodyWhenMethodHasNone() {
    HttpTarget target = HttpTarget.of("shop", URI.create("http://host/"));
    assertThrows(IllegalArgumentException.class, () -> target.withBody("GET", "x"));
    assertEquals(Optional.of("x"), target.withBody("POST", "x").request().body());
  }

  @Test
  void shouldAdmitStatusesWhenListedOrWithoutList() {
    assertTrue(HttpExpectation.DEFAULT.admits(204));
    assertTrue(HttpExpectation.DEFAULT.admits(304));
    assertFalse(HttpExpectation.DEFAULT.admits(400));
    assertFalse(HttpExpectation.DEFAULT.withStatuses(Set.of(404)).admits(200));
    assertThrows(
        IllegalArgumentException.class, () -> HttpExpectation.DEFAULT.withStatuses(Set.of(99)));
  }
}
