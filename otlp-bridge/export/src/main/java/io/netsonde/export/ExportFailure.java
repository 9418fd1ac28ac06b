package io.netsonde.export;

import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Why an export failed.
 *
 * @param answered whether the collector answered that it will not have this; otherwise it did not
 *     answer, or said that it can't just now
 * @param reason in words, without a stack trace
 */
record ExportFailure(boolean answered, String reason) {

  /**
   * Reads what the SDK's exporters attach to a failed result. The SDK tells the status nowhere in
   * its public API: these two types are its internals, used here alone.
   */
  static ExportFailure of(@Nullable Throwable thrown) {
    return switch (thrown) {
      case GrpcExportException e when e.getResponse() != null -> of(e.getResponse());
      case HttpExportException e when e.getResponse() != null -> of(e.getResponse());
      case GrpcExportException e -> new ExportFailure(false, words(e.getCause()));
      case HttpExportException e -> new ExportFailure(false, words(e.getCause()));
      case null, default -> new ExportFailure(false, words(thrown));
    };
  }

  private static ExportFailure of(GrpcResponse response) {
    GrpcStatusCode status = response.getStatusCode();
    String description = response.getStatusDescription();
    String reason =
        description == null || description.isEmpty() ? status.name() : status + ": " + description;
    return switch (status) {
      // The codes with which a working collector may answer for the network or for a busy backend.
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED -> new ExportFailure(false, reason);
      default -> new ExportFailure(true, reason);
    };
  }

  private static ExportFailure of(HttpResponse response) {
    int status = response.getStatusCode();
    String reason = ("HTTP " + status + " " + response.getStatusMessage()).strip();
    return new ExportFailure(
        !(status == 429 || status == 502 || status == 503 || status == 504), reason);
  }

  private static String words(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "no answer in time";
    }
    String message = thrown.getMessage();
    return message == null || message.isEmpty()
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
