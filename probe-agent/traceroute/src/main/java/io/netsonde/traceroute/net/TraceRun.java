package io.netsonde.traceroute.net;

import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trace.TraceRounds;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.Received;
import io.netsonde.netio.Work;
import io.netsonde.traceroute.IcmpExtensions;
import io.netsonde.traceroute.ProbeForm;
import io.netsonde.traceroute.QuotedPacket;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One trace while it runs. Everything here is done on the loop's thread. */
final class TraceRun implements DatagramHandler {
  private static final int V4_HEADER_BYTES = 20;
  private static final int V6_HEADER_BYTES = 40;
  private static final int UDP_HEADER_BYTES = 8;

  /** How much longer than any answer so far one to a long probe may take. */
  private static final int MTU_PATIENCE = 10;

  private static final long MTU_GRACE_NANOS = 10_000_000;

  /**
   * What came out of it.
   *
   * @param lastNanos when the last probe was decided
   */
  record Outcome(
      List<Hop> hops, boolean isReached, OptionalInt pathMtu, long firstNanos, long lastNanos) {}

  private final ProbePort probes;
  private final Consumer<InetAddress> onResponder;
  private final TraceRounds rounds;
  private final MtuProbing mtu;
  private final boolean findsMtu;
  private final int headerBytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final Map<Long, Integer> unstamped = new HashMap<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private @Nullable IOException refusal;
  private boolean started;
  private boolean anySent;
  private long firstNanos;

  TraceRun(TraceTarget wanted, ProbePort probes, int localMtu, Consumer<InetAddress> onResponder) {
    this.probes = probes;
    this.onResponder = onResponder;
    this.rounds = rounds(wanted, probes.flow());
    boolean v4 = probes.flow().target() instanceof Inet4Address;
    this.headerBytes = v4 ? V4_HEADER_BYTES : V6_HEADER_BYTES;
    this.findsMtu = wanted.findPathMtu();
    this.mtu = new MtuProbing(v4, localMtu, wanted.mtuTimeout().toNanos(), this::sendLong);
  }

  private static TraceRounds rounds(TraceTarget wanted, Flow5Tuple flow) {
    RandomGenerator order = ThreadLocalRandom.current();
    return wanted.isTowardsClosedPort()
        ? TraceRounds.towardsClosedPort(wanted.settings(), flow.target(), order)
        : new TraceRounds(wanted.settings(), order);
  }

  /** Completed when there is no more to wait for; exceptionally if nothing could be sent. */
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Sends what is due; returns when to be called again. A bug here ends this trace, no other. */
  long workOrFail(long nowNanos) {
    try {
      return work(nowNanos);
    } catch (RuntimeException | Error e) {
      boolean unused = outcome.completeExceptionally(e);
      throw e;
    }
  }

  private long work(long nowNanos) {
    if (outcome.isDone()) {
      return nowNanos + Work.FAR_NANOS;
    }
    if (!started) {
      started = true;
      firstNanos = nowNanos;
      rounds.start(nowNanos);
    }
    for (int probe = rounds.poll(nowNanos);
        probe != TraceRounds.NONE;
        probe = rounds.poll(nowNanos)) {
      send(probe);
    }
    if (!rounds.isDone()) {
      return rounds.nextDeadlineNanos();
    }
    if (findsMtu && rounds.isReached()) {
      expectAnswersInTime();
      if (!mtu.work(nowNanos)) {
        return mtu.nextDeadlineNanos();
      }
    }
    finish(nowNanos);
    return nowNanos + Work.FAR_NANOS;
  }

  /**
   * A size that routers drop without a word shows by silence only, so that the search need not wait
   * longer than answers take. By UDP it does: to closed ports, targets answer once a second.
   */
  private void expectAnswersInTime() {
    if (probes.flow().protocol() != TraceProtocol.UDP) {
      long longest = rounds.hops().getLast().rtt().max();
      mtu.expectWithin(MTU_PATIENCE * (longest + MTU_GRACE_NANOS));
    }
  }

  private void finish(long nowNanos) {
    if (!anySent && refusal != null) {
      outcome.completeExceptionally(refusal);
    } else {
      outcome.complete(
          new Outcome(rounds.hops(), rounds.isReached(), mtu.pathMtu(), firstNanos, nowNanos));
    }
  }

  private void send(int probe) {
    try {
      long key = sendProbe(probe, probes.form().leastBytes(), TraceRounds.ttlOf(probe));
      long now = System.nanoTime();
      rounds.sent(probe, now);
      firstNanos = anySent ? firstNanos : now;
      anySent = true;
      if (key != DatagramPort.NO_KEY) {
        unstamped.put(key, probe);
      }
    } catch (IOException e) {
      refusal = refusal == null ? e : refusal;
      rounds.sendFailed(probe);
    }
  }

  /** Whether a packet of that length left; a local link may not take it. */
  private boolean sendLong(int probe, int packetBytes) {
    try {
      long unused = sendProbe(probe, packetBytes - headerBytes, 255);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private long sendProbe(int probe, int bytes, int ttl) throws IOException {
    buffer.clear();
    probes.form().write(buffer, probe, bytes);
    return probes.port().send(buffer.flip(), probes.target(), ttl);
  }

  @Override
  public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
    Integer probe = unstamped.remove(key);
    if (probe != null) {
      rounds.sent(probe, nanos);
    }
  }

  @Override
  public void onDatagram(DatagramPort port, Received datagram) {
    if (datagram.source().getAddress().equals(probes.flow().target())) {
      answered(
          probes.form().ofReply(datagram.payload()),
          TraceAnswer.of(probes.flow().target(), HopEnd.TARGET, datagram.arrivalNanos()));
    }
  }

  @Override
  public void onError(DatagramPort port, IcmpError error) {
    if (!error.target().getAddress().equals(probes.flow().target())) {
      return;
    }
    int probe = probes.form().ofQuote(error.quote());
    if (error.isTooBig()) {
      mtu.onTooBig(probe, error.mtu());
    } else if (error.isTimeExceeded() || error.isUnreachable()) {
      answered(
          probe,
          new TraceAnswer(
              error.offender(),
              end(error),
              error.nanos(),
              labels(error),
              OptionalInt.empty(),
              OptionalInt.empty()));
    }
  }

  private void answered(int probe, TraceAnswer answer) {
    if (probe == ProbeForm.STRANGE) {
      return;
    }
    onResponder.accept(answer.from());
    if (probe == ProbeForm.UNTOLD) {
      rounds.onUnmatched(answer);
      mtu.onAnswer(probe, answer);
    } else if (probe >= MtuProbing.FIRST_PROBE) {
      mtu.onAnswer(probe, answer);
    } else {
      rounds.onAnswer(probe, answer);
    }
  }

  private HopEnd end(IcmpError error) {
    if (error.isTimeExceeded()) {
      return HopEnd.EXPIRED;
    }
    // To UDP a host may say so from any address of its own; to others a firewall says it.
    boolean closed = error.isPortUnreachable() && probes.flow().protocol() == TraceProtocol.UDP;
    return closed || error.offender().equals(probes.flow().target())
        ? HopEnd.TARGET
        : HopEnd.UNREACHABLE;
  }

  private List<MplsLabel> labels(IcmpError error) {
    if (error.extensions().hasRemaining()) {
      return IcmpExtensions.labels(error.extensions());
    }
    boolean udp = probes.flow().protocol() == TraceProtocol.UDP;
    int headers = headerBytes + (udp ? UDP_HEADER_BYTES : 0);
    return IcmpExtensions.labelsBehind(error.quote(), headers);
  }

  /** What a raw port sees: the same errors, with the IP header that they quote. */
  DatagramHandler quotes() {
    return (port, datagram) ->
        QuotedPacket.of(datagram.payload(), headerBytes == V6_HEADER_BYTES).ifPresent(this::quoted);
  }

  private void quoted(QuotedPacket quote) {
    if (quote.protocol() == probes.form().ipProtocol()
        && quote.target().equals(probes.flow().target())) {
      int probe = probes.form().ofPacket(quote.packet());
      if (probe >= 0) {
        rounds.onQuote(probe, OptionalInt.of(quote.ttl()), OptionalInt.of(quote.dscp()));
      }
    }
  }
}
