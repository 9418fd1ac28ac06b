package io.netsonde.benchmarks;

import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Two web services with TLS and their resolver on port 53: {@code slow.test:8443} is slow in every
 * phase, {@code fast.test:8444} answers at once. {@code WebServices ADDRESS FOLDER}; the
 * authority's certificate is {@code FOLDER/ca.pem}. A client ends the connection.
 */
public final class WebServices {
  /** How long a service waits in each phase, and of how many pieces its body consists. */
  private record Pauses(
      int lookupMillis, int handshakeMillis, int firstByteMillis, int pieceMillis, int pieces) {}

  private static final Pauses SLOW = new Pauses(120, 150, 250, 15, 20);
  private static final Pauses FAST = new Pauses(0, 0, 0, 0, 1);
  private static final int PIECE_BYTES = 8_192;

  private WebServices() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    InetAddress address = InetAddress.ofLiteral(arguments[0]);
    PrivateAuthority authority = PrivateAuthority.in(Path.of(arguments[1]));
    PrivateAuthority.Identity identity =
        authority.issue("services", "dns:slow.test,dns:fast.test", "-1H", 2);
    SSLContext context = TlsIdentity.context(identity, authority);
    try (ScriptedResolver resolver =
            ScriptedResolver.start(address, 53, (name, type) -> lookup(name, address));
        ScriptedServer slow =
            ScriptedServer.start(address, 8443, socket -> talk(socket, context, SLOW));
        ScriptedServer fast =
            ScriptedServer.start(address, 8444, socket -> talk(socket, context, FAST))) {
      System.out.printf(
          "web services at %s, ports %d and %d%n", resolver.address(), slow.port(), fast.port());
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private static Reply lookup(String name, InetAddress address) {
    pause((name.startsWith("slow") ? SLOW : FAST).lookupMillis);
    return Reply.of(address.getHostAddress());
  }

  private static void talk(Socket socket, SSLContext context, Pauses pauses) throws IOException {
    int first = socket.getInputStream().read();
    if (first < 0) {
      return;
    }
    pause(pauses.handshakeMillis);
    ByteArrayInputStream read = new ByteArrayInputStream(new byte[] {(byte) first});
    try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, read, true)) {
      tls.startHandshake();
      ScriptedServer.readHead(tls.getInputStream());
      pause(pauses.firstByteMillis);
      respond(tls.getOutputStream(), pauses);
      while (tls.getInputStream().read() >= 0) {
        // The client says goodbye when it likes.
      }
    }
  }

  private static void respond(OutputStream out, Pauses pauses) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + pauses.pieces * PIECE_BYTES + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    byte[] piece = new byte[PIECE_BYTES];
    for (int i = 0; i < pauses.pieces; i++) {
      pause(pauses.pieceMillis);
      out.write(piece);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this", e);
    }
  }
}
