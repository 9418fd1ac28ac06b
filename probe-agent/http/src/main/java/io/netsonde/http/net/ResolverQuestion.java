package io.netsonde.http.net;

import io.netsonde.http.dns.DnsAnswer;
import io.netsonde.http.dns.DnsQuery;
import io.netsonde.http.dns.RecordType;
import java.io.DataInputStream;
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

  ResolverQuestion(
      InetSocketAddress resolver, String name, List<RecordType> types, long deadlineNanos) {
    this.resolver = resolver;
    this.deadlineNanos = deadlineNanos;
    types.forEach(type -> open.put(type, new DnsQuery(IDS.nextInt(0x1_0000), name, type)));
  }

  /**
   * Waits for all answers.
   *
   * @param asking told before the first question leaves
   * @return those that came in time
   * @throws IOException if the resolver cannot be reached, or nobody listens there
   */
  Map<RecordType, DnsAnswer> ask(Runnable asking) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(resolver);
      byte[] buffer = new byte[DnsQuery.MAX_ANSWER];
      asking.run();
      while (!open.isEmpty() && deadlineNanos - System.nanoTime() > 0) {
        for (DnsQuery query : open.values()) {
          byte[] bytes = query.encode();
          socket.send(new DatagramPacket(bytes, bytes.length));
        }
        long again = System.nanoTime() + AGAIN_NANOS;
        receiveUntil(socket, buffer, again - deadlineNanos < 0 ? again : deadlineNanos);
      }
    }
    return answers;
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

  private void take(byte[] buffer, int length) throws IOException {
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
  private Optional<DnsAnswer> overStream(DnsQuery query) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(resolver, leftMillis());
      byte[] question = query.encode();
      ByteBuffer framed = ByteBuffer.allocate(2 + question.length);
      framed.putShort((short) question.length).put(question);
      socket.getOutputStream().write(framed.array());
      socket.setSoTimeout(leftMillis());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return DnsAnswer.read(answer, answer.length, query);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
  }

  private int leftMillis() {
    return roundedUpMillis(Math.max(1, deadlineNanos - System.nanoTime()));
  }

  private static int roundedUpMillis(long nanos) {
    return (int) ((nanos + 999_999) / 1_000_000);
  }
}
