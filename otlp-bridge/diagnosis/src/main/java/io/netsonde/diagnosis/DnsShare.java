package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayDeque;
import java.util.OptionalDouble;

/**
 * Watches how much of a web service's time goes into looking its name up. The limit is fixed, so
 * bad windows are as good as others to know the service by, and a service may be bound by DNS from
 * the first ten windows on.
 */
final class DnsShare {
  private static final int LOOK_BACK = 3;

  private final HttpRules rules;
  private final Normal normal = new Normal(true);
  private final Hysteresis state = new Hysteresis();
  private final ArrayDeque<HttpWindow> last = new ArrayDeque<>();
  private double now;

  DnsShare(HttpRules rules) {
    this.rules = rules;
  }

  /** Takes the next window; one in which no time passed tells nothing. */
  Hysteresis.Change accept(HttpWindow window) {
    OptionalDouble share = window.median(HttpWindow::dnsShare);
    if (share.isEmpty()) {
      return Hysteresis.Change.NONE;
    }
    now = share.getAsDouble();
    last.addLast(window);
    if (last.size() > LOOK_BACK) {
      last.removeFirst();
    }
    double nanos = window.median(check -> HttpWindow.nanos(check, HttpPhase.DNS)).orElse(0);
    boolean isBad = normal.isKnown() && rules.isDnsBound(now, nanos);
    Hysteresis.Change change =
        state.accept(isBad, window.startEpochNanos(), window.checks().size(), 2);
    normal.add(now);
    return change;
  }

  long since() {
    return state.since();
  }

  /**
   * How many of the last windows' checks are above the limit: were it none to most of them, so many
   * would be as likely as so many heads of a coin (sign test).
   */
  Evidence evidence() {
    long checks = last.stream().mapToLong(window -> window.checks().size()).sum();
    long above =
        last.stream().flatMap(window -> window.checks().stream()).filter(DnsShare::isAbove).count();
    double confidence = Math.min(Level.MOST_CONFIDENCE, 1 - SignTest.atLeast(above, checks));
    return new Evidence(now, normal.mean(), normal.deviation(), Math.max(0, confidence), false);
  }

  private static boolean isAbove(HttpCheck check) {
    return HttpWindow.dnsShare(check).orElse(0) > HttpRules.DNS_SHARE;
  }
}
