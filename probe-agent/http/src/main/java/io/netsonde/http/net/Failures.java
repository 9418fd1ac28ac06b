package io.netsonde.http.net;

import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/** What an exception of the client means, given what was going on. */
final class Failures {
  private Failures() {}

  /** Judges why an exchange ended early. */
  static HttpFailure of(IOException failure, ExchangeTrace exchange, String host) {
    if (failure instanceof LookupFailure lookup) {
      return new HttpFailure(HttpPhase.DNS, lookup.type(), lookup.sentence());
    }
    if (failure instanceof ConnectFailure connect
        && exchange.timedOut().orElse(HttpPhase.CONNECT) == HttpPhase.CONNECT) {
      // Also where the limit ran out over a later address: the first one's reason counts.
      return connecting(connect);
    }
    HttpPhase phase = exchange.timedOut().orElse(exchange.moment().phase());
    if (exchange.timedOut().isPresent()) {
      return timeout(phase, host);
    }
    return switch (phase) {
      case DNS -> unasked(failure, host);
      case CONNECT -> connecting(failure, exchange, host);
      case TLS -> TlsFailures.of(failure, host, exchange.security().wish());
      case REQUEST, WAIT, TRANSFER -> talking(failure, exchange, phase, host);
    };
  }

  /** The client gave up before it did anything: where it did not look up, it has other reasons. */
  private static HttpFailure unasked(IOException failure, String host) {
    return failure instanceof UnknownHostException
        ? new HttpFailure(HttpPhase.DNS, HttpErrorType.NAME_NOT_FOUND, reason(failure))
        : new HttpFailure(
            HttpPhase.DNS,
            HttpErrorType.PROTOCOL_ERROR,
            host + " cannot be asked in this way: " + reason(failure));
  }

  private static HttpFailure timeout(HttpPhase phase, String host) {
    if (phase == HttpPhase.DNS) {
      return new HttpFailure(
          phase, HttpErrorType.RESOLVER_TIMEOUT, "the name " + host + " was not resolved in time");
    }
    String what =
        switch (phase) {
          case DNS, CONNECT -> "no connection to " + host + " stood in time";
          case TLS -> host + " did not finish the TLS handshake in time";
          case REQUEST -> host + " did not take the request in time";
          case WAIT -> host + " took the request, but did not begin to answer in time";
          case TRANSFER -> host + " began to answer, but did not finish in time";
        };
    return new HttpFailure(phase, HttpErrorType.TIMEOUT, what);
  }

  private static HttpFailure connecting(IOException failure, ExchangeTrace exchange, String host) {
    if (exchange.hasConnected()) {
      return isBrokenOff(failure)
          ? new HttpFailure(
              HttpPhase.CONNECT,
              HttpErrorType.CONNECTION_RESET,
              "the proxy closed the connection instead of connecting to " + host)
          : new HttpFailure(
              HttpPhase.CONNECT,
              HttpErrorType.PROXY_FAILURE,
              "the proxy does not connect to " + host + ": " + reason(failure));
    }
    return connecting(failure, host);
  }

  private static HttpFailure connecting(ConnectFailure failure) {
    return connecting(failure.reason(), failure.where());
  }

  private static HttpFailure connecting(IOException cause, String where) {
    HttpErrorType type = connectError(cause);
    String sentence =
        switch (type) {
          case CONNECTION_REFUSED -> "nobody listens at " + where;
          case TIMEOUT -> where + " did not accept a connection in time";
          case UNREACHABLE -> "there is no way to " + where + ": " + reason(cause);
          default -> "no connection to " + where + ": " + reason(cause);
        };
    return new HttpFailure(HttpPhase.CONNECT, type, sentence);
  }

  private static HttpErrorType connectError(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof SocketTimeoutException || message.contains("timed out")) {
      return HttpErrorType.TIMEOUT;
    }
    if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
      return HttpErrorType.UNREACHABLE;
    }
    if (failure instanceof ConnectException && message.contains("refused")) {
      return HttpErrorType.CONNECTION_REFUSED;
    }
    return message.contains("reset")
        ? HttpErrorType.CONNECTION_RESET
        // What this host itself forbids, as by a firewall or for want of a local address.
        : HttpErrorType.UNREACHABLE;
  }

  private static HttpFailure talking(
      IOException failure, ExchangeTrace exchange, HttpPhase phase, String host) {
    if (exchange.isHeadTooLong()) {
      return new HttpFailure(
          phase, HttpErrorType.PROTOCOL_ERROR, host + " sends more than 256 KiB of headers");
    }
    if (exchange.beginsWithTlsAlert()) {
      return new HttpFailure(
          phase, HttpErrorType.PROTOCOL_ERROR, host + " speaks TLS there: ask by https://");
    }
    if (exchange.beginsWithGarbage() || breaksRules(failure)) {
      return new HttpFailure(
          phase,
          HttpErrorType.PROTOCOL_ERROR,
          host + " does not speak HTTP as it should: " + reason(failure));
    }
    return TlsFailures.late(failure, phase, host, exchange.security().wish())
        .orElseGet(
            () ->
                new HttpFailure(
                    phase, HttpErrorType.CONNECTION_RESET, brokenOff(failure, phase, host)));
  }

  private static String brokenOff(IOException failure, HttpPhase phase, String host) {
    String when =
        switch (phase) {
          case DNS, CONNECT, TLS, REQUEST -> "before it had the whole request";
          case WAIT -> "before it answered";
          case TRANSFER -> "before its answer was whole";
        };
    // What the client says of an early end is of its own buffers.
    String how = failure instanceof SocketException ? ": " + reason(failure) : "";
    return host + " broke the connection off " + when + how;
  }

  private static boolean breaksRules(IOException failure) {
    if (failure instanceof StreamResetException reset) {
      return reset.errorCode == ErrorCode.PROTOCOL_ERROR;
    }
    if (failure instanceof SocketException || isBrokenOff(failure)) {
      return false;
    }
    return failure instanceof ProtocolException || failure.getClass() == IOException.class;
  }

  /** Whether the peer just ended the connection. */
  static boolean isBrokenOff(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure instanceof EOFException
        || failure instanceof SocketException
        || message.contains("unexpected end of stream")
        || message.contains("connection reset")
        || message.contains("broken pipe")
        || (failure.getCause() != null && isBrokenOff(failure.getCause()));
  }

  static String shown(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The innermost message that says something, on one line. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return shortened(text);
  }

  /** The first line of what others sent, as far as a sentence can bear it. */
  static String shortened(String text) {
    String line = text.lines().findFirst().orElse(text);
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }
}
