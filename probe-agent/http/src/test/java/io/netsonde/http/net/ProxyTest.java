package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.hurried;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.FreePort;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
  @TempDir private Path folder;

  private final List<String> heads = new CopyOnWriteArrayList<>();

  private static HttpTarget through(ScriptedServer proxy, HttpTarget target) {
    return target.withProxy(
        new HttpProxy(
            "127.0.0.1", proxy.port(), Optional.of(new HttpProxy.Credentials("ann", "secret"))));
  }

  private ScriptedServer answering(String text) throws IOException {
    return ScriptedServer.start(
        socket -> {
          heads.add(ScriptedServer.readHead(socket.getInputStream()));
          ScriptedServer.send(socket, text);
        });
  }

  @Test
  void shouldAskProxyForTheResourceWhenThereIsNoTls() throws IOException {
    try (ScriptedServer proxy = answering(ScriptedServer.response("200 OK", "hello"))) {
      HttpCheck check = passed(through(proxy, target("http://shop.test/page")));
      assertTrue(
          heads.getFirst().startsWith("GET http://shop.test/page HTTP/1.1"), heads::toString);
      assertTrue(heads.getFirst().contains("Proxy-Authorization: Basic YW5uOnNlY3JldA=="));
      assertEquals(Optional.of("127.0.0.1"), check.last().proxy());
      assertEquals(proxy.port(), check.last().peer().orElseThrow().getPort());
      assertEquals(
          List.of(HttpPhase.CONNECT, HttpPhase.REQUEST, HttpPhase.WAIT, HttpPhase.TRANSFER),
          phases(check.last()));
    }
  }

  @Test
  void shouldTunnelThroughProxyWhenThereIsTls() throws IOException, GeneralSecurityException {
    PrivateAuthority authority = PrivateAuthority.in(folder);
    SSLContext context = TlsIdentity.context(authority.issue("server"), authority);
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> {
                  Socket tls = ScriptedServer.overTls(context, socket);
                  asked.add(ScriptedServer.readHead(tls.getInputStream()));
                  ScriptedServer.send(tls, ScriptedServer.response("200 OK", "hello"));
                });
        ScriptedServer proxy = ScriptedServer.start(socket -> tunnel(socket, server.port()))) {
      HttpTarget target =
          target("https://127.0.0.1:" + server.port() + "/")
              .withAuthorities(authority.certificate());
      HttpCheck check = passed(through(proxy, target));
      assertEquals(
          List.of(
              HttpPhase.CONNECT,
              HttpPhase.TLS,
              HttpPhase.REQUEST,
              HttpPhase.WAIT,
              HttpPhase.TRANSFER),
          phases(check.last()));
      assertTrue(heads.getFirst().contains("Proxy-Authorization: Basic YW5uOnNlY3JldA=="));
      assertFalse(asked.getFirst().contains("Proxy-Authorization"));
      assertEquals(1, proxy.accepted());
    }
  }

  private void tunnel(Socket near, int port) throws IOException {
    heads.add(ScriptedServer.readHead(near.getInputStream()));
    try (Socket far = new Socket()) {
      far.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      ScriptedServer.send(near, "HTTP/1.1 200 Connection established\r\n\r\n");
      Thread back = Thread.ofVirtual().start(() -> copy(far, near));
      copy(near, far);
      back.interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of both left.
    }
  }

  @Test
  void shouldSayProxyFailureWhenProxyRefuses() throws IOException {
    try (ScriptedServer proxy = answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")) {
      failed(
          through(proxy, target("https://shop.test/")),
          HttpPhase.CONNECT,
          HttpErrorType.PROXY_FAILURE);
    }
  }

  @Test
  void shouldSayProxyFailureWhenProxyWantsOtherCredentials() throws IOException {
    String refusal =
        "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer proxy = answering(refusal)) {
      failed(
          through(proxy, target("https://shop.test/")),
          HttpPhase.CONNECT,
          HttpErrorType.PROXY_FAILURE);
      failed(
          through(proxy, target("http://shop.test/")),
          HttpPhase.TRANSFER,
          HttpErrorType.PROXY_FAILURE);
    }
  }

  @Test
  void shouldSayResetWhenProxyLeavesInsteadOfConnecting() throws IOException {
    try (ScriptedServer proxy =
        ScriptedServer.start(socket -> ScriptedServer.readHead(socket.getInputStream()))) {
      failed(
          target("https://shop.test/").withProxy(HttpProxy.of("127.0.0.1", proxy.port())),
          HttpPhase.CONNECT,
          HttpErrorType.CONNECTION_RESET);
    }
  }

  @Test
  void shouldSayTimeoutOfConnectWhenProxyHangs() throws IOException {
    try (ScriptedServer proxy = ScriptedServer.start(ScriptedServer::hang)) {
      failed(
          hurried(through(proxy, target("https://shop.test/")), HttpPhase.CONNECT),
          HttpPhase.CONNECT,
          HttpErrorType.TIMEOUT);
    }
  }

  @Test
  void shouldSayRefusedWhenThereIsNoProxy() throws IOException {
    failed(
        target("http://shop.test/").withProxy(HttpProxy.of("127.0.0.1", FreePort.tcp())),
        HttpPhase.CONNECT,
        HttpErrorType.CONNECTION_REFUSED);
  }
}
