package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.IpVersion;
import io.netsonde.http.dns.ResolverConfiguration;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedResolver.Stream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameLookupTest {
  private static final long LIMIT_NANOS = 5_000_000_000L;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void shouldTellOfAskingBeforeQuestionLeaves() throws IOException {
    try (ScriptedResolver resolver =
        ScriptedResolver.start(
            (name, type) -> {
              told.add("heard");
              return Reply.of("127.0.0.7");
            })) {
      NameLookup names =
          new NameLookup(List.of(resolver.address()), IpVersion.IPV4, socket -> told.add("asking"));
      assertEquals(
          List.of(InetAddress.ofLiteral("127.0.0.7")),
          names.lookup("shop.test", System.nanoTime() + LIMIT_NANOS));
    }
    assertEquals(List.of("asking", "heard"), told);
  }

  @Test
  void shouldAskNobodyWhenNameIsThisHost() throws IOException {
    NameLookup names = new NameLookup(List.of(), IpVersion.IPV4, socket -> told.add("asking"));
    List<InetAddress> found = names.lookup("localhost", System.nanoTime() + LIMIT_NANOS);
    assertTrue(found.stream().allMatch(InetAddress::isLoopbackAddress), found::toString);
    assertEquals(List.of(), told);
  }

  @Test
  void shouldAskNobodyWhenNameIsThisHostAndResolversAreConfigured() throws IOException {
    try (ScriptedResolver resolver = ScriptedResolver.start((name, type) -> Reply.code(3))) {
      NameLookup names =
          new NameLookup(List.of(resolver.address()), IpVersion.IPV4, socket -> told.add("asking"));
      for (String name : List.of("localhost", "Shop.Localhost.")) {
        List<InetAddress> found = names.lookup(name, System.nanoTime() + LIMIT_NANOS);
        assertTrue(found.stream().allMatch(InetAddress::isLoopbackAddress), found::toString);
      }
    }
    assertEquals(List.of(), told);
  }

  private List<InetAddress> searched(ScriptedResolver.Script script) throws IOException {
    try (ScriptedResolver resolver = ScriptedResolver.start(script)) {
      ResolverConfiguration configuration =
          new ResolverConfiguration(
              List.of(resolver.address()), List.of("broken.test", "good.test"), 5);
      return new NameLookup(List.of(), IpVersion.IPV4, socket -> {})
          .ask(configuration, "shop.example", System.nanoTime() + LIMIT_NANOS);
    }
  }

  private static Reply broken(String name, String known) {
    if (name.endsWith("broken.test")) {
      return Reply.code(2);
    }
    return name.equals(known) ? Reply.of("127.0.0.7") : Reply.code(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "shop.example.good.test"})
  void shouldGoOnWhenResolverFailsForOneSearchDomain(String known) throws IOException {
    assertEquals(
        List.of(InetAddress.ofLiteral("127.0.0.7")), searched((name, type) -> broken(name, known)));
  }

  @Test
  void shouldTellOfFailingSearchDomainWhenNothingIsFound() {
    LookupFailure failure =
        assertThrows(
            LookupFailure.class, () -> searched((name, type) -> broken(name, "another.example")));
    assertEquals(HttpErrorType.RESOLVER_FAILURE, failure.type());
    assertTrue(failure.sentence().contains("shop.example.broken.test"), failure.sentence());
  }

  private static List<InetAddress> lookup(ScriptedResolver.Script script, Duration limit)
      throws IOException {
    try (ScriptedResolver resolver = ScriptedResolver.start(script)) {
      return new NameLookup(List.of(resolver.address()), IpVersion.ANY, socket -> {})
          .lookup("shop.test", System.nanoTime() + limit.toNanos());
    }
  }

  @Test
  @Timeout(60)
  void shouldEndInTimeWhenAnswerDripsOverTcp() {
    LookupFailure failure =
        assertThrows(
            LookupFailure.class,
            () ->
                lookup(
                    (name, type) -> Reply.of("127.0.0.7").truncated(Stream.DRIPPED),
                    Duration.ofSeconds(1)));
    assertEquals(HttpErrorType.RESOLVER_TIMEOUT, failure.type());
  }

  @Test
  void shouldUseAddressWhenOtherTypeIsRefusedOverTcp() throws IOException {
    assertEquals(
        List.of(InetAddress.ofLiteral("127.0.0.7")),
        lookup(
            (name, type) ->
                type == ScriptedResolver.TYPE_A
                    ? Reply.of("127.0.0.7")
                    : Reply.of("::1").truncated(Stream.RESET),
            Duration.ofNanos(LIMIT_NANOS)));
  }

  @Test
  void shouldSayThatTcpFailedWhenNoAddressIsKnownWithoutIt() {
    LookupFailure failure =
        assertThrows(
            LookupFailure.class,
            () ->
                lookup(
                    (name, type) ->
                        type == ScriptedResolver.TYPE_A
                            ? Reply.of()
                            : Reply.of("::1").truncated(Stream.RESET),
                    Duration.ofNanos(LIMIT_NANOS)));
    assertEquals(HttpErrorType.RESOLVER_FAILURE, failure.type());
    assertTrue(failure.sentence().contains("over TCP"), failure.sentence());
  }
}
