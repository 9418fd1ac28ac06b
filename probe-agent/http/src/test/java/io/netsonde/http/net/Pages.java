package io.netsonde.http.net;

import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.Socket;

/** Servers of HTTP/1.1 as tests need them. */
final class Pages {
  private Pages() {}

  /** Says hello to every request, connection after connection. */
  static ScriptedServer hello() throws IOException {
    return ScriptedServer.start(Pages::sayHello);
  }

  static void sayHello(Socket socket) throws IOException {
    while (!ScriptedServer.readHead(socket.getInputStream()).isEmpty()) {
      ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
    }
  }

  static String url(ScriptedServer server) {
    return "http://127.0.0.1:" + server.port() + "/";
  }
}
