package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the time of a web service goes, in words. */
final class HttpSentences {
  /** A phase that takes this part of the time or more is named alone. */
  private static final double MOST = 0.5;

  /** A phase that takes less than this is not worth a word beside others. */
  private static final double WORTH_A_WORD = 0.1;

  private HttpSentences() {}

  /** Sentences, not ended by a line's end; none where no response came whole. */
  static List<String> of(HttpFigures figures) {
    List<String> sentences = new ArrayList<>();
    figures.slowest().ifPresent(phase -> sentences.add(where(figures, phase)));
    if (!figures.throughput().isEmpty()) {
      sentences.add(
          "Bodies came at "
              + Quantity.rate(figures.throughput().median())
              + (figures.throughput().count() > 1 ? " (median)." : "."));
    }
    return sentences;
  }

  private static String where(HttpFigures figures, HttpPhase slowest) {
    double share = figures.share(slowest).orElse(0);
    if (share < MOST) {
      return "No phase takes most of the time: "
          + Stream.of(HttpPhase.values())
              .filter(phase -> figures.share(phase).orElse(0) >= WORTH_A_WORD)
              .sorted(
                  Comparator.comparingDouble((HttpPhase phase) -> figures.share(phase).orElse(0))
                      .reversed())
              .map(phase -> doing(phase) + " " + whole(figures.share(phase).orElse(0)))
              .collect(Collectors.joining(", "))
          + ".";
    }
    return "Most of the time goes to "
        + doing(slowest)
        + ": "
        + time(figures.phase(slowest).mean())
        + " of "
        + time(figures.total().mean())
        + (figures.total().count() > 1 ? " on average, " : ", ")
        + whole(share)
        + server(figures, slowest)
        + ".";
  }

  /** Of each wait, as much as a round trip is the network's: connecting takes one. */
  private static String server(HttpFigures figures, HttpPhase slowest) {
    HttpTrips trips = figures.trips();
    if (slowest != HttpPhase.WAIT || trips.connects().isEmpty()) {
      return "";
    }
    String connecting = time(figures.phase(HttpPhase.CONNECT).median());
    return trips.waits().median() > 2 * trips.connects().median()
        ? "; connecting takes " + connecting + ", so it is the server that takes it"
        : "; connecting takes "
            + connecting
            + ", so that is no more than two round trips of the network for each request";
  }

  private static String doing(HttpPhase phase) {
    return switch (phase) {
      case DNS -> "looking up the name";
      case CONNECT -> "connecting";
      case TLS -> "the TLS handshake";
      case REQUEST -> "sending the request";
      case WAIT -> "waiting for the first byte";
      case TRANSFER -> "the transfer of the response";
    };
  }

  private static String whole(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}
