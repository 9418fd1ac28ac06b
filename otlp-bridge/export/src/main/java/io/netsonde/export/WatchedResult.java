package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Clock;
import java.util.Optional;

/** Tells a collector's state about the outcome of one request. */
final class WatchedResult {
  private WatchedResult() {}

  /** Returns whether the collector was found unreachable. */
  static boolean tell(
      CompletableResultCode result, Signal signal, CollectorState state, Clock clock) {
    Optional<ExportFailure> failure =
        result.isSuccess()
            ? Optional.empty()
            : Optional.of(ExportFailure.of(result.getFailureThrowable()));
    state.onOutcome(signal, failure, clock.instant());
    return failure.isPresent() && !failure.get().answered();
  }
}
