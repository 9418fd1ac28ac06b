package io.netsonde.trafficsim.scenario;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import java.util.List;
import java.util.function.ToLongFunction;

/** Figures by the names that scenario files use; times in nanoseconds. */
final class Figures {
  private Figures() {}

  /** One cycle's figure. */
  static long of(CycleFigures cycle, String name) {
    int dot = name.indexOf('.');
    if (dot > 0) {
      for (Direction direction : Direction.values()) {
        if (direction.label().equals(name.substring(0, dot))) {
          return of(cycle.of(direction), name.substring(dot + 1));
        }
      }
    }
    return switch (name) {
      case "packets" -> cycle.packets();
      case "sent", "received", "lost", "reordered" -> of(cycle.roundTrip(), name);
      case "late" -> cycle.late();
      case "unstamped" -> cycle.unstamped();
      case "undecided" -> cycle.undecided();
      case "steps" -> cycle.clockSteps();
      case "extent" -> cycle.reorderingExtent();
      case "episodes" -> cycle.lossEpisodes();
      case "offset" -> cycle.clock().orElseThrow().offsetNanos();
      case "bound" -> cycle.clock().orElseThrow().boundNanos();
      case "rtt.min" -> cycle.roundTrip().delay().min();
      case "rtt.max" -> cycle.roundTrip().delay().max();
      case "rtt.mean" -> Math.round(cycle.roundTrip().delay().mean());
      case "rtt.p50" -> cycle.roundTrip().delay().median();
      case "rtt.stddev" -> Math.round(cycle.roundTrip().delay().standardDeviation());
      case "rtt.count" -> cycle.roundTrip().delay().count();
      case "lag.max" -> cycle.sendLag().max();
      default -> throw new IllegalArgumentException("no figure is called " + name);
    };
  }

  /** The sum over several cycles, or of a time the extreme one. */
  static long of(List<CycleFigures> cycles, String name) {
    ToLongFunction<CycleFigures> figure = cycle -> of(cycle, name);
    if (name.endsWith(".min")) {
      return cycles.stream().mapToLong(figure).min().orElseThrow();
    }
    return name.endsWith(".max") || name.endsWith("run")
        ? cycles.stream().mapToLong(figure).max().orElseThrow()
        : cycles.stream().mapToLong(figure).sum();
  }

  private static long of(DirectionFigures way, String name) {
    return switch (name) {
      case "sent" -> way.sent();
      case "received" -> way.received();
      case "lost" -> way.lost();
      case "duplicates" -> way.duplicates();
      case "reordered" -> way.reordered();
      case "run" -> way.longestLossRun();
      case "runs" -> way.lossRuns().count();
      case "jitter" -> way.jitterNanos().orElseThrow();
      case "delay.min" -> way.delay().min();
      case "delay.max" -> way.delay().max();
      case "delay.count" -> way.delay().count();
      case "pdv.max" -> way.pdv().max();
      case "ipdv.max" -> magnitude(way.ipdv());
      case "ipdv.count" -> way.ipdv().count();
      default -> throw new IllegalArgumentException("no figure is called " + name);
    };
  }

  private static long magnitude(Distribution values) {
    return Math.max(Math.abs(values.min()), Math.abs(values.max()));
  }
}
