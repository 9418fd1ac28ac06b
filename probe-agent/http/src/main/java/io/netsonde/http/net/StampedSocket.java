package io.netsonde.http.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * A TCP socket that is connected before the client gets it. Without TLS it tells the wire of the
 * bytes that pass.
 */
final class StampedSocket extends Socket {
  private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 60,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  private final Wire wire;
  private final boolean isPlain;

  StampedSocket(Wire wire, boolean isPlain) {
    this.wire = wire;
    this.isPlain = isPlain;
  }

  /** Connects, as the client does not. */
  void open(InetSocketAddress address, int timeoutMillis) throws IOException {
    super.connect(address, timeoutMillis);
    setTcpNoDelay(true);
  }

  /**
   * Has the system ask the peer every minute whether it is still there: middleboxes forget an idle
   * connection, and then a kept one would look like a server that does not answer.
   */
  void keepAlive() throws IOException {
    setKeepAlive(true);
    for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
      if (supportedOptions().contains(option.getKey())) {
        setOption(option.getKey(), option.getValue());
      }
    }
  }

  @Override
  public void connect(SocketAddress endpoint) {
    requireConnected();
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) {
    requireConnected();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = super.getInputStream();
    return isPlain ? new StampedInput(in, wire) : in;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    OutputStream out = super.getOutputStream();
    return isPlain ? new StampedOutput(out, wire) : out;
  }

  private void requireConnected() {
    if (!isConnected()) {
      throw new IllegalStateException("the wire's sockets are connected when they are made");
    }
  }
}
