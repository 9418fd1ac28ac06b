package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What is normal of one web service, and what the rules make of each of its windows. */
final class HttpLevels {
  private final HttpRules rules;
  private final HttpWords words;
  private final Consumer<Finding> findings;

  private final DnsShare dns;
  private final Level handshake = new Level(true, CheckFigures::connecting);
  private final Level waiting = new Level(true, CheckFigures::waiting);
  private final Level rate = new Level(false, CheckFigures::rate);

  HttpLevels(HttpRules rules, HttpWords words, Consumer<Finding> findings) {
    this.rules = rules;
    this.words = words;
    this.findings = findings;
    dns = new DnsShare(rules);
  }

  void judge(HttpWindow window) {
    Optional<Figure> connecting = handshake.of(window);
    boolean connectingIsSlower =
        connecting
            .map(Figure::value)
            .filter(nanos -> rules.isAboveNormal(nanos, handshake.normal()))
            .filter(handshake::isUnusual)
            .isPresent();
    boolean connectingHasGrown =
        connecting.filter(now -> rules.hasGrown(now.value(), handshake.normal())).isPresent();
    judgeDns(window);
    tell(
        FindingKind.HANDSHAKE_BOUND,
        handshake,
        handshake.accept(connectingHasGrown, false, window),
        window,
        check -> CheckFigures.connecting(check).map(Figure::value).orElse(0.0));
    judgeWaiting(window, connectingIsSlower);
    judgeRate(window);
  }

  /** It is another service from here on: what is begun cannot be held against it any more. */
  void end(HttpWindow window) {
    Map<FindingKind, Period> begun = new EnumMap<>(FindingKind.class);
    if (dns.isActive()) {
      begun.put(FindingKind.DNS_BOUND, dns.period());
    }
    putActive(begun, FindingKind.HANDSHAKE_BOUND, handshake);
    putActive(begun, FindingKind.SERVER_BOUND, waiting);
    putActive(begun, FindingKind.THROUGHPUT_BOUND, rate);
    begun.forEach(
        (kind, period) ->
            findings.accept(
                words.incomparable(
                    kind, new Period(period.since(), window.startEpochNanos()), window)));
  }

  private static void putActive(Map<FindingKind, Period> begun, FindingKind kind, Level level) {
    if (level.isActive()) {
      begun.put(kind, level.period());
    }
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
    boolean hasGrown =
        waiting.of(window).filter(now -> rules.hasGrown(now.value(), waiting.normal())).isPresent();
    tell(
        FindingKind.SERVER_BOUND,
        waiting,
        waiting.accept(hasGrown && !connectingIsSlower, hasGrown && connectingIsSlower, window),
        window,
        check -> check.nanos(HttpPhase.WAIT));
  }

  private void judgeRate(HttpWindow window) {
    double transfer = window.medianNanos(HttpPhase.TRANSFER);
    boolean isBad =
        rate.of(window)
            .filter(now -> rules.hasSlowedDown(now.value(), transfer, rate.normal()))
            .isPresent();
    tell(
        FindingKind.THROUGHPUT_BOUND,
        rate,
        rate.accept(isBad, false, window),
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
}
