package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Traces made by hand. */
final class TraceSamples {
  static final PathHash BEFORE = new PathHash("00000000000000aa");

  /** Everything that a hop can tell. */
  private static final Hop LABELLED =
      new Hop(
          1,
          Optional.of(HopEnd.EXPIRED),
          List.of(
              new Responder(InetAddress.ofLiteral("10.0.1.1"), Optional.of("a.example.net"), 9),
              new Responder(InetAddress.ofLiteral("10.0.1.2"), Optional.empty(), 3)),
          15,
          12,
          Distribution.of(1_000_000, 2_000_000, 3_000_000),
          OptionalDouble.of(250_000),
          List.of(new MplsLabel(24_001, 5, false, 1), new MplsLabel(17, 0, true, 1)),
          OptionalInt.of(1),
          OptionalInt.of(46));

  /** By a labelled hop, a silent one and a third. */
  static final Trace SCHEDULED =
      trace(
          "route-to-berlin",
          1,
          Direction.FORWARD,
          Optional.empty(),
          LABELLED,
          silent(2),
          target(3, "192.0.2.100"));

  static final TraceCause CAUSE = new TraceCause("packet_loss:12.50%", Samples.span(1002));

  /** Caused by the cycle with index 2, and another path than before. */
  static final Trace TRIGGERED =
      trace(
              "to-berlin",
              2,
              Direction.FORWARD,
              Optional.of(CAUSE),
              hop(1, "10.0.1.1"),
              target(2, "192.0.2.100"))
          .after(BEFORE);

  /** A third of the packets is lost between the second and the third hop. */
  static final Trace LOSSY =
      trace(
          "to-berlin",
          3,
          Direction.FORWARD,
          Optional.of(CAUSE),
          hop(1, "10.0.1.1", HopEnd.EXPIRED, 15),
          hop(2, "10.0.2.1", HopEnd.EXPIRED, 15),
          hop(3, "10.0.3.1"),
          target(4, "192.0.2.100"));

  /** On the first flow of a TrafficSim probe, for no reason but to be compared with. */
  static final Trace REFERENCE =
      new Trace(
          Samples.PATH.probe(),
          OptionalLong.of(100),
          Samples.PATH.address(),
          Direction.FORWARD,
          Samples.span(2004),
          Optional.empty(),
          Samples.START,
          Samples.END,
          3,
          TRIGGERED.flow(),
          OptionalInt.of(0),
          List.of(target(1, "192.0.2.100")),
          true,
          BEFORE,
          Optional.empty(),
          OptionalInt.empty());

  private TraceSamples() {}

  static Trace trace(
      String probe, int span, Direction direction, Optional<TraceCause> cause, Hop... hops) {
    List<Hop> all = List.of(hops);
    boolean reached = all.stream().anyMatch(hop -> hop.end().equals(Optional.of(HopEnd.TARGET)));
    return new Trace(
        probe,
        cause.isPresent() ? OptionalLong.of(100) : OptionalLong.empty(),
        "berlin.example.net",
        direction,
        Samples.span(2000 + span),
        cause,
        Samples.START,
        Samples.START + 9_000_000_000L,
        15,
        new Flow5Tuple(
            cause.isPresent() ? TraceProtocol.TRAFFICSIM : TraceProtocol.UDP,
            InetAddress.ofLiteral("192.0.2.10"),
            40_000,
            InetAddress.ofLiteral("192.0.2.100"),
            5000),
        OptionalInt.empty(),
        all,
        reached,
        PathHash.of(all),
        Optional.empty(),
        OptionalInt.of(1400));
  }

  /** Fifteen probes, ten answers. */
  static Hop hop(int ttl, String address) {
    return hop(ttl, address, HopEnd.EXPIRED);
  }

  static Hop target(int ttl, String address) {
    return hop(ttl, address, HopEnd.TARGET);
  }

  static Hop silent(int ttl) {
    return new Hop(
        ttl,
        Optional.empty(),
        List.of(),
        15,
        0,
        Distribution.EMPTY,
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static Hop hop(int ttl, String address, HopEnd end) {
    return hop(ttl, address, end, 10);
  }

  private static Hop hop(int ttl, String address, HopEnd end, int received) {
    return new Hop(
        ttl,
        Optional.of(end),
        List.of(new Responder(InetAddress.ofLiteral(address), Optional.empty(), received)),
        15,
        received,
        Distribution.of(ttl * 1_000_000L, ttl * 2_000_000L),
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }
}
