package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.reached;

import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * PINGs of the peer, which traces back because it was asked to: answered for as long, and as often,
 * as what was asked for can take. Without an agreement there is silence.
 */
final class PeerProbes {
  /** Answered PINGs wait for the next poll, which follows at once: more is a flood. */
  private static final int MOST_WAITING = 64;

  /** How much longer than asked for the peer may take. */
  private static final int SLOWNESS = 2;

  private static final long GRACE_NANOS = 30_000_000_000L;

  private record Ping(int sequence, long sent, int length, long nanos, long epochNanos) {}

  private final FlowSettings settings;
  private final Session session;
  private final RequestWriter requests;
  private final ArrayDeque<Ping> waiting = new ArrayDeque<>();
  private long left;
  private long untilNanos;

  PeerProbes(FlowSettings settings, Session session, RequestWriter requests) {
    this.settings = settings;
    this.session = session;
    this.requests = requests;
  }

  /** The peer is asked for such a trace. */
  void agree(TraceSettings wanted, long nowNanos) {
    left = (long) wanted.rounds() * wanted.maxTtl();
    untilNanos =
        nowNanos
            + GRACE_NANOS
            + SLOWNESS * (wanted.rounds() * wanted.roundIntervalNanos() + settings.timeoutNanos());
  }

  /** The peer does not trace, or is not to. */
  void end() {
    left = 0;
    waiting.clear();
  }

  @Nullable RejectReason onPing(Packet ping, int length, long nowNanos, long epochNanos) {
    boolean isRequest = ping.inReplyTo == PacketType.UNSPECIFIED;
    if (!isRequest || left == 0 || reached(untilNanos, nowNanos)) {
      return RejectReason.TYPE;
    }
    if (!session.isHeld() || ping.boot != session.boot()) {
      return RejectReason.UNEXPECTED;
    }
    if (length < requests.minimalLength()) {
      return RejectReason.TOO_SHORT;
    }
    if (waiting.size() == MOST_WAITING) {
      return RejectReason.RATE;
    }
    left--;
    waiting.add(new Ping(ping.sequence, ping.sent, length, nowNanos, epochNanos));
    return null;
  }

  /** Writes the answer that waits longest and returns its length, or 0. */
  int poll(long nowNanos, ByteBuffer out) {
    Ping ping = waiting.poll();
    return ping == null
        ? 0
        : requests.writePong(
            ping.sequence,
            ping.sent,
            ping.epochNanos,
            Math.max(0, nowNanos - ping.nanos),
            ping.length,
            out);
  }
}
