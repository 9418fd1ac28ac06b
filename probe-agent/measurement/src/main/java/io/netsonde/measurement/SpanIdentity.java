package io.netsonde.measurement;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a span before it is made, so that the name can travel (to a web service, to a peer, into
 * another span's link) while what the span tells of still goes on. W3C Trace Context, sections
 * 3.2.2.3 and 3.2.2.4.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all 0
 * @param spanId 16 lower-case hexadecimal digits, not all 0
 */
public record SpanIdentity(String traceId, String spanId) {
  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");

  public SpanIdentity {
    if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
      throw new IllegalArgumentException(
          "trace id '" + traceId + "' or span id '" + spanId + "' is not of its form");
    }
  }

  /** A new span in a trace of its own. */
  public static SpanIdentity random(RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    String traceId = hex.toHexDigits(nonZero(random)) + hex.toHexDigits(random.nextLong());
    return new SpanIdentity(traceId, hex.toHexDigits(nonZero(random)));
  }

  /** A new span of the same trace. */
  public SpanIdentity child(RandomGenerator random) {
    return new SpanIdentity(traceId, HexFormat.of().toHexDigits(nonZero(random)));
  }

  /** As the header {@code traceparent} says it, sampled. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-01";
  }

  /** What such a header says; empty where it is not of that form. */
  public static Optional<SpanIdentity> ofTraceparent(String header) {
    Matcher matcher = TRACEPARENT.matcher(header);
    return matcher.matches()
            && TRACE_ID.matcher(matcher.group(1)).matches()
            && SPAN_ID.matcher(matcher.group(2)).matches()
        ? Optional.of(new SpanIdentity(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  private static long nonZero(RandomGenerator random) {
    long bits = random.nextLong();
    return bits == 0 ? 1 : bits;
  }
}
