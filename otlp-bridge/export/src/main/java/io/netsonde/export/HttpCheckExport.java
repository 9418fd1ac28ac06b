package io.netsonde.export;

import io.netsonde.measurement.HttpCatalogue;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.TlsFacts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.util.Optional;

/**
 * A finished check: spans, and metrics whose exemplars lead to them.
 *
 * <p>{@code http.client.request.duration} has every request, redirected ones too, and those that
 * broke off; a phase's duration is of a whole check, and of phases alone that came to their end.
 */
final class HttpCheckExport {
  private final HttpSpans spans;
  private final DoubleHistogram requests;
  private final DoubleHistogram phases;
  private final LatestValues throughput;
  private final LongCounter checks;
  private final LatestValues remaining;

  HttpCheckExport(Instruments instruments, HttpSpans spans) {
    this.spans = spans;
    requests = instruments.histogram(HttpCatalogue.REQUEST_DURATION);
    phases = instruments.histogram(HttpCatalogue.PHASE_DURATION);
    throughput = instruments.gauge(HttpCatalogue.THROUGHPUT);
    checks = instruments.counter(HttpCatalogue.CHECKS);
    remaining = instruments.gauge(HttpCatalogue.CERTIFICATE_REMAINING);
  }

  void accept(HttpCheck check) {
    HttpVerdict verdict = new HttpVerdict(check);
    Attributes service = HttpAttributes.service(check);
    Context span = spans.record(verdict, service);
    for (HttpExchange exchange : check.exchanges()) {
      requests.record(
          Seconds.of(HttpAttributes.durationNanos(exchange)),
          HttpAttributes.request(verdict, exchange),
          span);
    }
    for (HttpPhase phase : HttpPhase.values()) {
      verdict.completed(phase).ifPresent(nanos -> record(phase, nanos, service, span));
    }
    count(check, service);
    throughput.set(service, check.throughput());
    Optional<TlsFacts> first = verdict.expiringFirst();
    remaining.set(service, first.map(tls -> Seconds.of(verdict.remainingNanos(tls))));
  }

  private void record(HttpPhase phase, long nanos, Attributes service, Context span) {
    Attributes series = service.toBuilder().put(HttpKeys.PHASE, phase.label()).build();
    phases.record(Seconds.of(nanos), series, span);
  }

  /** Adds 0 to the successes of a failure: a rate of failures needs them both. */
  private void count(HttpCheck check, Attributes service) {
    checks.add(1, HttpAttributes.outcome(check, service));
    if (check.failure().isPresent()) {
      checks.add(0, service.toBuilder().put(HttpKeys.OUTCOME, "success").build());
    }
  }
}
