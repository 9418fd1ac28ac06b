package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.PrivateAuthority.Identity;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that want to know who asks. */
class ClientCertificateTest {
  @TempDir private static Path folder;
  @TempDir private static Path otherFolder;

  private static PrivateAuthority authority;
  private static Identity server;
  private static Identity client;
  private static Identity stranger;

  @BeforeAll
  static void makeAuthorities() throws IOException, GeneralSecurityException {
    authority = PrivateAuthority.in(folder);
    server = authority.issue("server");
    client = authority.issue("client");
    stranger = PrivateAuthority.in(otherFolder, "CN=Another authority").issue("stranger");
  }

  private static ScriptedServer asking() throws IOException {
    SSLContext context = TlsIdentity.context(server, authority);
    return ScriptedServer.start(socket -> ask(context, socket));
  }

  private static void ask(SSLContext context, Socket socket) throws IOException {
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
    try (tls) {
      tls.setUseClientMode(false);
      tls.setNeedClientAuth(true);
      Pages.sayHello(tls);
    } catch (SSLException e) {
      // Closed at once, the client might find that out before it reads the alert.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static HttpTarget trusting(ScriptedServer server) {
    return target("https://127.0.0.1:" + server.port() + "/")
        .withAuthorities(authority.certificate());
  }

  @Test
  void shouldShowItsCertificateWhenServerAsksForOne() throws IOException {
    try (ScriptedServer asking = asking()) {
      passed(trusting(asking).withClientCertificate(client.certificate(), client.key()));
      // With TLS 1.3 the handshake is over for the client when the server misses its certificate.
      HttpFailure failure = check(trusting(asking)).failure().orElseThrow();
      assertEquals(HttpErrorType.TLS_FAILURE, failure.type(), failure.message());
      assertTrue(failure.message().contains("name one and its key"), failure.message());
    }
  }

  @Test
  void shouldSayWhichIssuerIsWantedWhenItsOwnIsOfAnother() throws IOException {
    try (ScriptedServer asking = asking()) {
      HttpFailure failure =
          check(trusting(asking).withClientCertificate(stranger.certificate(), stranger.key()))
              .failure()
              .orElseThrow();
      assertEquals(HttpErrorType.TLS_FAILURE, failure.type(), failure.message());
      assertTrue(
          failure
              .message()
              .contains(
                  "a client's certificate signed by 'CN=Netsonde test authority', which the one"
                      + " configured is not"),
          failure.message());
    }
  }

  /** Of the right issuer by its name, so that it is shown, but not by its signature. */
  @Test
  void shouldSayThatItWasShownWhenServerDoesNotTrustIt(@TempDir Path third)
      throws IOException, GeneralSecurityException {
    Identity forged = PrivateAuthority.in(third).issue("forged");
    try (ScriptedServer asking = asking()) {
      HttpFailure failure =
          check(trusting(asking).withClientCertificate(forged.certificate(), forged.key()))
              .failure()
              .orElseThrow();
      assertEquals(HttpErrorType.TLS_FAILURE, failure.type(), failure.message());
      assertTrue(
          failure.message().contains("it was shown the client's certificate"), failure.message());
    }
  }

  private static String refusal(Path certificate, Path key) {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                HttpProber.open(
                    target("https://127.0.0.1/").withClientCertificate(certificate, key)));
    return String.valueOf(failure.getMessage());
  }

  @Test
  void shouldNameFilesWhenKeyIsOfAnotherCertificate() {
    String refusal = refusal(client.certificate(), server.key());
    assertTrue(refusal.contains("server.key.pem is not the key of"), refusal);
  }

  @Test
  void shouldNameFileAndOrderWhenChainIsNone() throws IOException {
    Path twice = folder.resolve("twice.pem");
    String own = Files.readString(client.certificate());
    Files.writeString(twice, own + own);
    String refusal = refusal(twice, client.key());
    assertTrue(refusal.startsWith(twice + " is out of order"), refusal);
    assertTrue(refusal.contains("put your own first"), refusal);
    String authorities = Files.readString(authority.certificate());
    Files.writeString(twice, own + authorities + authorities);
    assertTrue(refusal(twice, client.key()).contains("number 3"));
  }

  @Test
  void shouldTakeChainWhenItIsInOrder() throws IOException {
    Path chain = folder.resolve("chain.pem");
    Files.writeString(
        chain, Files.readString(client.certificate()) + Files.readString(authority.certificate()));
    try (ScriptedServer asking = asking()) {
      passed(trusting(asking).withClientCertificate(chain, client.key()));
    }
  }
}
