package io.netsonde.http.net;

import io.netsonde.measurement.http.HttpErrorType;
import java.net.UnknownHostException;

/** A look-up that found no address, and why; of the class that the client expects. */
final class LookupFailure extends UnknownHostException {
  private static final long serialVersionUID = 1;

  private final HttpErrorType type;

  LookupFailure(HttpErrorType type, String message) {
    super(message);
    this.type = type;
  }

  HttpErrorType type() {
    return type;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
