package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.ReportPage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A reflector in virtual time. Each datagram takes 1 ms to arrive and 1 microsecond to answer. */
final class Rig {
  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000L;

  /** The reflector's clock is ahead by this. */
  static final long OFFSET = 77 * SECOND;

  static final int REFLECTOR_ID = 100;

  long now = -5 * SECOND;
  long epoch = 1_790_000_000L * SECOND;
  TimestampSource stamps = TimestampSource.PROCESS;

  /** Under which the kernel will stamp the next answer; -1: it will not. */
  long key = -1;

  Reflector reflector;
  final List<Measurement> published = new ArrayList<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);
  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);

  Rig(ReflectorSettings settings) {
    reflector = new Reflector(settings, published::add);
  }

  Rig() {
    this(settings(1));
  }

  static ReflectorSettings settings(int boot, String... keys) {
    return settings(boot, ReflectorLimits.DEFAULT, keys);
  }

  static ReflectorSettings settings(int boot, ReflectorLimits limits, String... keys) {
    byte[] secret = new byte[32];
    secret[0] = (byte) boot;
    return new ReflectorSettings(
        REFLECTOR_ID,
        AllowedAgents.of(List.of(7L, 8L, 0xffff_fff0L)),
        List.of(keys),
        limits,
        4242,
        boot,
        Secret.of(secret),
        ClockError.UNKNOWN);
  }

  static InetSocketAddress address(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts it anew: without sessions, with another boot id and secret. */
  void restart(ReflectorSettings settings) {
    reflector = new Reflector(settings, published::add);
  }

  /** Lets time pass, doing what is due when it is due. */
  void pass(long nanos) {
    long end = now + nanos;
    // What a trace has to send is the test's to take.
    while (!reflector.isTracing() && reflector.nextDeadlineNanos() - end <= 0) {
      long due = Math.max(now, reflector.nextDeadlineNanos());
      epoch += due - now;
      now = due;
      reflector.onTimeout(now);
    }
    epoch += end - now;
    now = end;
  }

  /** Sends bytes and takes the answer, or null. */
  byte @Nullable [] exchange(byte[] datagram, InetSocketAddress source) {
    in.clear().put(datagram).flip();
    int length = reflector.onPacket(in, source, now, epoch + OFFSET, stamps, out);
    if (length != out.remaining() || length > datagram.length || in.position() != 0) {
      throw new AssertionError(length + " bytes answer " + datagram.length);
    }
    if (length == 0) {
      return null;
    }
    reflector.seal(out, 1000);
    if (key >= 0) {
      reflector.sent(key);
    }
    byte[] answer = new byte[length];
    out.get(answer);
    return answer;
  }

  /** All counts published so far, flushed, as "agent outcome reason" = packets. */
  Map<String, Long> counts() {
    reflector.flush();
    Map<String, Long> sums = new TreeMap<>();
    for (Measurement measurement : published) {
      if (measurement instanceof ReflectorActivity activity) {
        for (Count count : activity.counts()) {
          sums.merge(
              name(count.agentId(), count.outcome(), count.reason()), count.packets(), Long::sum);
        }
      }
    }
    return sums;
  }

  private static String name(long agent, Outcome outcome, String reason) {
    String who = agent == Count.STRANGER ? "stranger" : Long.toString(agent);
    return (who + " " + outcome.label() + " " + reason).trim();
  }

  long sessionsPublished() {
    return published.stream()
        .mapToLong(m -> m instanceof ReflectorActivity activity ? activity.sessionsDelta() : 0)
        .sum();
  }

  List<Reflection> reflections() {
    return published.stream()
        .filter(Reflection.class::isInstance)
        .map(Reflection.class::cast)
        .toList();
  }

  /** A sender, as far as a reflector sees of it. */
  final class Client {
    final Packet request = new Packet();
    final Packet answer = new Packet();
    final int agent;
    final long session;
    InetSocketAddress source;
    long cookie;
    int size = 128;
    int window = 256;
    int sequence;
    @Nullable Authenticator authenticator;

    Client(int agent, long session, InetSocketAddress source) {
      this.agent = agent;
      this.session = session;
      this.source = source;
    }

    /** The request's bytes. */
    byte[] packet(PacketType type, int number, @Nullable ReportPage report, int length) {
      request.clear();
      request.type = type;
      request.sourceAgent = agent;
      request.targetAgent = REFLECTOR_ID;
      request.session = session;
      request.cookie = type == PacketType.HELLO ? 0 : cookie;
      request.sequence = number;
      request.window = window;
      request.sent = epoch - MILLI;
      request.report = report == null ? null : report.encodeRequest();
      ByteBuffer bytes = ByteBuffer.allocate(length);
      PacketCodec.encode(request, length, authenticator, bytes);
      return bytes.array();
    }

    /** Whether it was answered; then the answer is checked, and its cookie kept. */
    boolean send(byte[] datagram) {
      byte[] reply = exchange(datagram, source);
      if (reply == null) {
        return false;
      }
      RejectReason reason = PacketCodec.decode(ByteBuffer.wrap(reply), answer);
      check(reason == null, "the answer is " + reason);
      check(
          authenticator == null || authenticator.verify(ByteBuffer.wrap(reply), answer),
          "the answer is not signed");
      check(answer.inReplyTo == request.type, "in reply to " + answer.inReplyTo);
      check(answer.session == session && answer.targetAgent == agent, "not echoed");
      check(answer.sequence == request.sequence && answer.sent == request.sent, "not echoed");
      check(answer.sourceAgent == REFLECTOR_ID, "not from the reflector");
      check(answer.received == epoch + OFFSET, "T2 is " + answer.received);
      check(answer.replied - answer.received == 1000, "T3 is " + answer.replied);
      check(answer.clock == 4242, "clock " + answer.clock);
      cookie = answer.cookie;
      return true;
    }

    boolean hello() {
      return send(packet(PacketType.HELLO, 1, null, size));
    }

    boolean data() {
      return data(sequence++);
    }

    boolean data(int number) {
      return send(packet(PacketType.DATA, number, null, size));
    }

    boolean ping() {
      return send(packet(PacketType.PING, 99, null, size));
    }

    /** Asks for a page; null for silence. */
    @Nullable ReportPage report(int first, int count, int offset, int length) {
      return send(packet(PacketType.REPORT, 5, ReportPage.request(first, count, offset), length))
          ? ReportPage.decode(Objects.requireNonNull(answer.report))
          : null;
    }

    ReportPage report(int first, int count) {
      return Objects.requireNonNull(report(first, count, 0, 1400));
    }
  }

  Client client(int agent) {
    return new Client(agent, 1000L + agent, address("192.0.2.7", 40_000 + (agent & 0xff)));
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
