package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;

/** What became of a packet in one direction. */
enum Fate {
  RECEIVED,
  LOST,
  /** It may or may not have arrived: it is not counted, and ends a run of losses. */
  UNKNOWN,
  /** It was never sent in this direction: for its losses it does not exist. */
  ABSENT;

  /** The fate of {@code row} in {@code direction}. */
  static Fate of(CycleTrace trace, int row, Direction direction) {
    return switch (direction) {
      case FORWARD ->
          switch (trace.forward(row)) {
            case UNKNOWN -> UNKNOWN;
            case NOT_RECEIVED -> LOST;
            case RECEIVED, REPLIED -> RECEIVED;
          };
      case REVERSE -> {
        if (trace.forward(row) != Forward.REPLIED) {
          yield ABSENT;
        }
        yield trace.outcome(row) == Outcome.LOST ? LOST : RECEIVED;
      }
      case ROUND_TRIP -> trace.outcome(row) == Outcome.ANSWERED ? RECEIVED : LOST;
    };
  }
}
