package io.netsonde.measurement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Adds up the flows of one cycle, by the rules that {@link CycleStatistics#total} states. */
final class CycleTotal {
  private CycleTotal() {}

  static CycleFigures of(List<CycleFigures> flows) {
    DirectionFigures forward = direction(flows, Direction.FORWARD);
    DirectionFigures reverse = direction(flows, Direction.REVERSE);
    DirectionFigures roundTrip = direction(flows, Direction.ROUND_TRIP);
    BurstGap losses = flows.stream().map(BurstGap::of).reduce(BurstGap.NONE, BurstGap::plus);
    return new CycleFigures(
        sum(flows, CycleFigures::packets),
        forward,
        reverse,
        roundTrip,
        sum(flows, CycleFigures::late),
        sum(flows, CycleFigures::undecided),
        sum(flows, CycleFigures::unstamped),
        merge(flows, CycleFigures::jitter),
        losses.burstDensity(),
        losses.gapDensity(),
        sum(flows, CycleFigures::lossEpisodes),
        max(flows, CycleFigures::reorderingExtent),
        clock(flows),
        sum(flows, CycleFigures::clockSteps),
        sum(flows, CycleFigures::clockErrorsRefuted),
        Mos.of(forward, reverse, roundTrip),
        sum(flows, CycleFigures::refused),
        merge(flows, CycleFigures::sendLag),
        sum(flows, CycleFigures::bytesSent),
        sum(flows, CycleFigures::bytesReceived));
  }

  private static DirectionFigures direction(List<CycleFigures> flows, Direction direction) {
    List<DirectionFigures> parts = flows.stream().map(flow -> flow.of(direction)).toList();
    return new DirectionFigures(
        sum(parts, DirectionFigures::sent),
        sum(parts, DirectionFigures::received),
        sum(parts, DirectionFigures::lost),
        sum(parts, DirectionFigures::duplicates),
        sum(parts, DirectionFigures::reordered),
        jitter(parts),
        merge(parts, DirectionFigures::ipdv),
        merge(parts, DirectionFigures::pdv),
        delay(flows, direction),
        merge(parts, DirectionFigures::lossRuns),
        max(parts, DirectionFigures::longestLossRun));
  }

  private static OptionalLong jitter(List<DirectionFigures> parts) {
    double weighted = 0;
    long weights = 0;
    for (DirectionFigures part : parts) {
      if (part.jitterNanos().isPresent()) {
        weighted += (double) part.jitterNanos().getAsLong() * part.received();
        weights += part.received();
      }
    }
    return weights == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(weighted / weights));
  }

  private static Distribution delay(List<CycleFigures> flows, Direction direction) {
    List<CycleFigures> answered =
        flows.stream().filter(flow -> !flow.roundTrip().delay().isEmpty()).toList();
    return answered.stream().anyMatch(flow -> flow.of(direction).delay().isEmpty())
        ? Distribution.EMPTY
        : merge(answered, flow -> flow.of(direction).delay());
  }

  private static Optional<ClockOffset> clock(List<CycleFigures> flows) {
    return flows.stream()
        .flatMap(flow -> flow.clock().stream())
        .min(Comparator.comparingLong(ClockOffset::boundNanos));
  }

  private static <T> long sum(List<T> parts, ToLongFunction<T> figure) {
    return parts.stream().mapToLong(figure).sum();
  }

  private static <T> long max(List<T> parts, ToLongFunction<T> figure) {
    return parts.stream().mapToLong(figure).max().orElse(0);
  }

  private static <T> Distribution merge(List<T> parts, Function<T, Distribution> figure) {
    return Distribution.merge(parts.stream().map(figure).toList());
  }
}
