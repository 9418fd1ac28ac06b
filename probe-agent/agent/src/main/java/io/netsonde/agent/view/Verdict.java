package io.netsonde.agent.view;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import java.util.Comparator;
import java.util.List;

/** What a person should know of a path at one glance. */
public sealed interface Verdict {
  /** Below this share a loss is not worth a word. */
  double LOSS = 0.005;

  /** A queue that holds packets back for longer than this is worth a word. */
  long QUEUE_NANOS = 10_000_000;

  /** Nothing is known yet. */
  record Waiting() implements Verdict {}

  /** No session. */
  record Down() implements Verdict {}

  /** Nothing worth a word. */
  record Good() implements Verdict {}

  /**
   * Packets are lost.
   *
   * @param direction where most of them are; round trip where that is not known
   * @param ratio of what was sent there, 0 to 1
   */
  record Losing(Direction direction, double ratio) implements Verdict {}

  /**
   * Packets are held back.
   *
   * @param direction where most
   * @param pdvNanos P99 of the delay above its minimum
   */
  record Queueing(Direction direction, long pdvNanos) implements Verdict {}

  /** The verdict on these figures; loss outweighs delay. */
  static Verdict on(CycleFigures figures) {
    Direction lossy =
        worst(
            figures,
            Comparator.comparingDouble(direction -> direction.loss().orElse(0)),
            List.of(Direction.FORWARD, Direction.REVERSE));
    double loss = figures.of(lossy).loss().orElse(0);
    double roundTripLoss = figures.roundTrip().loss().orElse(0);
    if (loss < LOSS && roundTripLoss >= LOSS) {
      return new Losing(Direction.ROUND_TRIP, roundTripLoss);
    } else if (loss >= LOSS) {
      return new Losing(lossy, loss);
    }
    Direction slow =
        worst(
            figures,
            Comparator.comparingLong(Verdict::queue),
            List.of(Direction.FORWARD, Direction.REVERSE));
    long queue = queue(figures.of(slow));
    return queue >= QUEUE_NANOS ? new Queueing(slow, queue) : new Good();
  }

  private static Direction worst(
      CycleFigures figures, Comparator<DirectionFigures> order, List<Direction> directions) {
    return directions.stream().max(Comparator.comparing(figures::of, order)).orElseThrow();
  }

  private static long queue(DirectionFigures figures) {
    return figures.pdv().isEmpty() ? 0 : figures.pdv().percentile(99);
  }
}
