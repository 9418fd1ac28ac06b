package io.netsonde.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TCP server on loopback that treats each connection as its script says. */
public final class ScriptedServer implements AutoCloseable {
  /** What happens on a connection; that it fails is the end of the connection, no more. */
  @FunctionalInterface
  public interface Script {
    void talk(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  private ScriptedServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  /** Listens on a free port of 127.0.0.1. */
  public static ScriptedServer start(Script script) throws IOException {
    return start(InetAddress.ofLiteral("127.0.0.1"), 0, script);
  }

  /** Listens there; any free port for 0. */
  public static ScriptedServer start(InetAddress address, int port, Script script)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.bind(new InetSocketAddress(address, port), 1024);
    ScriptedServer server = new ScriptedServer(listener, script);
    Thread.ofVirtual().name("scripted-server").start(server::accept);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections came so far. */
  public int accepted() {
    return accepted.get();
  }

  /** A connection's server side of TLS, the handshake done. */
  public static SSLSocket overTls(SSLContext context, Socket socket) throws IOException {
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    return tls;
  }

  /** Reads a request's head, up to its empty line; what there is of one where the peer left. */
  public static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int read = in.read();
    while (read >= 0) {
      head.append((char) read);
      if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        break;
      }
      read = in.read();
    }
    return head.toString();
  }

  /** Sends text as it is. */
  public static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** A response with that status and body. */
  public static String response(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  /** Waits until the peer leaves. */
  public static void hang(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // What it says is of no interest.
    }
  }

  /** Ends the connection by a reset. */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        // A handshake in several small writes would else wait for the client's delayed ACK.
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().name("scripted-connection").start(() -> talk(socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      script.talk(socket);
    } catch (IOException e) {
      // The client left, or broke the rules; it knows.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
