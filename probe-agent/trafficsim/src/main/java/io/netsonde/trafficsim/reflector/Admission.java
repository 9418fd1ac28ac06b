package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Who is heard: docs/protocol.md, "The reflector", steps 1 to 6. */
final class Admission {
  private final ReflectorSettings settings;
  private final @Nullable Authenticator authenticator;
  private final SessionTable sessions;
  private final CookieMint mint;
  private final HelloLimiter limiter;

  Admission(
      ReflectorSettings settings, @Nullable Authenticator authenticator, SessionTable sessions) {
    ReflectorLimits limits = settings.limits();
    this.settings = settings;
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.mint = new CookieMint(settings.secret(), limits.cookieLifetime().toNanos());
    this.limiter =
        new HelloLimiter(settings.secret(), limits.helloPerSecond(), limits.helloBurst());
  }

  /** What can be said of a datagram without knowing its session. Cheap checks come first. */
  @Nullable RejectReason check(ByteBuffer in, Packet request) {
    RejectReason reason = PacketCodec.decode(in, request);
    if (reason != null) {
      return reason;
    }
    switch (request.type) {
      case HELLO, DATA, PING, REPORT -> {
        // An answer that is sent back here must not be answered again.
        if (request.inReplyTo != PacketType.UNSPECIFIED) {
          return RejectReason.TYPE;
        }
      }
      case PONG -> {
        // Of use while its session is traced back.
        if (request.inReplyTo != PacketType.PING) {
          return RejectReason.TYPE;
        }
      }
      default -> {
        return RejectReason.TYPE;
      }
    }
    int own = (int) settings.agentId();
    if (own != 0 && request.targetAgent != 0 && request.targetAgent != own) {
      return RejectReason.WRONG_TARGET;
    }
    if (!settings.allowed().contains(request.sourceAgent)) {
      return RejectReason.UNKNOWN_AGENT;
    }
    return authenticator == null || authenticator.verify(in, request) ? null : RejectReason.BAD_MAC;
  }

  /** Whether the source's prefix may ask for a session now. */
  boolean admitsHello(InetAddress source, long nowNanos) {
    return limiter.admit(source, nowNanos);
  }

  /**
   * Whether the sender has received at this address lately; then its session, if there is one, is
   * there from now on.
   */
  boolean isProven(
      @Nullable Session session, Packet request, InetSocketAddress source, long nowNanos) {
    long bucket = mint.bucket(nowNanos);
    if (session != null && session.proves(source, request.cookie, mint, bucket)) {
      return true;
    }
    if (session != null && source.equals(session.address)) {
      return false;
    }
    int agent = request.sourceAgent;
    if (request.cookie != mint.cookie(source, agent, request.session, bucket)
        && request.cookie != mint.cookie(source, agent, request.session, bucket - 1)) {
      return false;
    }
    if (session != null) {
      session.moveTo(source, mint, bucket);
    }
    return true;
  }

  /** The newest cookie for who sent the request, session or not. */
  long cookie(Packet request, InetSocketAddress source, long nowNanos) {
    return mint.cookie(source, request.sourceAgent, request.session, mint.bucket(nowNanos));
  }

  /** A session for who sent the request; null where there is no room. */
  @Nullable Session begin(Packet request, InetSocketAddress source, long nowNanos) {
    Session session =
        sessions.add(request.sourceAgent, request.session, request.window, source, nowNanos);
    if (session != null) {
      session.moveTo(source, mint, mint.bucket(nowNanos));
    }
    return session;
  }
}
