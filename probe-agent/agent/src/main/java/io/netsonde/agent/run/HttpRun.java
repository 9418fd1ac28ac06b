package io.netsonde.agent.run;

import io.netsonde.agent.HttpOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.view.HttpJson;
import io.netsonde.agent.view.HttpText;
import io.netsonde.diagnosis.Diagnosis;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.http.HttpUris;
import io.netsonde.http.net.HttpProber;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** {@code netsonde http}: some checks of a web service, one after the other. */
public final class HttpRun implements Run<HttpOptions> {
  /** Into how many windows of time a long run is divided, to be held against each other. */
  private static final int WINDOWS = 20;

  @Override
  public int run(HttpOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    List<HttpCheck> checks = new ArrayList<>();
    try (HttpProber prober = HttpProber.open(options.target())) {
      HttpProber.warmUp();
      // A check that goes on is broken off: what it would find is not worth waiting for.
      shutdown.onRequest(prober::close);
      long nextNanos = System.nanoTime();
      while (checks.size() < options.count()) {
        Optional<HttpCheck> ended = check(prober, shutdown);
        if (ended.isEmpty()) {
          break;
        }
        HttpCheck check = ended.get();
        checks.add(check);
        if (!options.json()) {
          out.println(HttpText.line(checks.size() - 1, check));
          out.flush();
        }
        nextNanos = Math.max(nextNanos + options.interval().toNanos(), System.nanoTime());
        if (checks.size() < options.count() && stopped(shutdown, nextNanos)) {
          break;
        }
      }
    }
    if (checks.isEmpty()) {
      return FAILED; // Stopped before the first check ended.
    }
    String uri = HttpUris.withoutUser(options.target().uri()).toString();
    if (options.json()) {
      out.println(HttpJson.document(uri, checks, findings(options, checks)));
    } else {
      out.print(HttpText.summary(uri, checks, findings(options, checks)));
    }
    out.flush();
    return checks.stream().anyMatch(check -> check.failure().isEmpty()) ? DONE : FAILED;
  }

  /** What has become slow while this ran and still is; it takes more than ten checks to tell. */
  private static List<Finding> findings(HttpOptions options, List<HttpCheck> checks) {
    Map<FindingKind, Finding> begun = new EnumMap<>(FindingKind.class);
    Duration window = options.interval().multipliedBy(Math.max(1, options.count() / WINDOWS));
    Diagnosis diagnosis =
        new Diagnosis(
            DiagnosisSettings.DEFAULTS.withWindow(window).withZone(ZoneId.systemDefault()),
            measurement -> {
              if (measurement instanceof Finding finding) {
                var unused =
                    finding.state() == Finding.State.BEGUN
                        ? begun.put(finding.kind(), finding)
                        : begun.remove(finding.kind());
              }
            });
    checks.forEach(diagnosis::accept);
    diagnosis.finish();
    return List.copyOf(begun.values());
  }

  private static boolean stopped(Shutdown shutdown, long untilNanos) throws InterruptedException {
    return shutdown.await(Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())));
  }

  /** A check, on a virtual thread as the prober wants it; empty where it was broken off. */
  private static Optional<HttpCheck> check(HttpProber prober, Shutdown shutdown)
      throws InterruptedException {
    FutureTask<HttpCheck> task = new FutureTask<>(prober::check);
    var unused = Thread.ofVirtual().name("netsonde-http").start(task);
    try {
      HttpCheck check = task.get();
      return shutdown.isRequested() ? Optional.empty() : Optional.of(check);
    } catch (ExecutionException e) {
      if (shutdown.isRequested()) {
        return Optional.empty(); // The prober was closed before it began.
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
