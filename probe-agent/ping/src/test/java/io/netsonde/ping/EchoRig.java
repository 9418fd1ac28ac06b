package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.netsonde.netio.IcmpEcho;
import io.netsonde.netio.IcmpError;
import io.netsonde.testkit.path.Link;
import io.netsonde.testkit.path.SimulatedNetwork;
import io.netsonde.testkit.path.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A sender of echoes, a path and a target in virtual time. The kernel sends 20 us after the process
 * and tells so at once; the process reads a reply {@link #readingNanos} after the kernel has it.
 */
final class EchoRig implements EchoListener {
  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;
  static final long KERNEL_SENDS_AFTER = 20_000;
  static final InetSocketAddress SENDER = at("192.0.2.1");
  static final InetSocketAddress TARGET = at("192.0.2.2");
  static final InetAddress ROUTER = InetAddress.ofLiteral("198.51.100.1");

  final VirtualTime time = new VirtualTime();
  final SimulatedNetwork network;
  final Link there;
  final Link back;
  final EchoSender sender;
  final List<Measurement> published = new ArrayList<>();
  final List<String> told = new ArrayList<>();

  /** When each sequence was sent by the kernel, and when its replies came to the kernel. */
  final Map<Long, Long> sent = new HashMap<>();

  final Map<Long, List<Long>> replied = new HashMap<>();

  boolean kernelStamps = true;
  boolean refusing;
  boolean addressed = true;
  long readingNanos;
  int duplicates;
  int unanswered;
  private final boolean ipv6;
  private final ByteBuffer out = ByteBuffer.allocate(2_000);
  private long nextKey;
  private long wakeNanos = Long.MIN_VALUE;

  EchoRig(EchoSettings settings, long seed) {
    this(settings, seed, false);
  }

  EchoRig(EchoSettings settings, long seed, boolean ipv6) {
    this(settings, seed, ipv6, 0);
  }

  EchoRig(EchoSettings settings, long seed, boolean ipv6, long phaseNanos) {
    this.ipv6 = ipv6;
    network = new SimulatedNetwork(time, seed);
    there = network.link(SENDER, TARGET);
    back = network.link(TARGET, SENDER);
    sender = new EchoSender(settings, phaseNanos, new Random(seed), published::add, this);
    network.bind(SENDER, (message, source) -> onArrival(message));
    targetUp(true);
  }

  static EchoSettings settings(int cycle) {
    return new EchoSettings(
        "gateway",
        "192.0.2.2",
        java.time.Duration.ofSeconds(1),
        cycle,
        java.time.Duration.ofSeconds(2),
        56,
        0);
  }

  private static InetSocketAddress at(String host) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), 0);
  }

  void targetUp(boolean up) {
    if (!up) {
      network.unbind(TARGET);
      return;
    }
    network.bind(
        TARGET,
        (message, source) -> {
          message.put(0, ipv6 ? (byte) 129 : 0);
          network.send(TARGET, SENDER, message);
        });
  }

  void start() {
    sender.start(time.nanos(), time.epochNanos());
    pump();
  }

  void run(long nanos) {
    time.runUntil(time.nanos() + nanos);
  }

  void stop() {
    sender.stop();
    pump();
  }

  private void pump() {
    while (true) {
      out.clear();
      long sequence = sent.size() + refusedCount;
      if (sender.poll(time.nanos(), time.epochNanos(), ipv6, out) == 0) {
        break;
      }
      send(sequence, out.flip());
    }
    long next = Math.max(time.nanos(), sender.nextDeadlineNanos());
    if (!sender.isDone() && (wakeNanos < time.nanos() || next < wakeNanos)) {
      wakeNanos = next;
      time.at(
          next,
          () -> {
            wakeNanos = Long.MIN_VALUE;
            pump();
          });
    }
  }

  private long refusedCount;

  private void send(long sequence, ByteBuffer message) {
    if (!addressed) {
      sender.unaddressed(time.epochNanos());
      return;
    }
    if (refusing) {
      refusedCount++;
      sender.sendFailed(time.epochNanos());
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(message.remaining()).put(message).flip();
    long key = nextKey++;
    long leaves = time.nanos() + KERNEL_SENDS_AFTER;
    sent.put(sequence, leaves);
    if (kernelStamps) {
      sender.sent(key);
    }
    time.at(
        leaves,
        () -> {
          if (kernelStamps) {
            sender.onSendStamp(key, time.nanos(), time.epochNanos());
          }
          network.send(SENDER, TARGET, copy);
        });
  }

  private void onArrival(ByteBuffer message) {
    long kernel = kernelStamps ? time.nanos() : EchoSender.NO_STAMP;
    replied
        .computeIfAbsent(message.getLong(IcmpEcho.HEADER_BYTES + 8), s -> new ArrayList<>())
        .add(time.nanos());
    time.at(
        time.nanos() + readingNanos,
        () -> {
          sender.onReply(message, ipv6, time.nanos(), time.epochNanos(), kernel);
          pump();
        });
  }

  /** An ICMP error comes that quotes so many bytes of the request of that sequence. */
  void error(int type, int code, ByteBuffer quote) {
    sender.onError(
        new IcmpError(
            ipv6,
            type,
            code,
            0,
            ROUTER,
            TARGET,
            quote,
            ByteBuffer.allocate(0),
            64,
            time.nanos(),
            time.epochNanos(),
            true),
        time.epochNanos());
    pump();
  }

  List<PingCycle> cycles() {
    return published.stream()
        .flatMap(each -> each instanceof PingCycle c ? Stream.of(c) : null)
        .toList();
  }

  List<Boolean> states() {
    return published.stream()
        .flatMap(each -> each instanceof PingState s ? Stream.of(s.up()) : null)
        .toList();
  }

  @Override
  public void unanswered() {
    unanswered++;
  }

  @Override
  public void duplicate(CycleTrace trace, int row) {
    duplicates++;
  }

  @Override
  public void packetDecided(CycleTrace trace, int row, Optional<EchoFailure> failure) {
    told.add(
        trace.firstSequence()
            + row
            + " "
            + trace.outcome(row)
            + failure.map(f -> " " + f.error() + " " + f.from().getHostAddress()).orElse(""));
  }
}
