package io.netsonde.http.net;

/** placeholder */
final class HttpWarmUp {
  private HttpWarmUp() {}

  static void run() {}
}
