package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;
import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.Direction;
import java.util.ArrayList;
import java.util.List;

/** The live table: a row a path, and below it, in words, which path is bad, where and how much. */
public final class PathTable {
  /** No line is longer. */
  static final int WIDTH = 100;

  private static final int NAME_WIDTH = 10;
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String CUT_LINES = "\u001b[?7l";
  private static final String WRAP_LINES = "\u001b[?7h";

  private PathTable() {}

  /** Table and sentences, every line ended. */
  public static String of(List<PathRow> rows) {
    // One kind of delay for all rows, or the column could not be compared.
    boolean oneWay =
        !rows.isEmpty()
            && rows.stream()
                .allMatch(row -> row.delayForward().isPresent() && row.delayReverse().isPresent());
    String delay = oneWay ? "1way p99" : "pdv p99";
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("", "", "", "", "loss", "loss", "rtt", "rtt", delay, delay, "", "", ""));
    lines.add(
        List.of(
            "from", "to", "state", "sent", "fwd", "rev", "median", "p99", "fwd", "rev", "jitter",
            "reord", "verdict"));
    for (PathRow row : rows) {
      lines.add(
          List.of(
              TextTable.cut(row.from(), NAME_WIDTH),
              TextTable.cut(row.to(), NAME_WIDTH),
              row.up() ? "up" : "down",
              Long.toString(row.sent()),
              percent(row.lossForward()),
              percent(row.lossReverse()),
              time(row.rttMedian()),
              time(row.rttP99()),
              time(oneWay ? row.delayForward() : row.pdvForward()),
              time(oneWay ? row.delayReverse() : row.pdvReverse()),
              time(row.jitter()),
              Long.toString(row.reordered()),
              word(row.verdict())));
    }
    return TextTable.of(lines, 3, " ") + "\n" + sentences(rows);
  }

  /**
   * What replaces the {@code drawnLines} lines that were printed last on a terminal by {@code
   * text}. A narrow terminal cuts lines, since those that it wrapped would be lines more.
   */
  public static String redraw(String text, int drawnLines) {
    String back = drawnLines == 0 ? "" : "\u001b[" + drawnLines + "A\r";
    return back + ERASE_BELOW + CUT_LINES + text + WRAP_LINES;
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Waiting _ -> "waiting";
      case Verdict.Down _ -> "DOWN";
      case Verdict.Good _ -> "good";
      case Verdict.Losing(Direction direction, double _) -> "LOSS " + arrow(direction);
      case Verdict.Queueing(Direction direction, long _) -> "SLOW " + arrow(direction);
    };
  }

  private static String arrow(Direction direction) {
    return switch (direction) {
      case FORWARD -> "fwd";
      case REVERSE -> "rev";
      case ROUND_TRIP -> "?";
    };
  }

  private static String sentences(List<PathRow> rows) {
    StringBuilder out = new StringBuilder();
    for (PathRow row : rows) {
      String sentence = sentence(row);
      if (!sentence.isEmpty()) {
        out.append(TextTable.cut(sentence, WIDTH)).append('\n');
      }
    }
    if (out.isEmpty()) {
      boolean waiting =
          rows.isEmpty() || rows.stream().anyMatch(row -> row.verdict() instanceof Verdict.Waiting);
      out.append(waiting ? "Waiting for the first figures.\n" : "Every path is good.\n");
    }
    return out.toString();
  }

  private static String sentence(PathRow row) {
    String path = row.from() + " to " + row.to();
    return switch (row.verdict()) {
      case Verdict.Waiting _, Verdict.Good _ -> "";
      case Verdict.Down _ -> path + " is down: nobody answers.";
      case Verdict.Losing(Direction direction, double ratio) ->
          path + " is bad: " + percent(ratio) + " of the packets are lost" + where(direction, row);
      case Verdict.Queueing(Direction direction, long pdv) ->
          path
              + " is slow: on the way "
              + (direction == Direction.FORWARD ? "there" : "back")
              + " 1% of the packets are held up for more than "
              + time(pdv)
              + ".";
    };
  }

  private static String where(Direction direction, PathRow row) {
    return switch (direction) {
      case FORWARD -> " on the way there, " + percent(row.lossReverse()) + " on the way back.";
      case REVERSE -> " on the way back, " + percent(row.lossForward()) + " on the way there.";
      case ROUND_TRIP -> "; in which direction is not known.";
    };
  }
}
