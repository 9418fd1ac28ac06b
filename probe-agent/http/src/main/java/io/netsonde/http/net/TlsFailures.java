package io.netsonde.http.net;

import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a failed handshake means. */
final class TlsFailures {
  private TlsFailures() {}

  static HttpFailure of(IOException failure, String host) {
    HttpErrorType type = type(failure);
    String sentence =
        switch (type) {
          case CERTIFICATE_EXPIRED -> "a certificate of " + host + " has expired";
          case CERTIFICATE_NOT_YET_VALID ->
              "a certificate of " + host + " is not valid yet: compare the clocks";
          case UNKNOWN_AUTHORITY ->
              "no authority trusted here stands behind the certificate of "
                  + host
                  + ": name its file as CA, or have the server send the whole chain";
          case HOST_NAME_MISMATCH -> "the certificate is not for the name " + host;
          case CONNECTION_RESET -> host + " broke the connection off during the TLS handshake";
          default ->
              "the TLS handshake with "
                  + host
                  + " failed: "
                  + Failures.reason(failure)
                  + hint(failure);
        };
    return new HttpFailure(HttpPhase.TLS, type, sentence);
  }

  /** What the peer says after the handshake: with TLS 1.3 of a client's certificate only then. */
  static Optional<HttpFailure> late(IOException failure, HttpPhase phase, String host) {
    if (!(failure instanceof SSLException) || Failures.isBrokenOff(failure)) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpFailure(
            phase,
            HttpErrorType.TLS_FAILURE,
            host + " ended TLS: " + Failures.reason(failure) + hint(failure)));
  }

  /** What to do about an alert, RFC 8446, section 6.2. */
  private static String hint(IOException failure) {
    String reason = Failures.reason(failure);
    if (reason.contains("certificate_required")) {
      return "; it wants a client's certificate: name one and its key";
    }
    return reason.contains("handshake_failure")
        ? "; it may want a client's certificate, or versions or ciphers that are not spoken here"
        : "";
  }

  private static HttpErrorType type(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException || hasReason(cause, BasicReason.EXPIRED)) {
        return HttpErrorType.CERTIFICATE_EXPIRED;
      }
      if (cause instanceof CertificateNotYetValidException
          || hasReason(cause, BasicReason.NOT_YET_VALID)) {
        return HttpErrorType.CERTIFICATE_NOT_YET_VALID;
      }
      if (cause instanceof CertPathBuilderException) {
        return HttpErrorType.UNKNOWN_AUTHORITY;
      }
      if (cause instanceof SSLPeerUnverifiedException) {
        return HttpErrorType.HOST_NAME_MISMATCH;
      }
    }
    return Failures.isBrokenOff(failure)
        ? HttpErrorType.CONNECTION_RESET
        : HttpErrorType.TLS_FAILURE;
  }

  private static boolean hasReason(Throwable cause, BasicReason reason) {
    return cause instanceof CertPathValidatorException path && path.getReason() == reason;
  }
}
