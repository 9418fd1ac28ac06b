package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.reflector.AllowedAgents;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.reflector.ReflectorLimits;
import io.netsonde.trafficsim.reflector.ReflectorSettings;
import io.netsonde.trafficsim.reflector.Secret;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import io.netsonde.trafficsim.trace.FinishedTrace;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.CodecFuzz;
import io.netsonde.trafficsim.wire.Garbage;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A flow and a reflector in virtual time, with a network between them that loses, repeats, damages
 * and invents, packets and ICMP errors alike. All follows from the seed.
 */
final class FlowSenderFuzz implements FlowListener {
  private static final int SIZE = 150;
  private static final int MOST_REQUEST = 1_200;
  private static final int MOST_POLLS = 2_000;
  private static final InetSocketAddress FLOW = at("192.0.2.1", 40_000);
  private static final InetSocketAddress PEER = at("192.0.2.2", 5_000);

  private final SplittableRandom random;
  private final Garbage garbage;
  private final CodecFuzz codec = new CodecFuzz();
  private final @Nullable Authenticator authenticator;
  private final FlowSender flow;
  private final Reflector reflector;
  private final List<byte[]> heard = new ArrayList<>();
  private final ByteBuffer out = ByteBuffer.allocate(2_000);
  private final ByteBuffer answer = ByteBuffer.allocate(PacketCodec.MAX_LENGTH);
  private long now = 5_000_000_000L;
  private long key;
  private long orders;
  private long pongs;
  private long allowedPongs;
  private int longestPing;
  long traced;
  long tracedBack;
  long answered;

  FlowSenderFuzz(long seed, boolean keyed) {
    random = new SplittableRandom(seed);
    garbage = new Garbage(random);
    List<String> keys = keyed ? List.of("key") : List.of();
    authenticator = keyed ? Authenticator.of(keys) : null;
    flow =
        new FlowSender(
            new FlowSettings(101, 100, 77, 0, 3_000_000, 0, 50, 200_000_000, SIZE, 0),
            authenticator,
            0,
            new ClockErrorWatch(ClockError.UNKNOWN),
            this);
    reflector =
        new Reflector(
            new ReflectorSettings(
                    100,
                    AllowedAgents.any(),
                    keys,
                    ReflectorLimits.DEFAULT,
                    1,
                    1,
                    Secret.of(new byte[16]),
                    ClockError.UNKNOWN)
                .withTraceBack(new TraceBackLimits(Duration.ZERO, 2, 5, 10, Duration.ofMillis(20))),
            this::published);
    reflector.offerTraces(target -> PEER);
    flow.start(now);
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private void published(Measurement measurement) {
    tracedBack += measurement instanceof io.netsonde.measurement.Trace ? 1 : 0;
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      now += random.nextInt(3_000_000);
      if (random.nextInt(400) == 0) {
        order();
      }
      reflector.onTimeout(now);
      pumpReflector();
      pumpFlow();
      if (random.nextInt(10) == 0) {
        invent();
      }
    }
  }

  private void order() {
    SpanIdentity span = SpanIdentity.random(random);
    TraceSettings settings =
        new TraceSettings(
            1 + random.nextInt(5), 1, 1 + random.nextInt(12), 20_000_000, 100_000_000, true);
    boolean back = random.nextInt(3) != 0;
    TraceRequest request =
        new TraceRequest(
            span, Optional.of(new TraceCause("packet_loss:12.50%", span)), settings, back);
    if (flow.trace(request, PEER.getAddress(), random.split(), now, now)) {
      orders++;
      allowedPongs += back ? (long) settings.rounds() * settings.maxTtl() : 0;
    }
  }

  private void pumpFlow() {
    for (int polls = 0; ; polls++) {
      require(polls < MOST_POLLS, "poll goes on for ever");
      out.clear();
      int length = flow.poll(now, now, out);
      if (length == 0) {
        break;
      }
      sendRequest(length);
    }
    require(flow.nextDeadlineNanos() - now > 0, "the deadline is past");
  }

  private void sendRequest(int length) {
    require(out.position() == length && length <= MOST_REQUEST, length + " bytes");
    Packet packet = codec.check(out.flip());
    if (packet == null) {
      throw new AssertionError("what was sent is no packet");
    }
    if (packet.type == PacketType.PONG) {
      pongs++;
      require(pongs <= allowedPongs, pongs + " PONGs, agreed upon " + allowedPongs);
      require(length <= longestPing, "a PONG of " + length + " bytes to a PING of " + longestPing);
      require(flow.hopLimit() == 0, "a PONG with a hop limit");
    }
    if (random.nextInt(20) == 0) {
      flow.sendFailed();
      return;
    }
    byte[] bytes = new byte[length];
    out.get(0, bytes);
    flow.sent(++key);
    if (random.nextInt(3) != 0) {
      flow.onSendStamp(key, now, now);
    }
    int hopLimit = flow.hopLimit();
    if (hopLimit > 0 && hopLimit < 4) {
      expire(bytes, hopLimit);
    } else {
      carry(bytes);
    }
  }

  /** A router's word, which may be late, damaged, cut short or a lie. */
  private void expire(byte[] payload, int hop) {
    byte[] quote = random.nextInt(6) == 0 ? garbage.mutate(payload) : payload;
    int length = random.nextInt(4) == 0 ? random.nextInt(quote.length + 1) : quote.length;
    HopEnd end = random.nextInt(10) == 0 ? HopEnd.values()[random.nextInt(3)] : HopEnd.EXPIRED;
    flow.onError(
        ByteBuffer.wrap(quote, 0, length).slice(),
        TraceAnswer.of(InetAddress.ofLiteral("10.0.0." + hop), end, now));
  }

  private void carry(byte[] request) {
    for (int copies = random.nextInt(20) == 0 ? 2 : 1; copies > 0; copies--) {
      byte[] arrives = damaged(request);
      if (arrives != null
          && reflector.onPacket(
                  ByteBuffer.wrap(arrives), FLOW, now, now, TimestampSource.KERNEL, answer)
              > 0) {
        reflector.seal(answer, 0);
        deliver(answer);
      }
    }
  }

  private byte @Nullable [] damaged(byte[] datagram) {
    // Without keys a damaged cookie or boot id is believed, and costs the session.
    return switch (random.nextInt(authenticator == null ? 200 : 12)) {
      case 0 -> null;
      case 1 -> garbage.mutate(datagram);
      default -> datagram;
    };
  }

  private void deliver(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    byte[] arrives = damaged(bytes);
    if (arrives != null) {
      answered++;
      heard.add(arrives);
      receive(arrives);
    }
  }

  private void receive(byte[] datagram) {
    longestPing = Math.max(longestPing, datagram.length);
    long kernel = random.nextBoolean() ? now - random.nextInt(1_000) : FlowSender.NO_STAMP;
    flow.onPacket(ByteBuffer.wrap(datagram), now, now, kernel);
  }

  private void pumpReflector() {
    while (reflector.pollProbe(now, now, answer) > 0) {
      reflector.probeSent(++key);
      require(reflector.probeTarget().equals(FLOW), "a probe to " + reflector.probeTarget());
      if (reflector.probeHopLimit() > 2) {
        deliver(answer);
      }
    }
  }

  /** Garbage, something heard before, damaged or not, and errors about nothing. */
  private void invent() {
    switch (random.nextInt(4)) {
      case 0 -> receive(garbage.any());
      case 1 -> {
        if (!heard.isEmpty()) {
          receive(garbage.mutate(heard.get(random.nextInt(heard.size()))));
        }
      }
      case 2 -> {
        if (!heard.isEmpty()) {
          receive(heard.get(random.nextInt(heard.size())));
        }
      }
      default -> expire(garbage.any(), 9);
    }
    pumpFlow();
    if (heard.size() > 1_000) {
      heard.clear();
    }
  }

  @Override
  public void traced(FinishedTrace trace) {
    traced++;
    require(traced <= orders, traced + " traces of " + orders);
  }

  @Override
  public void cycleClosed(ClosedCycle cycle) {}

  long pongs() {
    return pongs;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
