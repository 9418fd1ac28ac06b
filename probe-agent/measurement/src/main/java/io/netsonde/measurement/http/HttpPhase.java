package io.netsonde.measurement.http;

/** A stretch of an HTTP exchange, in the order in which they come. */
public enum HttpPhase {
  /** Looking the name up, all address families together. */
  DNS("dns"),
  /** TCP connection, through a proxy its CONNECT as well. */
  CONNECT("connect"),
  TLS("tls"),
  /** From the connection's readiness until the request's last byte is handed to the system. */
  REQUEST("request"),
  /** From there to the response's first byte. */
  WAIT("wait"),
  /** From there to its last. */
  TRANSFER("transfer");

  private final String label;

  HttpPhase(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code netsonde.http.phase}. */
  public String label() {
    return label;
  }
}
