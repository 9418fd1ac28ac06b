package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.net.URI;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts what the rules found about a web service into findings. */
final class HttpWords {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Words words;

  HttpWords(ZoneId zone) {
    words = new Words(zone);
  }

  /** What began with this window, and the check that shows it best. */
  Finding begun(
      FindingKind kind, long since, Evidence evidence, HttpWindow window, HttpCheck worst) {
    String sentence =
        says(kind, host(worst.uri()), evidence, worst)
            + ", "
            + words.since(since)
            + "; "
            + Words.sure(evidence.confidence())
            + ".";
    return finding(kind, Finding.State.BEGUN, since, evidence, window, worst, sentence);
  }

  /** What was over with this window. */
  Finding over(FindingKind kind, Period period, Evidence evidence, HttpWindow window) {
    HttpCheck last = window.checks().getLast();
    String end =
        evidence.isNewNormal()
            ? ", as it has for a day: that counts as normal now."
            : " again, after " + Words.span(period.seconds()) + ".";
    String sentence = saysBriefly(kind, host(last.uri()), evidence.now()) + end;
    return finding(kind, Finding.State.OVER, period.since(), evidence, window, last, sentence)
        .lasting(period.seconds());
  }

  private static String says(FindingKind kind, String host, Evidence evidence, HttpCheck worst) {
    String usually =
        ", usually "
            + Words.time(evidence.usual())
            + " with a deviation of "
            + Words.time(evidence.deviation());
    return saysBriefly(kind, host, evidence.now())
        + switch (kind) {
          case DNS_BOUND ->
              " ("
                  + Words.time((double) worst.nanos(HttpPhase.DNS))
                  + " of "
                  + Words.time((double) worst.durationNanos())
                  + ")";
          case HANDSHAKE_BOUND ->
              " (TCP "
                  + Words.time((double) worst.nanos(HttpPhase.CONNECT))
                  + ", TLS "
                  + Words.time((double) worst.nanos(HttpPhase.TLS))
                  + " in the slowest check)"
                  + usually;
          case SERVER_BOUND -> usually + ", while connecting takes as long as before";
          case THROUGHPUT_BOUND -> ", usually at " + Words.rate(evidence.usual());
          default -> throw new IllegalArgumentException(kind + " is not of a web service");
        };
  }

  private static String saysBriefly(FindingKind kind, String host, double now) {
    return switch (kind) {
      case DNS_BOUND ->
          "Looking up " + host + " takes " + Words.percent(now) + " of a check's time";
      case HANDSHAKE_BOUND -> "Connecting to " + host + " takes " + Words.time(now);
      case SERVER_BOUND -> host + " takes " + Words.time(now) + " until its first byte";
      case THROUGHPUT_BOUND -> "The transfer from " + host + " goes at " + Words.rate(now);
      default -> throw new IllegalArgumentException(kind + " is not of a web service");
    };
  }

  private static Finding finding(
      FindingKind kind,
      Finding.State state,
      long since,
      Evidence evidence,
      HttpWindow window,
      HttpCheck shown,
      String sentence) {
    boolean isTime = kind == FindingKind.HANDSHAKE_BOUND || kind == FindingKind.SERVER_BOUND;
    double unit = isTime ? NANOS_PER_SECOND : 1;
    Map<String, Double> figures = new TreeMap<>();
    figures.put("netsonde.evidence.value", evidence.now() / unit);
    figures.put("netsonde.evidence.baseline.mean", evidence.usual() / unit);
    figures.put("netsonde.evidence.baseline.stddev", evidence.deviation() / unit);
    figures.put("netsonde.evidence.checks", (double) window.checks().size());
    return new Finding(
        kind,
        state,
        shown.probe(),
        host(shown.uri()),
        since,
        window.endEpochNanos(),
        evidence.confidence(),
        sentence,
        figures,
        Map.of("url.full", shown.uri().toString()),
        Optional.of(shown.span()));
  }

  private static String host(URI uri) {
    return Optional.ofNullable(uri.getHost()).orElse(uri.toString());
  }
}
