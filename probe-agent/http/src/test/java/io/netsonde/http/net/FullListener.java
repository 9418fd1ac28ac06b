package io.netsonde.http.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listener whose queue is full: it leaves further connections without an answer. */
final class FullListener implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Socket> queue = new ArrayList<>();

  private FullListener(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens there; on any free port for 0. */
  static FullListener open(String address, int port) throws IOException {
    FullListener full = new FullListener(new ServerSocket(port, 1, InetAddress.ofLiteral(address)));
    full.fill();
    return full;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void fill() throws IOException {
    while (queue.size() < 16) {
      Socket socket = new Socket();
      queue.add(socket);
      try {
        socket.connect(listener.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queue) {
      socket.close();
    }
    listener.close();
  }
}
