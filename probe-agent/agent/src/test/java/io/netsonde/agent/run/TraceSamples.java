package io.netsonde.agent.run;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Traces of fifteen rounds over routers that answer so many of the probes. */
final class TraceSamples {
  static final int ROUNDS = 15;

  private static final InetAddress HERE = InetAddress.ofLiteral("10.0.0.9");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.1");

  private TraceSamples() {}

  /** A hop that answers so many probes, from that address. */
  static Hop hop(int ttl, HopEnd end, String address, int received) {
    long[] delays = new long[received];
    Arrays.fill(delays, ttl * 1_000_000L);
    return new Hop(
        ttl,
        Optional.of(end),
        List.of(new Responder(InetAddress.ofLiteral(address), Optional.empty(), received)),
        ROUNDS,
        received,
        Distribution.of(delays),
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** Of the path that {@link CycleSamples} measure: its flow 1 there, and to agent 101 back. */
  static Trace trace(Direction direction, Optional<TraceCause> cause, Hop... hops) {
    boolean forward = direction == Direction.FORWARD;
    List<Hop> all = List.of(hops);
    return new Trace(
        forward ? CycleSamples.PATH.probe() : "agent-101",
        forward ? OptionalLong.empty() : OptionalLong.of(101),
        forward ? CycleSamples.PATH.address() : HERE.getHostAddress(),
        direction,
        SpanIdentity.random(new Random(2)),
        cause,
        0,
        1,
        ROUNDS,
        forward
            ? new Flow5Tuple(TraceProtocol.TRAFFICSIM, HERE, 40_000, THERE, 5000)
            : new Flow5Tuple(TraceProtocol.TRAFFICSIM, THERE, 5000, HERE, 40_000),
        forward ? OptionalInt.of(1) : OptionalInt.empty(),
        all,
        !all.isEmpty() && all.getLast().end().equals(Optional.of(HopEnd.TARGET)),
        PathHash.of(all),
        Optional.empty(),
        OptionalInt.empty());
  }
}
