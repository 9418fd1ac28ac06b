package io.netsonde.http.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A TCP socket that is connected before the client gets it. Without TLS it tells the wire of the
 * bytes that pass.
 */
final class StampedSocket extends Socket {
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
