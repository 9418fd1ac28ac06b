package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The windows of one web service and what their rules make of them. A window is over when a check
 * of a later one comes.
 */
final class HttpSeries {
  /** More checks of one window would tell nothing more. */
  private static final int MOST_CHECKS = 1000;

  /** A check that began so many windows earlier is of a clock that was set back. */
  private static final int LATEST_WINDOWS = 10;

  private final long windowNanos;
  private final int leastChecks;
  private final HttpRules rules;
  private final HttpWords words;
  private final Consumer<Finding> findings;

  private final DnsShare dns;
  private final Level handshake = new Level(true);
  private final Level waiting = new Level(true);
  private final Level rate = new Level(false);

  private final List<HttpCheck> open = new ArrayList<>();
  private long openSince;

  HttpSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    windowNanos = settings.window().toNanos();
    leastChecks = settings.leastChecks();
    rules = new HttpRules(settings);
    dns = new DnsShare(rules);
    words = new HttpWords(settings.zone());
    this.findings = findings;
  }

  /** Takes a finished check; of one that failed the times tell nothing. */
  void accept(HttpCheck check) {
    if (check.failure().isPresent()) {
      return;
    }
    long start = Math.floorDiv(check.startEpochNanos(), windowNanos) * windowNanos;
    if (start != openSince) {
      // A check that began earlier and took longer than its window belongs to the one open now.
      if (!open.isEmpty()
          && start < openSince
          && start >= openSince - LATEST_WINDOWS * windowNanos) {
        start = openSince;
      } else {
        endWindow();
        openSince = start;
      }
    }
    if (open.size() < MOST_CHECKS) {
      open.add(check);
    }
  }

  /** Judges the open window now. */
  void endWindow() {
    if (open.size() >= leastChecks) {
      judge(new HttpWindow(openSince, openSince + windowNanos, open));
    }
    open.clear();
  }

  private void judge(HttpWindow window) {
    OptionalDouble connecting = window.median(HttpWindow::handshake);
    boolean connectingIsSlower =
        connecting.isPresent()
            && rules.isAboveNormal(connecting.getAsDouble(), handshake.normal())
            && handshake.isUnusual(connecting.getAsDouble());
    boolean connectingHasGrown =
        connecting.isPresent() && rules.hasGrown(connecting.getAsDouble(), handshake.normal());
    judgeDns(window);
    tell(
        FindingKind.HANDSHAKE_BOUND,
        handshake,
        handshake.accept(connecting, connectingHasGrown, false, window),
        window,
        check -> HttpWindow.handshake(check).orElse(0));
    judgeWaiting(window, connectingIsSlower);
    judgeRate(window);
  }

  private void judgeDns(HttpWindow window) {
    Change change = dns.accept(window);
    tell(
        FindingKind.DNS_BOUND,
        change,
        dns.period(),
        dns.evidence(),
        window,
        check -> check.nanos(HttpPhase.DNS));
  }

  private void judgeWaiting(HttpWindow window, boolean connectingIsSlower) {
    OptionalDouble value = window.median(HttpWindow::waiting);
    boolean hasGrown = value.isPresent() && rules.hasGrown(value.getAsDouble(), waiting.normal());
    tell(
        FindingKind.SERVER_BOUND,
        waiting,
        waiting.accept(
            value, hasGrown && !connectingIsSlower, hasGrown && connectingIsSlower, window),
        window,
        check -> check.nanos(HttpPhase.WAIT));
  }

  private void judgeRate(HttpWindow window) {
    OptionalDouble value = window.median(HttpCheck::throughput);
    boolean isBad =
        value.isPresent()
            && rules.hasSlowedDown(
                value.getAsDouble(), median(window, HttpPhase.TRANSFER), rate.normal());
    tell(
        FindingKind.THROUGHPUT_BOUND,
        rate,
        rate.accept(value, isBad, false, window),
        window,
        check -> check.nanos(HttpPhase.TRANSFER));
  }

  private void tell(
      FindingKind kind,
      Level level,
      Change change,
      HttpWindow window,
      ToDoubleFunction<HttpCheck> worst) {
    Evidence evidence = change == Change.OVER ? level.ended() : level.begun();
    tell(kind, change, level.period(), evidence, window, worst);
  }

  private void tell(
      FindingKind kind,
      Change change,
      Period period,
      Evidence evidence,
      HttpWindow window,
      ToDoubleFunction<HttpCheck> worst) {
    switch (change) {
      case NONE -> {}
      case BEGUN ->
          findings.accept(words.begun(kind, period.since(), evidence, window, window.most(worst)));
      case OVER -> findings.accept(words.over(kind, period, evidence, window));
    }
  }

  private static double median(HttpWindow window, HttpPhase phase) {
    return window.median(check -> HttpWindow.nanos(check, phase)).orElse(0);
  }
}
