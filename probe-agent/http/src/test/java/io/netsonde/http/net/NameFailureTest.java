package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.hurried;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static io.netsonde.testkit.servers.ScriptedResolver.TYPE_A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.IpVersion;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.FreePort;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameFailureTest {
  private static final String URL = "http://shop.test/";

  private static HttpFailure failedBy(ScriptedResolver.Script script, HttpErrorType type)
      throws IOException {
    try (ScriptedResolver resolver = ScriptedResolver.start(script)) {
      HttpTarget target = target(URL).withResolvers(List.of(resolver.address()));
      return failed(hurried(target, HttpPhase.DNS), HttpPhase.DNS, type);
    }
  }

  @Test
  void shouldSayNameNotFoundWhenResolverSaysSo() throws IOException {
    HttpFailure failure = failedBy((name, type) -> Reply.code(3), HttpErrorType.NAME_NOT_FOUND);
    assertTrue(failure.message().contains("shop.test"), failure.message());
  }

  @Test
  void shouldSayNameNotFoundWhenItHasNoAddress() throws IOException {
    failedBy((name, type) -> Reply.of(), HttpErrorType.NAME_NOT_FOUND);
  }

  @Test
  void shouldSayResolverTimeoutWhenResolverIsSilent() throws IOException {
    failedBy((name, type) -> Reply.SILENCE, HttpErrorType.RESOLVER_TIMEOUT);
  }

  @Test
  void shouldSayResolverFailureWhenResolverFails() throws IOException {
    HttpFailure failure = failedBy((name, type) -> Reply.code(2), HttpErrorType.RESOLVER_FAILURE);
    assertTrue(failure.message().contains("SERVFAIL"), failure.message());
  }

  @Test
  void shouldSayResolverFailureWhenNobodyListens() throws IOException {
    InetSocketAddress nobody =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), FreePort.tcp());
    HttpTarget target = target(URL).withResolvers(List.of(nobody));
    failed(target, HttpPhase.DNS, HttpErrorType.RESOLVER_FAILURE);
  }

  @Test
  void shouldFindThisHostInBothFamiliesWhenItIsLocalhost() throws IOException {
    try (ScriptedServer server = Pages.hello()) {
      passed(target("http://localhost:" + server.port() + "/").withIpVersion(IpVersion.IPV4));
    }
    // Nobody listens there, but there is an address: hosts files often know 127.0.0.1 alone.
    HttpCheck check = check(target("http://localhost:9/").withIpVersion(IpVersion.IPV6));
    assertEquals(HttpPhase.CONNECT, check.last().phases().getLast().phase(), check::toString);
  }

  @Test
  void shouldSayNameNotFoundWhenAddressIsOfOtherFamily() throws IOException {
    failed(
        target("http://127.0.0.1/").withIpVersion(IpVersion.IPV6),
        HttpPhase.DNS,
        HttpErrorType.NAME_NOT_FOUND);
  }

  @Test
  void shouldAskNextResolverWhenFirstFails() throws IOException {
    try (ScriptedServer server = Pages.hello();
        ScriptedResolver bad = ScriptedResolver.start((name, type) -> Reply.code(5));
        ScriptedResolver good = ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1"))) {
      passed(
          target("http://shop.test:" + server.port() + "/")
              .withResolvers(List.of(bad.address(), good.address())));
      assertEquals(2, good.asked());
    }
  }

  @Test
  void shouldAskOverStreamWhenAnswerIsTruncated() throws IOException {
    try (ScriptedServer server = Pages.hello();
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1").truncated())) {
      passed(
          target("http://shop.test:" + server.port() + "/")
              .withResolvers(List.of(resolver.address())));
    }
  }

  @Test
  void shouldAskAnewWhenCheckedAgain() throws IOException {
    try (ScriptedServer server = Pages.hello();
        ScriptedResolver resolver = ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1"));
        HttpProber prober =
            HttpProber.open(
                target("http://shop.test:" + server.port() + "/")
                    .withIpVersion(IpVersion.IPV4)
                    .withResolvers(List.of(resolver.address())))) {
      assertTrue(prober.check().failure().isEmpty());
      assertTrue(prober.check().failure().isEmpty());
      assertEquals(2, resolver.asked());
      assertEquals(2, server.accepted());
    }
  }

  @Test
  void shouldUseAddressWhenOtherTypeOfRecordFails() throws IOException {
    try (ScriptedServer server = Pages.hello();
        ScriptedResolver resolver =
            ScriptedResolver.start(
                (name, type) -> type == TYPE_A ? Reply.of("127.0.0.1") : Reply.code(2))) {
      HttpCheck check =
          passed(
              target("http://shop.test:" + server.port() + "/")
                  .withResolvers(List.of(resolver.address())));
      assertEquals(HttpPhase.DNS, phases(check.last()).getFirst());
    }
  }
}
