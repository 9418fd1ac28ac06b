package io.netsonde.http.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A resolver that says 127.0.0.1 to everything and two web servers, one of them with TLS; all on
 * loopback, for a moment, and for this process.
 */
final class WarmUpServer implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] RESPONSE =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);

  private final ThrowAwayCertificate identity;
  private final SSLContext context;
  private final ServerSocket plain;
  private final ServerSocket tls;
  private final DatagramSocket resolver;

  private WarmUpServer(ThrowAwayCertificate identity) throws IOException, GeneralSecurityException {
    this.identity = identity;
    this.context = TlsMaterial.serving(identity);
    this.plain = new ServerSocket(0, 16, LOOPBACK);
    this.tls = new ServerSocket(0, 16, LOOPBACK);
    this.resolver = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
  }

  static WarmUpServer start() throws IOException, GeneralSecurityException {
    WarmUpServer server = new WarmUpServer(ThrowAwayCertificate.make());
    Thread.ofVirtual().start(() -> server.accept(server.plain, false));
    Thread.ofVirtual().start(() -> server.accept(server.tls, true));
    Thread.ofVirtual().start(server::resolve);
    return server;
  }

  X509Certificate certificate() {
    return identity.certificate();
  }

  int plainPort() {
    return plain.getLocalPort();
  }

  int tlsPort() {
    return tls.getLocalPort();
  }

  InetSocketAddress resolver() {
    return new InetSocketAddress(LOOPBACK, resolver.getLocalPort());
  }

  /** One connection at a time, as the checks come. */
  private void accept(ServerSocket listener, boolean isOverTls) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(isOverTls ? overTls(socket) : socket);
      } catch (IOException e) {
        // This one failed, or the end has come.
      }
    }
  }

  private SSLSocket overTls(Socket socket) throws IOException {
    SSLSocket above =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    above.setUseClientMode(false);
    return above;
  }

  private static void serve(Socket socket) throws IOException {
    if (socket.getInputStream().read(new byte[2048]) > 0) {
      socket.getOutputStream().write(RESPONSE);
      socket.getInputStream().read(new byte[2048]);
    }
  }

  private void resolve() {
    byte[] bytes = new byte[512];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      while (true) {
        packet.setLength(bytes.length);
        resolver.receive(packet);
        byte[] answer = answer(Arrays.copyOf(bytes, packet.getLength()));
        resolver.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // The end has come.
    }
  }

  /** To A the address, to AAAA that there is none; the question's OPT record (11 bytes) goes. */
  private static byte[] answer(byte[] question) {
    int length = question.length - 11;
    boolean isA = question[length - 3] == 1;
    byte[] answer = Arrays.copyOf(question, length + (isA ? 16 : 0));
    answer[2] = (byte) 0x81;
    answer[3] = (byte) 0x80;
    answer[7] = (byte) (isA ? 1 : 0);
    answer[11] = 0;
    if (isA) {
      byte[] address = {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1};
      System.arraycopy(address, 0, answer, length, address.length);
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    plain.close();
    tls.close();
    resolver.close();
  }
}
