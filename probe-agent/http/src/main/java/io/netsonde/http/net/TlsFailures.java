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
          default -> "the TLS handshake with " + host + " failed: " + Failures.reason(failure);
        };
    return new HttpFailure(HttpPhase.TLS, type, sentence);
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
