package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.hurried;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.TlsFacts;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.PrivateAuthority.Identity;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFailureTest {
  @TempDir private static Path folder;

  private static PrivateAuthority authority;
  private static Identity good;

  @BeforeAll
  static void makeAuthority() throws IOException, GeneralSecurityException {
    authority = PrivateAuthority.in(folder);
    good = authority.issue("server");
  }

  private static ScriptedServer server(Identity identity) throws IOException {
    SSLContext context = TlsIdentity.context(identity, authority);
    return ScriptedServer.start(
        socket -> {
          try (SSLSocket tls = ScriptedServer.overTls(context, socket)) {
            Pages.sayHello(tls);
          }
        });
  }

  private static HttpTarget trusting(ScriptedServer server) {
    return target("https://127.0.0.1:" + server.port() + "/")
        .withAuthorities(authority.certificate());
  }

  private static void assertFailsFor(Identity identity, HttpErrorType type) throws IOException {
    try (ScriptedServer server = server(identity)) {
      failed(trusting(server), HttpPhase.TLS, type);
    }
  }

  @Test
  void shouldTellFactsWhenHandshakeSucceeds() throws IOException {
    try (ScriptedServer server = server(good)) {
      HttpCheck check = passed(trusting(server));
      assertEquals(
          List.of(
              HttpPhase.CONNECT,
              HttpPhase.TLS,
              HttpPhase.REQUEST,
              HttpPhase.WAIT,
              HttpPhase.TRANSFER),
          phases(check.last()));
      TlsFacts facts = check.last().tls().orElseThrow();
      assertEquals("1.3", facts.version());
      assertTrue(facts.cipher().startsWith("TLS_"), facts.cipher());
      assertEquals("CN=server", facts.subject());
      assertEquals("CN=Netsonde test authority", facts.issuer());
      assertTrue(facts.notAfterEpochNanos() > EpochClock.SYSTEM.epochNanos());
    }
  }

  @Test
  void shouldSayExpiredAndStillTellFactsWhenCertificateHasExpired()
      throws IOException, GeneralSecurityException {
    try (ScriptedServer server = server(authority.issue("expired", "ip:127.0.0.1", "-10d", 5))) {
      failed(trusting(server), HttpPhase.TLS, HttpErrorType.CERTIFICATE_EXPIRED);
      TlsFacts facts = check(trusting(server)).last().tls().orElseThrow();
      assertTrue(facts.notAfterEpochNanos() < EpochClock.SYSTEM.epochNanos());
    }
  }

  @Test
  void shouldSayNotYetValidWhenCertificateIsOfTomorrow()
      throws IOException, GeneralSecurityException {
    assertFailsFor(
        authority.issue("tomorrow", "ip:127.0.0.1", "+1d", 5),
        HttpErrorType.CERTIFICATE_NOT_YET_VALID);
  }

  @Test
  void shouldSayMismatchWhenCertificateIsForAnotherHost()
      throws IOException, GeneralSecurityException {
    assertFailsFor(
        authority.issue("other", "dns:other.test", "-1H", 5), HttpErrorType.HOST_NAME_MISMATCH);
  }

  @Test
  void shouldSayUnknownAuthorityWhenNobodyTrustedSigned() throws IOException {
    try (ScriptedServer server = server(good)) {
      failed(
          target("https://127.0.0.1:" + server.port() + "/"),
          HttpPhase.TLS,
          HttpErrorType.UNKNOWN_AUTHORITY);
    }
  }

  @Test
  void shouldSayTimeoutWhenServerDoesNotShakeHands() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::hang)) {
      failed(hurried(trusting(server), HttpPhase.TLS), HttpPhase.TLS, HttpErrorType.TIMEOUT);
    }
  }

  @Test
  void shouldSayResetWhenServerResetsDuringHandshake() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              socket.getInputStream().read();
              ScriptedServer.reset(socket);
            })) {
      failed(trusting(server), HttpPhase.TLS, HttpErrorType.CONNECTION_RESET);
    }
  }

  @Test
  void shouldSayTlsFailureWhenServerSpeaksPlainHttp() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              ScriptedServer.send(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
              ScriptedServer.hang(socket);
            })) {
      failed(trusting(server), HttpPhase.TLS, HttpErrorType.TLS_FAILURE);
    }
  }

  @Test
  void shouldSayExpectationFailedWhenCertificateExpiresTooSoon() throws IOException {
    try (ScriptedServer server = server(good)) {
      HttpTarget target = trusting(server);
      failed(
          target.withExpectation(
              HttpExpectation.DEFAULT.withCertificateRemaining(Duration.ofDays(30))),
          HttpPhase.TRANSFER,
          HttpErrorType.EXPECTATION_FAILED);
      passed(
          target.withExpectation(
              HttpExpectation.DEFAULT.withCertificateRemaining(Duration.ofHours(12))));
    }
  }

  @Test
  void shouldShakeHandsInFullWhenCheckedAgain() throws IOException {
    SSLContext context = TlsIdentity.context(good, authority);
    List<ClientHello> hellos = new CopyOnWriteArrayList<>();
    AtomicInteger connections = new AtomicInteger();
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> {
                  if (connections.incrementAndGet() == 1) {
                    Pages.sayHello(ScriptedServer.overTls(context, socket));
                  } else {
                    hellos.add(ClientHello.read(socket));
                  }
                });
        HttpProber prober = HttpProber.open(trusting(server))) {
      assertTrue(prober.check().failure().isEmpty());
      assertTrue(prober.check().failure().isPresent());
    }
    assertEquals(1, hellos.size());
    assertFalse(hellos.getFirst().extensions().containsKey(ClientHello.PRE_SHARED_KEY));
  }

  @Test
  void shouldSayExpectationFailedWhenThereIsNoCertificateToLookAt() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(Pages::sayHello)) {
      failed(
          target(Pages.url(server))
              .withExpectation(
                  HttpExpectation.DEFAULT.withCertificateRemaining(Duration.ofDays(1))),
          HttpPhase.TRANSFER,
          HttpErrorType.EXPECTATION_FAILED);
    }
  }

  @Test
  void shouldNameFileWhenItIsNoCertificate() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    IOException failure =
        assertThrows(
            IOException.class,
            () -> HttpProber.open(target("https://127.0.0.1/").withAuthorities(file)));
    assertTrue(String.valueOf(failure.getMessage()).contains("empty.pem has no certificate"));
  }

  @Test
  void shouldSayInWordsWhenThereIsNoSuchFile() {
    Path file = folder.resolve("none.pem");
    IOException failure =
        assertThrows(
            IOException.class,
            () -> HttpProber.open(target("https://127.0.0.1/").withAuthorities(file)));
    assertEquals(
        file + " cannot be read: there is no such file; check its path and who may read it",
        failure.getMessage());
  }
}
