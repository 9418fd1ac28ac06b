package io.netsonde.http.net;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Checks a server of this process a few times, with and without TLS and with a look-up, so that the
 * classes are loaded and the most used code is compiled before a figure counts. Without it the
 * first check of a process shows tens of milliseconds that are Java's own, most of them in TLS.
 */
final class HttpWarmUp {
  private static final Logger LOGGER = Logger.getLogger(HttpWarmUp.class.getName());
  private static final int ROUNDS = 8;
  private static final HttpTimeouts LIMITS = HttpTimeouts.all(Duration.ofSeconds(2));

  private HttpWarmUp() {}

  /** Takes well under a second; where it cannot be done, the first check is a cold one. */
  static void run() {
    try (WarmUpServer server = WarmUpServer.start()) {
      TlsMaterial material = TlsMaterial.trusting(server.certificate());
      InetSocketAddress resolver = server.resolver();
      HttpTarget plain = target("http://warm-up.invalid:" + server.plainPort() + "/");
      HttpTarget secure = target("https://127.0.0.1:" + server.tlsPort() + "/");
      try (HttpProber first =
              HttpProber.open(plain.withResolvers(List.of(resolver)), TlsMaterial.ofJava());
          HttpProber second = HttpProber.open(secure, material)) {
        for (int i = 0; i < ROUNDS; i++) {
          first.check();
          second.check();
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      LOGGER.log(Level.FINE, "no warm-up: the first HTTP check will be a cold one", e);
    }
  }

  private static HttpTarget target(String uri) {
    return HttpTarget.of("warm-up", URI.create(uri)).withTimeouts(LIMITS);
  }
}
