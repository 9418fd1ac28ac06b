package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.IpVersion;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of HTTP, of IP, and connections that stay. */
class ConnectionKindsTest {
  @TempDir private static Path folder;

  private static PrivateAuthority authority;
  private static PrivateAuthority.Identity identity;

  @BeforeAll
  static void makeAuthority() throws IOException, GeneralSecurityException {
    authority = PrivateAuthority.in(folder);
    identity = authority.issue("server");
  }

  private static MockWebServer overTls() throws IOException {
    MockWebServer server = new MockWebServer();
    server.useHttps(TlsIdentity.context(identity, authority).getSocketFactory());
    server.start();
    return server;
  }

  private static HttpTarget trusting(MockWebServer server) {
    return target("https://127.0.0.1:" + server.getPort() + "/")
        .withAuthorities(authority.certificate());
  }

  @Test
  void shouldSpeakHttp2WhenServerAgrees() throws Exception {
    try (MockWebServer server = overTls()) {
      server.enqueue(new MockResponse.Builder().body("x".repeat(100_000)).build());
      HttpCheck check = passed(trusting(server));
      HttpExchange exchange = check.last();
      assertEquals(Optional.of("2"), exchange.protocolVersion());
      assertEquals(100_000, exchange.responseBytes());
      assertEquals(
          List.of(
              HttpPhase.CONNECT,
              HttpPhase.TLS,
              HttpPhase.REQUEST,
              HttpPhase.WAIT,
              HttpPhase.TRANSFER),
          phases(exchange));
      RecordedRequest request = server.takeRequest();
      assertEquals(check.span().traceparent(), request.getHeaders().get("traceparent"));
    }
  }

  @Test
  void shouldSendBodyWhenMethodHasOne() throws Exception {
    try (MockWebServer server = overTls()) {
      server.enqueue(new MockResponse.Builder().code(201).build());
      HttpCheck check = passed(trusting(server).withBody("POST", "größer"));
      assertEquals(8, check.last().requestBytes());
      assertEquals("größer", requireNonNull(server.takeRequest().getBody()).utf8());
    }
  }

  @Test
  void shouldSpeakHttp11WhenToldTo() throws IOException {
    try (MockWebServer server = overTls()) {
      server.enqueue(new MockResponse.Builder().build());
      HttpCheck check = passed(trusting(server).withVersions(Set.of(HttpVersion.HTTP_1_1)));
      assertEquals(Optional.of("1.1"), check.last().protocolVersion());
    }
  }

  @Test
  void shouldSpeakHttp2WithoutTlsWhenItIsTheOnlyVersion() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
      server.start();
      server.enqueue(new MockResponse.Builder().body("hello").build());
      HttpCheck check =
          passed(
              target("http://127.0.0.1:" + server.getPort() + "/")
                  .withVersions(Set.of(HttpVersion.HTTP_2)));
      assertEquals(Optional.of("2"), check.last().protocolVersion());
      assertEquals(5, check.last().responseBytes());
    }
  }

  @Test
  void shouldSpeakHttp2WithAndWithoutTlsWhenRedirectedFromOneToTheOther() throws IOException {
    try (MockWebServer plain = new MockWebServer();
        MockWebServer secure = overTls()) {
      plain.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
      plain.start();
      String plainUrl = "http://127.0.0.1:" + plain.getPort() + "/";
      String secureUrl = "https://127.0.0.1:" + secure.getPort() + "/";
      plain.enqueue(redirect(secureUrl));
      secure.enqueue(redirect(plainUrl));
      plain.enqueue(new MockResponse.Builder().body("hello").build());
      HttpCheck check =
          passed(
              target(plainUrl)
                  .withAuthorities(authority.certificate())
                  .withVersions(Set.of(HttpVersion.HTTP_2)));
      assertEquals(2, check.redirects());
      assertTrue(
          check.exchanges().stream()
              .allMatch(each -> each.protocolVersion().equals(Optional.of("2"))));
    }
  }

  private static MockResponse redirect(String location) {
    return new MockResponse.Builder().code(302).setHeader("Location", location).build();
  }

  @Test
  void shouldFailWhenServerDoesNotAgreeToTheOnlyVersion() throws IOException {
    try (MockWebServer server = overTls()) {
      server.setProtocols(List.of(Protocol.HTTP_1_1));
      server.enqueue(new MockResponse.Builder().build());
      HttpCheck check = check(trusting(server).withVersions(Set.of(HttpVersion.HTTP_2)));
      assertEquals(HttpErrorType.PROTOCOL_ERROR, check.failure().orElseThrow().type());
    }
  }

  @Test
  void shouldTellTimeoutWhenHttp2StreamHangs() throws IOException {
    try (MockWebServer server = overTls()) {
      // Nothing is enqueued, so nothing is answered.
      failed(
          Checks.hurried(trusting(server), HttpPhase.WAIT), HttpPhase.WAIT, HttpErrorType.TIMEOUT);
    }
  }

  @Test
  void shouldConnectOverIpv6WhenAddressIsOfIt() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(InetAddress.ofLiteral("::1"), 0, Pages::sayHello)) {
      passed(target("http://[::1]:" + server.port() + "/").withIpVersion(IpVersion.IPV6));
    }
  }

  @Test
  void shouldTryIpv6FirstWhenNameHasBothAndThereIsARoute() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(InetAddress.ofLiteral("::1"), 0, Pages::sayHello);
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.77", "::1"))) {
      HttpTarget target =
          target("http://shop.test:" + server.port() + "/")
              .withResolvers(List.of(resolver.address()));
      InetAddress peer = passed(target).last().peer().orElseThrow().getAddress();
      assertEquals(InetAddress.ofLiteral("::1"), peer);
      failed(
          target.withIpVersion(IpVersion.IPV4),
          HttpPhase.CONNECT,
          HttpErrorType.CONNECTION_REFUSED);
    }
  }
}
