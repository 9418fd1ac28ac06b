package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Makes traces of a session's flow with so many answers missing at each hop, of 15 rounds. */
final class Traces {
  static final int ROUNDS = 15;
  private static final Random RANDOM = new Random(3);

  private Traces() {}

  static Trace scheduled(long start, int... lost) {
    return of(start, Optional.empty(), lost);
  }

  static Trace triggered(long start, int... lost) {
    TraceCause cause = new TraceCause("packet_loss:20.00%", SpanIdentity.random(RANDOM));
    return of(start, Optional.of(cause), lost);
  }

  static Trace causedBy(SpanIdentity cycle, long start, int... lost) {
    return of(start, Optional.of(new TraceCause("packet_loss:20.00%", cycle)), lost);
  }

  private static Trace of(long start, Optional<TraceCause> cause, int... lost) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < lost.length; i++) {
      hops.add(hop(i + 1, lost[i], i == lost.length - 1));
    }
    return new Trace(
        "to-berlin",
        OptionalLong.of(100),
        "berlin.example.net",
        Direction.FORWARD,
        SpanIdentity.random(RANDOM),
        cause,
        start,
        start + 11_000_000_000L,
        ROUNDS,
        new Flow5Tuple(TraceProtocol.TRAFFICSIM, address(0), 40_000, address(lost.length), 5000),
        OptionalInt.of(0),
        hops,
        true,
        PathHash.of(hops),
        Optional.empty(),
        OptionalInt.empty());
  }

  private static Hop hop(int ttl, int lost, boolean isTarget) {
    int received = ROUNDS - lost;
    long[] delays = new long[received];
    java.util.Arrays.fill(delays, ttl * 1_000_000L);
    return new Hop(
        ttl,
        Optional.of(isTarget ? HopEnd.TARGET : HopEnd.EXPIRED),
        List.of(new Responder(address(ttl), Optional.empty(), received)),
        ROUNDS,
        received,
        Distribution.of(delays),
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static InetAddress address(int hop) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) hop, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
