package io.netsonde.http.net;

import io.netsonde.http.dns.DnsAnswer;
import io.netsonde.http.dns.DnsQuery;
import io.netsonde.http.dns.RecordType;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One resolver asked for the addresses of one name, of all wanted types at once, over a socket of
 * its own; what is not answered is asked again every second, and over TCP where an answer is too
 * long for a datagram.
 */
final class ResolverQuestion {
  private static final long AGAIN_NANOS = 1_000_000_000L;
  private static final SecureRandom IDS = new SecureRandom();

  private final InetSocketAddress resolver;
  private final long deadlineNanos;
  private final Map<RecordType, DnsQuery> open = new EnumMap<>(RecordType.class);
  private final Map<RecordType, DnsAnswer> answers = new EnumMap<>(RecordType.class);

  private final Consumer<Closeable> asking;
  private @Nullable IOException streamFailure;

  /**
   * @param asking told before the first question leaves a socket; to close that ends the wait
   */
  ResolverQuestion(
      InetSocketAddress resolver,
      String name,
      List<RecordType> types,
      long deadlineNanos,
      Consumer<Closeable> asking) {
    this.resolver = resolver;
    this.deadlineNanos = deadlineNanos;
    this.asking = asking;
    types.forEach(type -> open.put(type, new DnsQuery(IDS.nextInt(0x1_0000), name, type)));
  }

  /**
   * Waits for all answers.
   *
   * @return those that came in time
   * @throws IOException if the resolver cannot be reached, or nobody listens there; over TCP only
   *     where no address is known without that answer
   */
  Map<RecordType, DnsAnswer> ask() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(resolver);
      byte[] buffer = new byte[DnsQuery.MAX_ANSWER];
      while (!open.isEmpty() && deadlineNanos - System.nanoTime() > 0) {
        asking.accept(socket);
        for (DnsQuery query : open.values()) {
          byte[] bytes = query.encode();
          socket.send(new DatagramPacket(bytes, bytes.length));
        }
        long again = System.nanoTime() + AGAIN_NANOS;
        receiveUntil(socket, buffer, again - deadlineNanos < 0 ? again : deadlineNanos);
      }
    }
    IOException failure = streamFailure;
    if (failure != null && answers.values().stream().noneMatch(ResolverQuestion::hasAddress)) {
      throw new IOException("its answer has to be got over TCP: " + Failures.reason(failure));
    }
    return answers;
  }

  private static boolean hasAddress(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Addresses found && !found.addresses().isEmpty();
  }

  private void receiveUntil(DatagramSocket socket, byte[] buffer, long untilNanos)
      throws IOException {
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    while (!open.isEmpty()) {
      long left = untilNanos - System.nanoTime();
      if (left <= 0) {
        return;
      }
      socket.setSoTimeout(roundedUpMillis(left));
      packet.setLength(buffer.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return;
      }
      take(buffer, packet.getLength());
    }
  }

  private void take(byte[] buffer, int length) {
    for (DnsQuery query : List.copyOf(open.values())) {
      Optional<DnsAnswer> answer = DnsAnswer.read(buffer, length, query);
      if (answer.isPresent()) {
        open.remove(query.type());
        if (answer.get() instanceof DnsAnswer.Truncated) {
          overStream(query).ifPresent(whole -> answers.put(query.type(), whole));
        } else {
          answers.put(query.type(), answer.get());
        }
      }
    }
  }

  /** RFC 7766: the message behind its length of two bytes. */
  private Optional<DnsAnswer> overStream(DnsQuery query) {
    try (Socket socket = new Socket()) {
      asking.accept(socket);
      socket.connect(resolver, leftMillis());
      byte[] question = query.encode();
      ByteBuffer framed = ByteBuffer.allocate(2 + question.length);
      framed.putShort((short) question.length).put(question);
      socket.getOutputStream().write(framed.array());
      int length = Short.toUnsignedInt(ByteBuffer.wrap(read(socket, 2)).getShort());
      return DnsAnswer.read(read(socket, length), length, query);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      streamFailure = e;
      return Optional.empty();
    }
  }

  /** The limit is for all bytes together, while a socket's is for each read. */
  private byte[] read(Socket socket, int length) throws IOException {
    byte[] bytes = new byte[length];
    int have = 0;
    while (have < length) {
      socket.setSoTimeout(leftMillis());
      int read = socket.getInputStream().read(bytes, have, length - have);
      if (read < 0) {
        throw new EOFException("it ended the connection before its answer was whole");
      }
      have += read;
    }
    return bytes;
  }

  private int leftMillis() throws SocketTimeoutException {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    return roundedUpMillis(left);
  }

  private static int roundedUpMillis(long nanos) {
    return (int) ((nanos + 999_999) / 1_000_000);
  }
}
