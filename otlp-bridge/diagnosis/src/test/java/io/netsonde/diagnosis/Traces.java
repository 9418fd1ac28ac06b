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

/**
 * Makes traces with so many answers missing at each hop: by default of a session's flow that
 * reaches its target, of 15 rounds.
 */
final class Traces {
  static final int ROUNDS = 15;

  /** The client's, where a reflector traces back to it. */
  static final int CLIENT_PORT = 40_000;

  static final long CLIENT = 101;
  static final String CLIENT_ADDRESS = "10.0.9.1";

  private static final Random RANDOM = new Random(3);

  private final long start;
  private Optional<TraceCause> cause = Optional.empty();
  private Direction direction = Direction.FORWARD;
  private TraceProtocol protocol = TraceProtocol.TRAFFICSIM;
  private OptionalInt flow = OptionalInt.of(0);
  private int rounds = ROUNDS;
  private boolean isReached = true;

  private Traces(long start) {
    this.start = start;
  }

  static Trace scheduled(long start, int... lost) {
    return at(start).losing(lost);
  }

  static Trace triggered(long start, int... lost) {
    return causedBy(SpanIdentity.random(RANDOM), start, lost);
  }

  static Trace causedBy(SpanIdentity cycle, long start, int... lost) {
    return at(start).causedBy(cycle).losing(lost);
  }

  static Traces at(long start) {
    return new Traces(start);
  }

  Traces causedBy(SpanIdentity cycle) {
    cause = Optional.of(new TraceCause("packet_loss:20.00%", cycle));
    return this;
  }

  /** Of a probe that traces of its own. */
  Traces udp(int asked) {
    protocol = TraceProtocol.UDP;
    flow = OptionalInt.empty();
    rounds = asked;
    return this;
  }

  Traces ofFlow(int number) {
    flow = OptionalInt.of(number);
    return this;
  }

  /** By the reflector, to the agent {@link #CLIENT}. */
  Traces back() {
    direction = Direction.REVERSE;
    flow = OptionalInt.empty();
    return causedBy(SpanIdentity.random(RANDOM));
  }

  Traces unreached() {
    isReached = false;
    return this;
  }

  Trace losing(int... lost) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < lost.length; i++) {
      hops.add(hop(i + 1, lost[i], isReached && i == lost.length - 1));
    }
    boolean isBack = direction == Direction.REVERSE;
    return new Trace(
        isBack ? "agent-" + CLIENT : "to-berlin",
        OptionalLong.of(isBack ? CLIENT : 100),
        isBack ? CLIENT_ADDRESS : "berlin.example.net",
        direction,
        SpanIdentity.random(RANDOM),
        cause,
        start,
        start + 11_000_000_000L,
        rounds,
        isBack
            ? new Flow5Tuple(protocol, address(99), 5000, address(9), CLIENT_PORT)
            : new Flow5Tuple(protocol, address(0), 40_000 + flow.orElse(0), address(99), 5000),
        flow,
        hops,
        isReached,
        PathHash.of(hops),
        Optional.empty(),
        OptionalInt.empty());
  }

  private Hop hop(int ttl, int lost, boolean isTarget) {
    int received = rounds - lost;
    long[] delays = new long[received];
    java.util.Arrays.fill(delays, ttl * 1_000_000L);
    return new Hop(
        ttl,
        received == 0 ? Optional.empty() : Optional.of(isTarget ? HopEnd.TARGET : HopEnd.EXPIRED),
        received == 0
            ? List.of()
            : List.of(new Responder(address(ttl), Optional.empty(), received)),
        rounds,
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
