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
 * A resolver on port 53 and a web service with TLS on port 8443 that are slow in every phase, and
 * say so: {@code SlowService ADDRESS FOLDER}. The authority's certificate is {@code FOLDER/ca.pem}.
 * Each connection leaves a line: what the look-up, the handshake, the first byte and the body took
 * by the server's own clock, in nanoseconds.
 */
public final class SlowService {
  private static final int LOOKUP_MILLIS = 120;
  private static final int HANDSHAKE_MILLIS = 150;
  private static final int FIRST_BYTE_MILLIS = 250;
  private static final int PIECES = 20;
  private static final int PIECE_MILLIS = 15;
  private static final int PIECE_BYTES = 8_192;

  private final SSLContext context;
  private volatile long lookupNanos;

  private SlowService(SSLContext context) {
    this.context = context;
  }

  /** Runs until it is ended. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    InetAddress address = InetAddress.ofLiteral(arguments[0]);
    PrivateAuthority authority = PrivateAuthority.in(Path.of(arguments[1]));
    PrivateAuthority.Identity identity = authority.issue("slow", "dns:slow.test", "-1H", 2);
    SlowService service = new SlowService(TlsIdentity.context(identity, authority));
    try (ScriptedResolver resolver =
            ScriptedResolver.start(address, 53, (name, type) -> service.lookup(address));
        ScriptedServer server = ScriptedServer.start(address, 8443, service::talk)) {
      System.out.println("slow service at " + resolver.address() + " and port " + server.port());
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  private Reply lookup(InetAddress address) {
    long asked = System.nanoTime();
    pause(LOOKUP_MILLIS);
    lookupNanos = System.nanoTime() - asked;
    return Reply.of(address.getHostAddress());
  }

  private void talk(Socket socket) throws IOException {
    int first = socket.getInputStream().read();
    long helloNanos = System.nanoTime();
    if (first < 0) {
      return;
    }
    pause(HANDSHAKE_MILLIS);
    ByteArrayInputStream read = new ByteArrayInputStream(new byte[] {(byte) first});
    try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, read, true)) {
      tls.startHandshake();
      long handshakeNanos = System.nanoTime();
      ScriptedServer.readHead(tls.getInputStream());
      long requestNanos = System.nanoTime();
      pause(FIRST_BYTE_MILLIS);
      long[] sent = respond(tls.getOutputStream());
      System.out.printf(
          "truth %d %d %d %d%n",
          lookupNanos, handshakeNanos - helloNanos, sent[0] - requestNanos, sent[1] - sent[0]);
      while (tls.getInputStream().read() >= 0) {
        // The client says goodbye when it likes.
      }
    }
  }

  /** When the first byte left, and when the last. */
  private static long[] respond(OutputStream out) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + (long) PIECES * PIECE_BYTES + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    long firstNanos = System.nanoTime();
    byte[] piece = new byte[PIECE_BYTES];
    for (int i = 0; i < PIECES; i++) {
      pause(PIECE_MILLIS);
      out.write(piece);
    }
    return new long[] {firstNanos, System.nanoTime()};
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this", e);
    }
  }
}
