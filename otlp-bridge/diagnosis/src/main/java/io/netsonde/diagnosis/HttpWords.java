package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Evidence.GivenUp;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
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
    String sentence = saysBriefly(kind, host(last.uri()), evidence) + end;
    return finding(kind, Finding.State.OVER, period.since(), evidence, window, last, sentence)
        .lasting(period.seconds());
  }

  /** What can no longer be compared, since other requests are made from this window on. */
  Finding incomparable(FindingKind kind, Period period, HttpWindow window) {
    HttpCheck last = window.checks().getLast();
    int requests = last.exchanges().size();
    String sentence =
        host(last.uri())
            + " redirects otherwise than before ("
            + Words.count(requests, "request")
            + " a check now): whether "
            + phase(kind)
            + " is still slow cannot be told, after "
            + Words.span(period.seconds())
            + ".";
    Evidence nothing = new Evidence(0, 0, 0, Level.MOST_CONFIDENCE, false);
    return finding(
            kind, Finding.State.OVER, period.since(), nothing, Map.of(), window, last, sentence)
        .lasting(period.seconds());
  }

  private static String says(FindingKind kind, String host, Evidence evidence, HttpCheck worst) {
    String what =
        evidence
            .givenUp()
            .map(given -> gaveUp(kind, host, given, worst))
            .orElseGet(() -> saysBriefly(kind, host, evidence) + detail(kind, worst));
    return what
        + switch (kind) {
          case DNS_BOUND -> "";
          case HANDSHAKE_BOUND -> usually(evidence);
          case SERVER_BOUND -> usually(evidence) + ", while connecting takes as long as before";
          case THROUGHPUT_BOUND -> ", usually at " + Words.rate(evidence.usual());
          default -> throw new IllegalArgumentException(kind + " is not of a web service");
        };
  }

  private static String usually(Evidence evidence) {
    return ", usually "
        + (evidence.givenUp().isPresent() ? "it takes " : "")
        + Words.time(evidence.usual())
        + " with a deviation of "
        + Words.time(evidence.deviation());
  }

  /** What did not come about in time, in how many checks of the last window. */
  private static String gaveUp(FindingKind kind, String host, GivenUp given, HttpCheck worst) {
    String part =
        CheckFigures.givenUp(worst).filter(HttpPhase.TLS::equals).isPresent() ? "TLS, " : "";
    return switch (kind) {
          case HANDSHAKE_BOUND -> "Connecting to " + host + " does not succeed";
          case SERVER_BOUND -> host + " does not answer";
          case THROUGHPUT_BOUND -> "The transfer from " + host + " does not end";
          default -> throw new IllegalArgumentException(kind + " is never given up");
        }
        + " within "
        + Words.time(given.nanos())
        + " ("
        + (kind == FindingKind.HANDSHAKE_BOUND ? part : "")
        + given.checks()
        + " of "
        + Words.count(given.all(), "check")
        + ")";
  }

  private static String detail(FindingKind kind, HttpCheck worst) {
    return switch (kind) {
      case DNS_BOUND -> " (" + lookup(worst) + ")";
      case HANDSHAKE_BOUND ->
          CheckFigures.slowestConnection(worst).map(HttpWords::handshake).orElse("");
      default -> "";
    };
  }

  private static String lookup(HttpCheck worst) {
    String took = Words.time((double) worst.nanos(HttpPhase.DNS));
    return CheckFigures.givenUp(worst).filter(HttpPhase.DNS::equals).isPresent()
        ? "no answer within " + took
        : took + " of " + Words.time((double) worst.durationNanos());
  }

  private static String handshake(HttpExchange slowest) {
    return " (TCP "
        + Words.time((double) slowest.nanos(HttpPhase.CONNECT))
        + ", TLS "
        + Words.time((double) slowest.nanos(HttpPhase.TLS))
        + " in the slowest check)";
  }

  private static String saysBriefly(FindingKind kind, String host, Evidence evidence) {
    double now = evidence.now();
    return switch (kind) {
      case DNS_BOUND ->
          "Looking up " + host + " takes " + Words.percent(now) + " of a check's time";
      case HANDSHAKE_BOUND -> "Connecting to " + host + " takes " + atLeast(evidence);
      case SERVER_BOUND -> host + " takes " + atLeast(evidence) + " until its first byte";
      case THROUGHPUT_BOUND ->
          "The transfer from "
              + host
              + " goes at "
              + Words.rate(now)
              + (evidence.isBound() ? " or less" : "");
      default -> throw new IllegalArgumentException(kind + " is not of a web service");
    };
  }

  private static String atLeast(Evidence evidence) {
    return Words.time(evidence.now()) + (evidence.isBound() ? " or more" : "");
  }

  private static String phase(FindingKind kind) {
    return switch (kind) {
      case DNS_BOUND -> "looking it up";
      case HANDSHAKE_BOUND -> "connecting";
      case SERVER_BOUND -> "its first byte";
      case THROUGHPUT_BOUND -> "the transfer";
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
    return finding(
        kind, state, since, evidence, figures(kind, evidence, window), window, shown, sentence);
  }

  private static Map<String, Double> figures(
      FindingKind kind, Evidence evidence, HttpWindow window) {
    boolean isTime = kind == FindingKind.HANDSHAKE_BOUND || kind == FindingKind.SERVER_BOUND;
    double unit = isTime ? NANOS_PER_SECOND : 1;
    Map<String, Double> figures = new TreeMap<>();
    figures.put("netsonde.evidence.value", evidence.now() / unit);
    figures.put("netsonde.evidence.baseline.mean", evidence.usual() / unit);
    figures.put("netsonde.evidence.baseline.stddev", evidence.deviation() / unit);
    figures.put("netsonde.evidence.checks", (double) window.checks().size());
    return figures;
  }

  private static Finding finding(
      FindingKind kind,
      Finding.State state,
      long since,
      Evidence evidence,
      Map<String, Double> figures,
      HttpWindow window,
      HttpCheck shown,
      String sentence) {
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
