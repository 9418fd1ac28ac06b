package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Composes answers and makes datagrams of them, none longer than its request. */
final class Answers {
  private final ReflectorSettings settings;
  private final @Nullable Authenticator authenticator;
  private final Packet answer = new Packet();

  Answers(ReflectorSettings settings, @Nullable Authenticator authenticator) {
    this.settings = settings;
    this.authenticator = authenticator;
  }

  boolean areSigned() {
    return authenticator != null;
  }

  /** The least that any answer takes. */
  int minimalLength() {
    return PacketCodec.FIXED_LENGTH + (authenticator == null ? 0 : PacketCodec.MAC_FIELD_LENGTH);
  }

  /** An answer with what every one has, for the caller to complete; valid until the next call. */
  Packet compose(PacketType type, Packet request, @Nullable Session session, long epochNanos) {
    answer.type = type;
    answer.inReplyTo = request.type;
    answer.sourceAgent = (int) settings.agentId();
    answer.targetAgent = request.sourceAgent;
    answer.session = request.session;
    answer.sequence = request.sequence;
    answer.sent = request.sent;
    answer.received = epochNanos;
    answer.replied = epochNanos;
    answer.boot = settings.boot();
    answer.clock = settings.clock();
    answer.report = null;
    answer.traceBack = null;
    answer.window = session == null ? 0 : session.window.capacity();
    answer.cookie = session == null ? 0 : session.cookie();
    answer.receivedCount = session == null ? 0 : session.receivedCount;
    answer.repliedCount = session == null ? 0 : session.repliedCount;
    return answer;
  }

  /**
   * Encodes the answer composed last: as long as the request, or where that can't be, or is not
   * wanted, without padding. Says whether it may leave; if not, {@code out} is empty.
   */
  boolean encode(int requestLength, boolean padded, ByteBuffer out) {
    int least = PacketCodec.minimalLength(answer, authenticator != null);
    boolean fits = padded && requestLength - least >= PacketCodec.PADDING_OVERHEAD;
    out.clear();
    PacketCodec.encodeUnsigned(answer, fits ? requestLength : least, authenticator != null, out);
    out.flip();
    if (out.remaining() > requestLength) {
      // Whatever was computed before: what counts is what would leave.
      out.limit(0);
      return false;
    }
    return true;
  }

  /** See {@link Reflector#seal}. */
  void seal(ByteBuffer out, long residenceNanos) {
    PacketCodec.seal(out, residenceNanos, authenticator);
  }
}
