package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.netsonde.measurement.HttpCatalogue;
import io.opentelemetry.api.common.AttributeKey;

/** The attributes of checks of web services. */
final class HttpKeys {
  static final AttributeKey<String> PHASE = stringKey(HttpCatalogue.PHASE.key());
  static final AttributeKey<String> OUTCOME = stringKey(HttpCatalogue.OUTCOME.key());
  static final AttributeKey<String> ERROR_TYPE = stringKey(HttpCatalogue.ERROR_TYPE.key());
  static final AttributeKey<String> METHOD = stringKey(HttpCatalogue.METHOD.key());
  static final AttributeKey<Long> STATUS = longKey(HttpCatalogue.STATUS.key());
  static final AttributeKey<String> VERSION = stringKey(HttpCatalogue.VERSION.key());
  static final AttributeKey<String> PEER_ADDRESS = stringKey(HttpCatalogue.PEER_ADDRESS.key());
  static final AttributeKey<Long> PEER_PORT = longKey(HttpCatalogue.PEER_PORT.key());
  static final AttributeKey<String> TLS_VERSION = stringKey(HttpCatalogue.TLS_VERSION.key());
  static final AttributeKey<String> TLS_CIPHER = stringKey(HttpCatalogue.TLS_CIPHER.key());
  static final AttributeKey<String> URL = stringKey("url.full");
  static final AttributeKey<Long> REDIRECTS = longKey("netsonde.http.redirects");
  static final AttributeKey<Boolean> REUSED = booleanKey("netsonde.http.connection.reused");
  static final AttributeKey<Double> THROUGHPUT = doubleKey("netsonde.http.throughput");
  static final AttributeKey<Long> REQUEST_SIZE = longKey("http.request.body.size");
  static final AttributeKey<Long> RESPONSE_SIZE = longKey("http.response.body.size");
  static final AttributeKey<String> TLS_SUBJECT = stringKey("tls.server.subject");
  static final AttributeKey<String> TLS_ISSUER = stringKey("tls.server.issuer");
  static final AttributeKey<String> TLS_NOT_AFTER = stringKey("tls.server.not_after");
  static final AttributeKey<Double> REMAINING = doubleKey("netsonde.http.certificate.remaining");
  static final AttributeKey<String> QUESTION = stringKey("dns.question.name");

  private HttpKeys() {}
}
