package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Clock;
import java.util.Optional;

/** Tells a collector's state how each request of one signal ended. */
record RequestWatch(Signal signal, CollectorState state, Clock clock) {
  /** Watches a request, which is returned. */
  CompletableResultCode watch(CompletableResultCode request) {
    return watch(request, () -> {});
  }

  /**
   * Watches a request, which is returned.
   *
   * @param ifUnreachable run if the collector was found unreachable, after its state is told
   */
  CompletableResultCode watch(CompletableResultCode request, Runnable ifUnreachable) {
    return request.whenComplete(
        () -> {
          Optional<ExportFailure> failure =
              request.isSuccess()
                  ? Optional.empty()
                  : Optional.of(ExportFailure.of(request.getFailureThrowable()));
          state.onOutcome(signal, failure, clock.instant());
          if (failure.isPresent() && !failure.get().answered()) {
            ifUnreachable.run();
          }
        });
  }
}
