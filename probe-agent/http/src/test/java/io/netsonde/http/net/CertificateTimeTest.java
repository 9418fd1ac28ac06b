package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.TlsFacts;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.PrivateAuthority.Identity;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the certificates are good for on which trust rests, connection after connection. */
class CertificateTimeTest {
  @TempDir private static Path folder;

  private static PrivateAuthority authority;
  private static Identity good;

  @BeforeAll
  static void makeAuthority() throws IOException, GeneralSecurityException {
    authority = PrivateAuthority.in(folder);
    good = authority.issue("server");
  }

  /** Checks twice over one connection; both have to tell the same of the certificate. */
  private static TlsFacts facts(Identity identity, Path trusted) throws IOException {
    SSLContext context = TlsIdentity.context(identity, authority);
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> Pages.sayHello(ScriptedServer.overTls(context, socket)));
        HttpProber prober = HttpProber.open(expecting(server).withAuthorities(trusted))) {
      HttpCheck first = prober.check();
      assertEquals(Optional.empty(), first.failure());
      HttpCheck second = prober.check();
      assertEquals(Optional.empty(), second.failure());
      assertTrue(second.last().isReused());
      assertEquals(first.last().tls(), second.last().tls());
      return first.last().tls().orElseThrow();
    }
  }

  private static HttpTarget expecting(ScriptedServer server) {
    return target("https://127.0.0.1:" + server.port() + "/")
        .withReuse(true)
        .withExpectation(HttpExpectation.DEFAULT.withCertificateRemaining(Duration.ofHours(1)));
  }

  @Test
  void shouldNotCountWhatServerSendsNeedlesslyWhenItHasExpired() throws IOException {
    TlsFacts facts = facts(authority.withExpiredCrossSignature(good), authority.certificate());
    assertTrue(facts.notAfterEpochNanos() > EpochClock.SYSTEM.epochNanos());
    assertEquals(facts(good, authority.certificate()), facts);
  }

  @Test
  void shouldKnowTheCertificateWhenItIsTrustedItself() throws IOException {
    assertEquals(facts(good, authority.certificate()), facts(good, good.certificate()));
  }
}
