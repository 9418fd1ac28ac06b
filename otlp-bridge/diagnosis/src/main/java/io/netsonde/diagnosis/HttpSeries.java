package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.HttpCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The windows of one web service. A window is over when a check of a later one comes.
 *
 * <p>Where the service comes to redirect otherwise than before, a check consists of other requests,
 * and nothing that it took before tells how long it should take: all begins anew then.
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
  private final Redirects redirects = new Redirects();
  private HttpLevels levels;

  private final List<HttpCheck> open = new ArrayList<>();
  private int otherFailures;
  private long openSince;

  HttpSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    windowNanos = settings.window().toNanos();
    leastChecks = settings.leastChecks();
    rules = new HttpRules(settings);
    words = new HttpWords(settings.zone());
    this.findings = findings;
    levels = new HttpLevels(rules, words, findings);
  }

  /** Takes a finished check; of one that failed, but for time, the times tell nothing. */
  void accept(HttpCheck check) {
    long start = Math.floorDiv(check.startEpochNanos(), windowNanos) * windowNanos;
    if (start != openSince) {
      // A check that began earlier and took longer than its window belongs to the one open now.
      if (open.size() + otherFailures > 0
          && start < openSince
          && start >= openSince - LATEST_WINDOWS * windowNanos) {
        start = openSince;
      } else {
        endWindow();
        openSince = start;
      }
    }
    if (!CheckFigures.isTimed(check)) {
      otherFailures++;
    } else if (open.size() < MOST_CHECKS) {
      open.add(check);
    }
  }

  /** Judges the open window now. */
  void endWindow() {
    Optional<List<HttpCheck>> comparable = redirects.comparable(open);
    if (comparable.isPresent()) {
      judge(comparable.get());
    }
    open.clear();
    otherFailures = 0;
  }

  private void judge(List<HttpCheck> checks) {
    if (checks.isEmpty()) {
      return;
    }
    HttpWindow window = new HttpWindow(openSince, openSince + windowNanos, checks, otherFailures);
    if (redirects.haveChanged()) {
      levels.end(window);
      levels = new HttpLevels(rules, words, findings);
    }
    if (checks.size() >= leastChecks) {
      levels.judge(window);
    }
  }
}
