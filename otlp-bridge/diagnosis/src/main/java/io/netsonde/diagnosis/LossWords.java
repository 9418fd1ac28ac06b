package io.netsonde.diagnosis;

import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.LossRange;
import io.netsonde.measurement.PingCycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much a run lost, how well that is known, and what else can be said of it. */
final class LossWords {
  /** Fewer in a row may be so by chance. */
  private static final long LEAST_ROW = 3;

  private LossWords() {}

  /**
   * Of a reflector's answers.
   *
   * @param isPlaced whether a finding says which direction or flow it is, or that it is the host
   */
  static List<String> ofPackets(Run run, boolean isPlaced) {
    List<String> sentences = new ArrayList<>();
    if (run.lost() == 0) {
      sentences.add(none(run));
    } else if (run.skipped() == run.packets()) {
      sentences.add("No session with " + run.address() + " came about: nothing could be sent.");
    } else if (run.isSilent()) {
      sentences.add(
          "Nothing came back from " + run.address() + " once the session with it was begun.");
    } else {
      sentences.add(some(run) + (isPlaced ? "" : directions(run)) + ".");
      skipped(run, sentences);
    }
    late(run, sentences);
    return sentences;
  }

  /** Of echoes. */
  static List<String> ofEchoes(Run run, PingCycle cycle) {
    List<String> sentences = new ArrayList<>();
    if (run.lost() == 0) {
      sentences.add(none(run));
    } else if (run.isSilent()) {
      sentences.add(silent(run, cycle));
    } else {
      sentences.add(some(run) + "; in which direction, an echo does not tell.");
    }
    late(run, sentences);
    return sentences;
  }

  private static String none(Run run) {
    String all = (run.packets() == 1 ? "1 of 1 " : "All " + run.packets() + " ") + run.things();
    double most = LossRange.of(run.packets(), 0).most();
    return all
        + " to "
        + run.address()
        + " came back: the loss is below "
        + Words.percent(most)
        + ", "
        + Words.sure(LossRange.CONFIDENCE)
        + ".";
  }

  private static String some(Run run) {
    LossRange range = LossRange.of(run.packets(), run.lost());
    boolean inARow =
        run.lost() >= LEAST_ROW && run.lost() == run.figures().roundTrip().longestLossRun();
    String share =
        inARow
            ? ", all of them in a row"
            : ": a loss of "
                + Words.percent(range.least())
                + " to "
                + Words.percent(range.most())
                + ", "
                + Words.sure(LossRange.CONFIDENCE);
    return run.lost()
        + " of "
        + run.packets()
        + " "
        + run.things()
        + " to "
        + run.address()
        + (run.lost() == 1 ? " was lost" : " were lost")
        + share;
  }

  private static String directions(Run run) {
    DirectionFigures there = run.figures().forward();
    DirectionFigures back = run.figures().reverse();
    if (there.lost() + back.lost() == 0) {
      return "; in which direction is not known";
    }
    boolean one = there.lost() == 0 || back.lost() == 0;
    return "; "
        + there.lost()
        + " on the way there and "
        + back.lost()
        + " on the way back, "
        + (one ? "too few to say that it is one direction" : "so that neither stands out");
  }

  private static String silent(Run run, PingCycle cycle) {
    if (cycle.errors().isEmpty()) {
      return "Nothing came back from "
          + run.address()
          + ": it is down, or it or something on the way drops echoes.";
    }
    String said =
        cycle.errors().entrySet().stream()
            .sorted(Map.Entry.<EchoError, Long>comparingByValue(Comparator.reverseOrder()))
            .map(error -> error.getKey().words() + " (" + error.getValue() + " times)")
            .collect(Collectors.joining(", "));
    return "Nothing came back from "
        + run.address()
        + "; of "
        + run.packets()
        + " echoes ICMP said: "
        + said
        + ".";
  }

  private static void skipped(Run run, List<String> sentences) {
    if (run.skipped() > 0) {
      sentences.add(
          "Of these, "
              + run.skipped()
              + " had no session to be sent in: its HELLO was never answered.");
    }
  }

  private static void late(Run run, List<String> sentences) {
    long late = run.figures().late();
    if (late == 1) {
      sentences.add("One answer came after the timeout and counts as lost: it was slow, not gone.");
    } else if (late > 1) {
      sentences.add(
          late + " answers came after the timeout and count as lost: they were slow, not gone.");
    }
  }
}
