package io.netsonde.http;

/** A version of HTTP that a check may use. */
public enum HttpVersion {
  HTTP_1_1,
  /** Agreed on by ALPN; without TLS by prior knowledge, and then it has to be the only one. */
  HTTP_2
}
