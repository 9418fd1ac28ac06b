package io.netsonde.agent.view;

import static io.netsonde.agent.view.Quantity.percent;
import static io.netsonde.agent.view.Quantity.time;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import io.netsonde.measurement.http.TlsFacts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code netsonde http} for people. */
public final class HttpText {
  private static final long NANOS_PER_HOUR = 3_600_000_000_000L;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

  private HttpText() {}

  /**
   * A check: a line for each redirect it followed, and one for its end. Not ended.
   *
   * @param number from 0
   */
  public static String line(int number, HttpCheck check) {
    String start = "seq=" + number + " ";
    StringBuilder lines = new StringBuilder();
    for (HttpExchange exchange : check.exchanges().subList(0, check.redirects())) {
      lines.append(start).append(redirect(exchange)).append('\n');
    }
    return lines.append(start).append(end(check)).toString();
  }

  private static String redirect(HttpExchange exchange) {
    return "redirect "
        + status(exchange)
        + " by "
        + Printable.of(exchange.uri().toString())
        + phases(exchange);
  }

  private static String end(HttpCheck check) {
    HttpExchange last = check.last();
    return status(last)
        + last.protocolVersion().map(version -> " HTTP/" + version).orElse("")
        + (last.isReused() ? " reused" : "")
        + phases(last)
        + " total="
        + time(check.durationNanos())
        + (last.status().isPresent() ? " " + Quantity.bytes(last.responseBytes()) : "")
        + check.failure().map(failure -> " FAILED in " + failure.phase().label()).orElse("")
        + check
            .failure()
            .map(failure -> ", " + failure.type().label() + ": " + Printable.of(failure.message()))
            .orElse("");
  }

  private static String status(HttpExchange exchange) {
    return exchange.status().isPresent()
        ? Integer.toString(exchange.status().getAsInt())
        : "no response";
  }

  private static String phases(HttpExchange exchange) {
    return exchange.phases().stream()
        .map((PhaseTiming each) -> " " + each.phase().label() + "=" + time(each.durationNanos()))
        .collect(Collectors.joining());
  }

  /**
   * The final figures, every line ended.
   *
   * @param checks at least one
   * @param findings what a diagnosis says of them
   */
  public static String summary(String uri, List<HttpCheck> checks, List<Finding> findings) {
    HttpFigures figures = HttpFigures.of(checks);
    return "\n--- "
        + uri
        + " ---\n"
        + counts(figures)
        + peer(checks)
        + "\n"
        + times(figures)
        + "\n"
        + HttpSentences.of(figures).stream()
            .map(sentence -> sentence + "\n")
            .collect(Collectors.joining())
        + findings.stream()
            .map(finding -> Printable.of(finding.sentence()) + "\n")
            .collect(Collectors.joining());
  }

  private static String counts(HttpFigures figures) {
    String kinds =
        figures.failures().entrySet().stream()
            .map(
                kind ->
                    kind.getKey().type().label()
                        + " in "
                        + kind.getKey().phase().label()
                        + " "
                        + kind.getValue())
            .collect(Collectors.joining(", "));
    return "checks "
        + figures.checks()
        + ", good "
        + (figures.checks() - figures.failed())
        + ", failed "
        + figures.failed()
        + (kinds.isEmpty() ? "" : ": " + kinds)
        + "\n";
  }

  /** What the newest exchange that has it says of the other end. */
  private static String peer(List<HttpCheck> checks) {
    List<HttpExchange> newest = checks.reversed().stream().map(HttpCheck::last).toList();
    StringBuilder out = new StringBuilder();
    newest.stream()
        .flatMap(exchange -> exchange.peer().stream())
        .findFirst()
        .ifPresent(
            peer ->
                out.append("peer ")
                    .append(AddressText.of(peer.getAddress()))
                    .append(" port ")
                    .append(peer.getPort())
                    .append('\n'));
    Optional<HttpCheck> secure =
        checks.reversed().stream().filter(check -> check.last().tls().isPresent()).findFirst();
    secure.ifPresent(check -> out.append(tls(check, check.last().tls().orElseThrow())));
    return out.toString();
  }

  private static String tls(HttpCheck check, TlsFacts tls) {
    long left = tls.notAfterEpochNanos() - check.startEpochNanos();
    long hours = Math.abs(left) / NANOS_PER_HOUR;
    String span = hours < 48 ? hours + " h" : hours / 24 + " days";
    String day =
        DAY.format(Instant.ofEpochSecond(Math.floorDiv(tls.notAfterEpochNanos(), 1_000_000_000L)));
    return "TLS "
        + tls.version()
        + ", "
        + tls.cipher()
        + "\ncertificate of "
        + Printable.of(tls.subject())
        + " by "
        + Printable.of(tls.issuer())
        + ", "
        + (left < 0 ? "expired on " + day + ", " + span + " ago" : "until " + day + ", " + span)
        + "\n";
  }

  private static String times(HttpFigures figures) {
    if (figures.total().isEmpty()) {
      return "no times: no response came whole\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("times", "min", "mean", "median", "P95", "P99", "max", "stddev", "share"));
    for (HttpPhase phase : HttpPhase.values()) {
      if (!figures.phase(phase).isEmpty()) {
        rows.add(times(phase.label(), figures.phase(phase), percent(figures.share(phase))));
      }
    }
    rows.add(times("total", figures.total(), ""));
    return TextTable.of(rows, 1);
  }

  private static List<String> times(String name, Distribution values, String share) {
    return List.of(
        name,
        time(values.min()),
        time(values.mean()),
        time(values.median()),
        time(values.percentile(95)),
        time(values.percentile(99)),
        time(values.max()),
        time(values.standardDeviation()),
        share);
  }
}
