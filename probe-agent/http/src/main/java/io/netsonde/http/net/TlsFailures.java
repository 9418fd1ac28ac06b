package io.netsonde.http.net;

import static java.util.stream.Collectors.joining;

import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a failed handshake means. */
final class TlsFailures {
  /** What a server says of a client's certificate, or of none. */
  private static final Pattern OF_CERTIFICATES =
      Pattern.compile(
          "Received fatal alert: (certificate_required|bad_certificate|unsupported_certificate"
              + "|certificate_unknown|certificate_expired|unknown_ca|access_denied"
              + "|handshake_failure)");

  /** As many issuers are named in a sentence. */
  private static final int NAMED = 3;

  private TlsFailures() {}

  static HttpFailure of(IOException failure, String host, Optional<CertificateWish> wish) {
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
                  + hint(failure, wish);
        };
    return new HttpFailure(HttpPhase.TLS, type, sentence);
  }

  /** What the peer says after the handshake: with TLS 1.3 of a client's certificate only then. */
  static Optional<HttpFailure> late(
      IOException failure, HttpPhase phase, String host, Optional<CertificateWish> wish) {
    if (!(failure instanceof SSLException) || Failures.isBrokenOff(failure)) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpFailure(
            phase,
            HttpErrorType.TLS_FAILURE,
            host + " ended TLS: " + Failures.reason(failure) + hint(failure, wish)));
  }

  /** What to do about an alert, RFC 8446, section 6.2. */
  private static String hint(IOException failure, Optional<CertificateWish> wish) {
    String reason = Failures.reason(failure);
    Matcher alert = OF_CERTIFICATES.matcher(reason);
    if (!alert.find()) {
      return "";
    }
    if (wish.isPresent()) {
      return wish.get().isShown()
          ? "; it was shown the client's certificate: see whether it is one that the server trusts"
          : "; it wants a client's certificate "
              + by(wish.get().issuers())
              + ", which the one configured is not: name one that is";
    }
    return switch (alert.group(1)) {
      case "handshake_failure" ->
          "; it may want a client's certificate, or versions or ciphers that are not spoken here";
      case "certificate_required", "bad_certificate" ->
          "; it wants a client's certificate: name one and its key";
      default -> "";
    };
  }

  private static String by(List<String> issuers) {
    if (issuers.isEmpty()) {
      return "of another kind of key";
    }
    String more = issuers.size() > NAMED ? " or " + (issuers.size() - NAMED) + " others" : "";
    return "signed by '"
        + issuers.stream().limit(NAMED).map(Failures::shortened).collect(joining("' or '"))
        + "'"
        + more;
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
