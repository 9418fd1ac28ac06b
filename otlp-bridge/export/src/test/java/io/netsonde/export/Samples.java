package io.netsonde.export;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.ClockOffset;
import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.GarbageCollection;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Mos;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Measurements made by hand. */
final class Samples {
  static final long START = 1_700_000_000_000_000_000L;
  static final long END = START + 60_000_000_000L;
  static final Path PATH = new Path("to-berlin", 100, "berlin.example.net", 5000);
  static final AgentIdentity AGENT =
      new AgentIdentity(101, "paris-edge-1", Map.of("site", "paris"));

  private Samples() {}

  /** Ten packets: nine arrived there, eight came back in time, three of them stamped; one late. */
  static final CycleFigures FIGURES =
      new CycleFigures(
          10,
          direction(10, 9, 1, 3, 1_000_000, Distribution.of(4_000_000, 5_000_000, 6_000_000)),
          direction(9, 9, 0, 0, 2_000_000, Distribution.of(1_000_000, 1_500_000, 2_000_000)),
          direction(10, 8, 2, 1, 3_000_000, Distribution.of(6_000_000, 7_000_000, 20_000_000)),
          1,
          1,
          5,
          Distribution.of(1_000_000, 2_000_000, 6_000_000),
          0.5,
          0.25,
          1,
          4,
          Optional.of(new ClockOffset(-2_000_000, 100_000, Basis.NETWORK)),
          0,
          0,
          Optional.of(new Mos(4.2, true)),
          0,
          Distribution.of(10_000, 30_000),
          1280,
          1152);

  /** Nothing came back, and no report either. */
  static final CycleFigures OUTAGE =
      new CycleFigures(
          10,
          nothing(0, 0, 0),
          nothing(0, 0, 0),
          nothing(10, 0, 10),
          0,
          10,
          0,
          Distribution.EMPTY,
          1,
          0,
          1,
          0,
          Optional.empty(),
          0,
          0,
          Optional.empty(),
          0,
          Distribution.EMPTY,
          0,
          0);

  /** A clock stepped, and what the kernels said of their clocks was not true. */
  static final CycleFigures STEPPED =
      new CycleFigures(
          10,
          direction(10, 10, 0, 0, 1_000_000, Distribution.EMPTY),
          direction(10, 10, 0, 0, 1_000_000, Distribution.EMPTY),
          direction(10, 10, 0, 0, 1_000_000, Distribution.of(6_000_000)),
          0,
          0,
          9,
          Distribution.of(1_000_000),
          0,
          0,
          0,
          0,
          Optional.of(new ClockOffset(50_000_000, 3_000_000, Basis.NETWORK)),
          2,
          1,
          Optional.of(new Mos(4.3, false)),
          0,
          Distribution.of(20_000),
          1280,
          1280);

  static final Reflection REFLECTION =
      new Reflection(102, "192.0.2.7", 40_000, -1, 600, 60, 57, 56, 1, 2, START, END, 500_000);

  static final ReflectorActivity REFLECTOR_ACTIVITY =
      new ReflectorActivity(
          2,
          List.of(
              new Count(102, Outcome.RECEIVED, "", 57),
              new Count(102, Outcome.REPLIED, "", 56),
              new Count(Count.STRANGER, Outcome.REJECTED, "bad_mac", 3)));

  static final AgentActivity AGENT_ACTIVITY = new AgentActivity(OptionalLong.of(4), 1, 2, 3, 7);

  /** Something of every kind, so that every metric and every span comes of it. */
  static List<Measurement> everything() {
    return List.of(
        new PathState(PATH, 0, 1, true, START),
        interfaceChange(Optional.empty(), "eth0"),
        interfaceChange(Optional.of("eth0"), "wlan0"),
        cycle(PATH, 0, FIGURES),
        cycle(PATH, 1, STEPPED),
        cycle(PATH, 2, FIGURES),
        REFLECTION,
        REFLECTOR_ACTIVITY,
        AGENT_ACTIVITY,
        HttpSamples.REDIRECTED,
        HttpSamples.UNRESOLVED,
        HttpSamples.EXPIRED,
        HttpSamples.CHECK,
        TraceSamples.SCHEDULED,
        TraceSamples.TRIGGERED,
        FindingSamples.BEGUN,
        FindingSamples.OVER,
        PingExportTest.state(true),
        PingExportTest.cycle(FIGURES),
        new AgentPause(300_000_000, END),
        new GarbageCollection("G1 Young Generation", "end of minor GC", 4_000_000));
  }

  static InterfaceChange interfaceChange(Optional<String> from, String to) {
    return new InterfaceChange(PATH, from, to, "192.0.2.10", "link went down", START + 1);
  }

  static TrafficSimCycle cycle(CycleFigures... flows) {
    return cycle(PATH, 7, flows);
  }

  /** One for each number, which must not be 0. */
  static SpanIdentity span(int number) {
    return new SpanIdentity(
        "0af7651916cd43dd8448eb21%08x".formatted(number), "b7ad6b71%08x".formatted(number));
  }

  static TrafficSimCycle cycle(Path path, long index, CycleFigures... flows) {
    return cycle(path, index, TimestampSource.KERNEL, flows);
  }

  static TrafficSimCycle cycle(
      Path path, long index, TimestampSource source, CycleFigures... flows) {
    return new TrafficSimCycle(
        path,
        span(1000 + (int) index),
        Optional.empty(),
        index,
        TrafficSimCycle.Outcome.COMPLETE,
        source,
        START,
        END,
        flows[0],
        List.of(flows));
  }

  private static DirectionFigures direction(
      long sent, long received, long lost, long reordered, long jitter, Distribution delay) {
    return new DirectionFigures(
        sent,
        received,
        lost,
        2,
        reordered,
        OptionalLong.of(jitter),
        Distribution.of(-1_000_000, 3_000_000),
        Distribution.of(0, 1_000_000, 2_000_000),
        delay,
        Distribution.of(1, 2),
        2);
  }

  private static DirectionFigures nothing(long sent, long received, long lost) {
    return new DirectionFigures(
        sent,
        received,
        lost,
        0,
        0,
        OptionalLong.empty(),
        Distribution.EMPTY,
        Distribution.EMPTY,
        Distribution.EMPTY,
        Distribution.EMPTY,
        lost);
  }
}
