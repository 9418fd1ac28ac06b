package io.netsonde.measurement.http;

/** The kinds of failure of an HTTP check: the values of the attribute {@code error.type}. */
public enum HttpErrorType {
  /** The resolver says that there is no such name, or that it has no address of that family. */
  NAME_NOT_FOUND("name_not_found"),
  /** No resolver answered in time. */
  RESOLVER_TIMEOUT("resolver_timeout"),
  /** The resolver answered with a failure of its own (SERVFAIL, REFUSED). */
  RESOLVER_FAILURE("resolver_failure"),
  /** Nobody listens there. */
  CONNECTION_REFUSED("connection_refused"),
  /** There is no way there, by the routers' or this host's word. */
  UNREACHABLE("unreachable"),
  /** The phase it stands with took longer than its limit. */
  TIMEOUT("timeout"),
  /** The peer broke the connection off. */
  CONNECTION_RESET("connection_reset"),
  CERTIFICATE_EXPIRED("certificate_expired"),
  CERTIFICATE_NOT_YET_VALID("certificate_not_yet_valid"),
  UNKNOWN_AUTHORITY("unknown_authority"),
  HOST_NAME_MISMATCH("host_name_mismatch"),
  /** Any other failure of TLS. */
  TLS_FAILURE("tls_failure"),
  /** What came is no HTTP, or breaks its rules. */
  PROTOCOL_ERROR("protocol_error"),
  /** The proxy refused, or asked for credentials. */
  PROXY_FAILURE("proxy_failure"),
  TOO_MANY_REDIRECTS("too_many_redirects"),
  /** The response came whole, but is not as expected. */
  EXPECTATION_FAILED("expectation_failed");

  private final String label;

  HttpErrorType(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code error.type}. */
  public String label() {
    return label;
  }
}
