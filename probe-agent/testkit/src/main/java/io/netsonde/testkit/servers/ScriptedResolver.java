package io.netsonde.testkit.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolver on loopback, over UDP and TCP, that answers as its script says. */
public final class ScriptedResolver implements AutoCloseable {
  public static final int TYPE_A = 1;
  public static final int TYPE_AAAA = 28;

  /** What to say to a question. */
  @FunctionalInterface
  public interface Script {
    Reply reply(String name, int type);
  }

  /** How a question over TCP is answered. */
  public enum Stream {
    /** The answer fits a datagram, so that there is no need to. */
    UNUSED,
    WHOLE,
    /** Byte by byte, ten a second, and never to the end. */
    DRIPPED,
    /** By a reset. */
    RESET
  }

  /**
   * An answer.
   *
   * @param code 0: no error, 2: SERVFAIL, 3: NXDOMAIN; below 0 nothing is said at all
   * @param delay before it is said
   * @param stream what comes of the same question over TCP, where the answer here is cut short
   */
  public record Reply(int code, List<InetAddress> addresses, Duration delay, Stream stream) {
    public static final Reply SILENCE = code(-1);

    public static Reply code(int code) {
      return new Reply(code, List.of(), Duration.ZERO, Stream.UNUSED);
    }

    public static Reply of(String... addresses) {
      List<InetAddress> all = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
      return new Reply(0, all, Duration.ZERO, Stream.UNUSED);
    }

    public Reply after(Duration wait) {
      return new Reply(code, addresses, wait, stream);
    }

    public Reply truncated() {
      return truncated(Stream.WHOLE);
    }

    public Reply truncated(Stream instead) {
      return new Reply(code, addresses, delay, instead);
    }

    boolean isTruncated() {
      return stream != Stream.UNUSED;
    }
  }

  private final DatagramSocket socket;
  private final ScriptedServer streams;
  private final Script script;
  private final AtomicInteger asked = new AtomicInteger();

  private ScriptedResolver(InetAddress address, int port, Script script) throws IOException {
    this.script = script;
    this.streams = ScriptedServer.start(address, port, this::talk);
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(address, streams.port()));
    } catch (IOException e) {
      streams.close();
      throw e;
    }
  }

  /** Answers on a free port of 127.0.0.1. */
  public static ScriptedResolver start(Script script) throws IOException {
    return start(InetAddress.ofLiteral("127.0.0.1"), 0, script);
  }

  /** Answers there; on any free port for 0. */
  public static ScriptedResolver start(InetAddress address, int port, Script script)
      throws IOException {
    ScriptedResolver resolver = open(address, port, script);
    Thread.ofVirtual().name("scripted-resolver").start(resolver::listen);
    return resolver;
  }

  /** A port that is free for TCP may be another's for UDP. */
  private static ScriptedResolver open(InetAddress address, int port, Script script)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return new ScriptedResolver(address, port, script);
      } catch (BindException e) {
        if (port != 0 || attempt == 10) {
          throw e;
        }
      }
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /** How many questions came so far. */
  public int asked() {
    return asked.get();
  }

  private void listen() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[512], 512);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return;
      }
      Thread.ofVirtual().start(() -> answer(packet));
    }
  }

  private void answer(DatagramPacket packet) {
    byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
    Reply reply = reply(question);
    if (reply.code() < 0) {
      return;
    }
    try {
      Thread.sleep(reply.delay());
      byte[] message = message(question, reply, reply.isTruncated());
      socket.send(new DatagramPacket(message, message.length, packet.getSocketAddress()));
    } catch (IOException e) {
      // Nobody waits any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(Socket stream) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(stream.getInputStream());
    byte[] question = new byte[in.readUnsignedShort()];
    in.readFully(question);
    Reply reply = reply(question);
    if (reply.stream() == Stream.RESET) {
      ScriptedServer.reset(stream);
      return;
    }
    while (reply.stream() == Stream.DRIPPED) {
      stream.getOutputStream().write(0xff);
      Thread.sleep(100);
    }
    byte[] message = message(question, reply, false);
    byte[] framed = new byte[2 + message.length];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    stream.getOutputStream().write(framed);
  }

  private Reply reply(byte[] question) {
    asked.incrementAndGet();
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (question[at] != 0) {
      name.append(name.isEmpty() ? "" : ".");
      for (int i = 1; i <= question[at]; i++) {
        name.append((char) question[at + i]);
      }
      at += 1 + question[at];
    }
    return script.reply(name.toString(), question[at + 2]);
  }

  /** RFC 1035, section 4: the question again, and an answer that points to its name. */
  private static byte[] message(byte[] question, Reply reply, boolean isCut) {
    int end = 12;
    while (question[end] != 0) {
      end += 1 + question[end];
    }
    end += 5;
    int type = question[end - 3];
    List<InetAddress> fitting =
        reply.addresses().stream()
            .filter(address -> address.getAddress().length == (type == TYPE_A ? 4 : 16))
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(question, 0, 2);
    out.write(isCut ? 0x83 : 0x81);
    out.write(0x80 | reply.code());
    out.writeBytes(new byte[] {0, 1, 0, (byte) (isCut ? 0 : fitting.size()), 0, 0, 0, 0});
    out.write(question, 12, end - 12);
    for (InetAddress address : isCut ? List.<InetAddress>of() : fitting) {
      byte[] bytes = address.getAddress();
      out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, (byte) type, 0, 1, 0, 0, 0, 60, 0});
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    streams.close();
  }
}
