package io.netsonde.trafficsim.sender;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What comes to a flow's socket: believed, understood, or counted as rejected. */
final class AnswerIntake {
  private final FlowSettings settings;
  private final @Nullable Authenticator authenticator;
  private final Session session;
  private final AnswerBook answers;
  private final ControlExchange control;
  private final TraceExchange traces;
  private final FlowListener listener;
  private final Packet packet = new Packet();
  private final long[] rejected = new long[RejectReason.values().length];

  AnswerIntake(
      FlowSettings settings,
      @Nullable Authenticator authenticator,
      Session session,
      AnswerBook answers,
      ControlExchange control,
      TraceExchange traces,
      FlowListener listener) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.session = session;
    this.answers = answers;
    this.control = control;
    this.traces = traces;
    this.listener = listener;
  }

  /** See {@link FlowSender#rejected}. */
  long rejected(RejectReason reason) {
    return rejected[reason.ordinal()];
  }

  /** See {@link FlowSender#onPacket}. */
  void onPacket(ByteBuffer datagram, long nowNanos, long epochNanos, long kernelNanos) {
    RejectReason reason = PacketCodec.decode(datagram, packet);
    if (reason == null) {
      reason = accept(datagram, nowNanos, epochNanos, kernelNanos);
    }
    if (reason != null) {
      rejected[reason.ordinal()]++;
    }
  }

  private @Nullable RejectReason accept(
      ByteBuffer datagram, long nowNanos, long epochNanos, long kernelNanos) {
    if (authenticator != null && !authenticator.verify(datagram, packet)) {
      return RejectReason.BAD_MAC;
    }
    if (packet.session != settings.session()) {
      return RejectReason.UNEXPECTED;
    }
    if (settings.targetAgent() != 0 && packet.sourceAgent != settings.targetAgent()) {
      return RejectReason.WRONG_TARGET;
    }
    RejectReason reason =
        switch (packet.type) {
          case ACK ->
              switch (packet.inReplyTo) {
                case HELLO -> onGreeting();
                case DATA ->
                    answers.onAnswer(packet, datagram.remaining(), nowNanos, kernelNanos, session);
                default -> RejectReason.TYPE;
              };
          case PONG ->
              control.onPong(packet, kernelNanos == FlowSender.NO_STAMP ? nowNanos : kernelNanos);
          case PING -> {
            long late = kernelNanos == FlowSender.NO_STAMP ? 0 : nowNanos - kernelNanos;
            yield traces.onPing(packet, datagram.remaining(), nowNanos - late, epochNanos - late);
          }
          case REPORT -> control.onReport(packet, nowNanos);
          default -> RejectReason.TYPE;
        };
    // What a former incarnation had to say is worth hearing, but does not show that this one lives.
    // A PING has come one way only.
    if (reason == null && packet.boot == session.boot() && packet.type != PacketType.PING) {
      control.answered();
      if (session.heard()) {
        listener.sessionChanged(true, epochNanos);
      }
    }
    return reason;
  }

  private @Nullable RejectReason onGreeting() {
    OptionalLong helloNanos = control.onGreeting(packet);
    if (helloNanos.isEmpty()) {
      return RejectReason.UNEXPECTED;
    }
    switch (session.greet(packet, helloNanos.getAsLong())) {
      case RESTARTED -> {
        answers.peerForgot(session.boot());
        listener.reflectorRestarted();
      }
      case FORGOTTEN -> answers.peerForgot(session.boot());
      case FIRST, KNOWN -> {}
    }
    return null;
  }
}
