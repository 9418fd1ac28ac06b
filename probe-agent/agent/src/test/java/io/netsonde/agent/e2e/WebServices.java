package io.netsonde.agent.e2e;

import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * Good web services and bad ones, and the resolver that knows them: {@code WebServices ADDRESS
 * FOLDER}, as a process, since it runs on another host of the test. Writes each {@code traceparent}
 * that it is sent to its standard output, and {@code ready} before.
 */
final class WebServices {
  static final int PLAIN = 8080;
  static final int SECURE = 8443;
  static final int EXPIRED = 8444;
  static final int PREMATURE = 8445;
  static final int SHELL = 8022;
  static final int RESOLVER = 8053;
  static final String READY = "ready";

  /** Long enough to have a throughput. */
  private static final String BODY = "x".repeat(65_536);

  private WebServices() {}

  public static void main(String[] arguments) throws Exception {
    InetAddress address = InetAddress.ofLiteral(arguments[0]);
    Path folder = Path.of(arguments[1]);
    PrivateAuthority authority = new PrivateAuthority(folder, folder.resolve("ca.pem"));
    try (ScriptedResolver _ =
            ScriptedResolver.start(
                address, RESOLVER, (name, _) -> reply(name, address.getHostAddress()));
        ScriptedServer _ = ScriptedServer.start(address, PLAIN, WebServices::serve);
        ScriptedServer _ = ScriptedServer.start(address, SHELL, WebServices::greet);
        ScriptedServer _ = secure(address, SECURE, authority, "good");
        ScriptedServer _ = secure(address, EXPIRED, authority, "expired");
        ScriptedServer _ = secure(address, PREMATURE, authority, "premature")) {
      System.out.println(READY);
      Thread.currentThread().join(); // Until it is killed.
    }
  }

  /** Makes the certificates of the services in that folder. */
  static PrivateAuthority certify(Path folder) throws Exception {
    PrivateAuthority authority = PrivateAuthority.in(folder);
    authority.issue("good", "dns:shop.test", "-1H", 30);
    authority.issue("expired", "dns:shop.test", "-10d", 5);
    authority.issue("premature", "dns:shop.test", "+2d", 5);
    return authority;
  }

  private static ScriptedServer secure(
      InetAddress address, int port, PrivateAuthority authority, String name) throws IOException {
    SSLContext context =
        TlsIdentity.context(
            new PrivateAuthority.Identity(
                authority.folder().resolve(name + ".pem"),
                authority.folder().resolve(name + ".key.pem")),
            authority);
    return ScriptedServer.start(
        address, port, socket -> serve(ScriptedServer.overTls(context, socket)));
  }

  private static Reply reply(String name, String address) {
    return switch (name) {
      case "shop.test", "other.test" -> Reply.of(address);
      case "mute.test" -> Reply.SILENCE;
      case "broken.test" -> Reply.code(2);
      default -> Reply.code(3);
    };
  }

  private static void serve(Socket socket) throws IOException, InterruptedException {
    String head = ScriptedServer.readHead(socket.getInputStream());
    while (!head.isEmpty()) {
      head.lines()
          .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("traceparent:"))
          .forEach(System.out::println);
      String[] request = head.split(" ", 3);
      if (request.length < 2 || !answer(socket, request[0], request[1])) {
        return;
      }
      head = ScriptedServer.readHead(socket.getInputStream());
    }
  }

  /** As no web server does. */
  private static void greet(Socket socket) throws IOException {
    ScriptedServer.send(socket, "SSH-2.0-OpenSSH_9.9\r\n");
    ScriptedServer.hang(socket);
  }

  /** Whether the connection goes on. */
  private static boolean answer(Socket socket, String method, String path)
      throws IOException, InterruptedException {
    if (method.equals("CONNECT")) {
      ScriptedServer.send(socket, ScriptedServer.response("403 Forbidden", "no"));
      return false;
    }
    switch (path) {
      case "/old" -> ScriptedServer.send(socket, redirect("/new"));
      case "/moved" -> ScriptedServer.send(socket, redirect("/missing"));
      case "/round" -> ScriptedServer.send(socket, redirect("/round"));
      case "/new" -> sendSlowly(socket);
      case "/missing" ->
          ScriptedServer.send(socket, ScriptedServer.response("404 Not Found", "what?"));
      case "/odd" -> ScriptedServer.send(socket, "SSH-2.0-OpenSSH_9.9\r\n");
      case "/reset" -> ScriptedServer.reset(socket);
      case "/hang" -> ScriptedServer.hang(socket);
      default -> ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
    }
    return !path.equals("/odd") && !socket.isClosed();
  }

  private static String redirect(String path) {
    return "HTTP/1.1 302 Found\r\nLocation: " + path + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** In over a millisecond, without which there would be no throughput. */
  private static void sendSlowly(Socket socket) throws IOException, InterruptedException {
    String all = ScriptedServer.response("200 OK", BODY);
    ScriptedServer.send(socket, all.substring(0, 1000));
    Thread.sleep(5);
    ScriptedServer.send(socket, all.substring(1000));
  }
}
