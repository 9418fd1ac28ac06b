package io.netsonde.measurement.trace;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Hops and traces for tests. */
final class Hops {
  private Hops() {}

  /** As many hops as figures: how many of the probes each lost; all of them means silent. */
  static List<Hop> losing(int sent, int... lost) {
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < lost.length; i++) {
      int ttl = i + 1;
      hops.add(
          hop(
              ttl,
              sent,
              sent - lost[i],
              i + 1 == lost.length ? HopEnd.TARGET : HopEnd.EXPIRED,
              TracedPath.address(ttl)));
    }
    return hops;
  }

  static Hop hop(int ttl, long sent, long received, HopEnd end, InetAddress... from) {
    return new Hop(
        ttl,
        received == 0 ? Optional.empty() : Optional.of(end),
        received == 0
            ? List.of()
            : java.util.Arrays.stream(from)
                .map(one -> new Responder(one, Optional.empty(), 1))
                .toList(),
        sent,
        received,
        Distribution.EMPTY,
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  static Trace trace(TraceProtocol protocol, int sourcePort, List<Hop> hops) {
    return new Trace(
        "probe",
        OptionalLong.empty(),
        "example.net",
        Direction.FORWARD,
        SpanIdentity.random(new Random(1)),
        Optional.empty(),
        0,
        1,
        15,
        new Flow5Tuple(protocol, TracedPath.address(0), sourcePort, TracedPath.address(99), 33434),
        OptionalInt.empty(),
        hops,
        !hops.isEmpty() && hops.getLast().end().equals(Optional.of(HopEnd.TARGET)),
        PathHash.of(hops),
        Optional.empty(),
        OptionalInt.empty());
  }
}
