package io.netsonde.trafficsim.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.proto.trafficsim.v1.TraceBackDecision;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request to trace the path back, as a PING carries it; see packet.proto.
 *
 * @param rounds how often each TTL is to be asked, 1 to {@link #MOST_ROUNDS}
 * @param maxTtl the highest TTL, 1 to 255
 * @param roundIntervalMillis from one round's begin to the next one's, 0 to {@link
 *     #MOST_INTERVAL_MILLIS}
 * @param span of the sender's own trace; names the request
 * @param cause why, if there is a reason
 */
public record TraceBack(
    int rounds,
    int maxTtl,
    int roundIntervalMillis,
    SpanIdentity span,
    Optional<TraceCause> cause) {
  /** More is not asked for. */
  public static final int MOST_ROUNDS = 1_000;

  /** Longer is not asked for. */
  public static final int MOST_INTERVAL_MILLIS = 60_000;

  private static final int MOST_REASON = 64;
  private static final HexFormat HEX = HexFormat.of();

  /** What a reflector says to such a request. */
  public enum Decision {
    /** The trace begins, or has begun. */
    ACCEPTED("accepted"),
    /** There was one not long ago. */
    COOLING_DOWN("cooling down"),
    /** As many traces as the reflector does at a time are under way. */
    BUSY("busy"),
    /** Not for this session, or not at all; also from peers that know nothing of it. */
    REFUSED("refused");

    private final String label;

    Decision(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }
  }

  public TraceBack {
    require(rounds >= 1 && rounds <= MOST_ROUNDS, "rounds", rounds);
    require(maxTtl >= 1 && maxTtl <= 255, "max TTL", maxTtl);
    require(
        roundIntervalMillis >= 0 && roundIntervalMillis <= MOST_INTERVAL_MILLIS,
        "round interval",
        roundIntervalMillis);
    require(cause.isEmpty() || isReason(cause.get().reason()), "reason", cause);
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("a trace back cannot have " + what + " " + value);
    }
  }

  /** Whether a text may travel as a reason: it will stand in the peer's telemetry. */
  public static boolean isReason(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_REASON
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** As a message, for {@link Packet#traceBack}. */
  public ByteBuffer encode() {
    var message =
        io.netsonde.proto.trafficsim.v1.TraceBack.newBuilder()
            .setRounds(rounds)
            .setMaxTtl(maxTtl)
            .setRoundInterval(roundIntervalMillis)
            .setTraceId(bytes(span.traceId()))
            .setSpanId(bytes(span.spanId()));
    cause.ifPresent(
        why ->
            message
                .setReason(why.reason())
                .setCycleTraceId(bytes(why.cycle().traceId()))
                .setCycleSpanId(bytes(why.cycle().spanId())));
    return message.build().toByteString().asReadOnlyByteBuffer();
  }

  /** Reads {@link Packet#traceBack} of a PING; null if it is no request that can be honoured. */
  public static @Nullable TraceBack decode(ByteBuffer bytes) {
    try {
      var message = io.netsonde.proto.trafficsim.v1.TraceBack.parseFrom(bytes.slice());
      Optional<TraceCause> cause =
          message.hasReason()
              ? Optional.of(
                  new TraceCause(
                      message.getReason(),
                      span(message.getCycleTraceId(), message.getCycleSpanId())))
              : Optional.empty();
      return new TraceBack(
          message.getRounds(),
          message.getMaxTtl(),
          message.getRoundInterval(),
          span(message.getTraceId(), message.getSpanId()),
          cause);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return null; // what a peer sends is no exception
    }
  }

  /** A decision as a message, for {@link Packet#traceBack} of a PONG. */
  public static ByteBuffer encode(Decision decision) {
    return io.netsonde.proto.trafficsim.v1.TraceBack.newBuilder()
        .setDecision(
            switch (decision) {
              case ACCEPTED -> TraceBackDecision.ACCEPTED;
              case COOLING_DOWN -> TraceBackDecision.COOLING_DOWN;
              case BUSY -> TraceBackDecision.BUSY;
              case REFUSED -> TraceBackDecision.REFUSED;
            })
        .build()
        .toByteString()
        .asReadOnlyByteBuffer();
  }

  /**
   * What a PONG says of the request: refused, where it says nothing, as one from a peer that does
   * not know of traces does, or something unknown.
   */
  public static Decision decision(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return Decision.REFUSED;
    }
    try {
      var message = io.netsonde.proto.trafficsim.v1.TraceBack.parseFrom(bytes.slice());
      return switch (message.getDecision()) {
        case ACCEPTED -> Decision.ACCEPTED;
        case COOLING_DOWN -> Decision.COOLING_DOWN;
        case BUSY -> Decision.BUSY;
        default -> Decision.REFUSED;
      };
    } catch (InvalidProtocolBufferException e) {
      return Decision.REFUSED;
    }
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HEX.parseHex(hex));
  }

  private static SpanIdentity span(ByteString traceId, ByteString spanId) {
    return new SpanIdentity(
        HEX.formatHex(traceId.toByteArray()), HEX.formatHex(spanId.toByteArray()));
  }
}
