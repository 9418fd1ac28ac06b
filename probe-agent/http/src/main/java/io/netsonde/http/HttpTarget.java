package io.netsonde.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is checked, and how.
 *
 * @param probe the probe's name
 * @param uri absolute, {@code http} or {@code https}; user and password are sent as Basic
 *     authentication and shown nowhere
 */
public record HttpTarget(
    String probe,
    URI uri,
    RequestSettings request,
    ConnectionSettings connection,
    TlsFiles tls,
    HttpExpectation expectation,
    HttpTimeouts timeouts) {

  public HttpTarget {
    String scheme = uri.getScheme();
    boolean isWeb = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!isWeb || HttpUris.host(uri).isEmpty()) {
      throw new IllegalArgumentException(
          "'" + HttpUris.withoutUser(uri) + "' is no web address: write https://host/path");
    }
    int port = HttpUris.port(uri);
    if (port == 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "'" + HttpUris.withoutUser(uri) + "': a port is 1 to 65535");
    }
    if ("http".equalsIgnoreCase(scheme)
        && !tls.equals(TlsFiles.NONE)
        && request.maxRedirects() == 0) {
      throw new IllegalArgumentException(
          "'" + HttpUris.withoutUser(uri) + "' has no TLS: certificates are for https://");
    }
  }

  /** With a default for all else. */
  public static HttpTarget of(String probe, URI uri) {
    return new HttpTarget(
        probe,
        uri,
        RequestSettings.DEFAULT,
        ConnectionSettings.DEFAULT,
        TlsFiles.NONE,
        HttpExpectation.DEFAULT,
        HttpTimeouts.DEFAULT);
  }

  public HttpTarget withRequest(RequestSettings settings) {
    return new HttpTarget(probe, uri, settings, connection, tls, expectation, timeouts);
  }

  public HttpTarget withMethod(String method) {
    return withRequest(
        new RequestSettings(method, request.headers(), request.body(), request.maxRedirects()));
  }

  public HttpTarget withHeaders(List<HttpHeader> headers) {
    return withRequest(
        new RequestSettings(request.method(), headers, request.body(), request.maxRedirects()));
  }

  /** With a body, for a method that has one. */
  public HttpTarget withBody(String method, String body) {
    return withRequest(
        new RequestSettings(method, request.headers(), Optional.of(body), request.maxRedirects()));
  }

  public HttpTarget withMaxRedirects(int most) {
    return withRequest(
        new RequestSettings(request.method(), request.headers(), request.body(), most));
  }

  public HttpTarget withConnection(ConnectionSettings settings) {
    return new HttpTarget(probe, uri, request, settings, tls, expectation, timeouts);
  }

  public HttpTarget withIpVersion(IpVersion version) {
    return withConnection(
        new ConnectionSettings(
            version,
            connection.proxy(),
            connection.resolvers(),
            connection.versions(),
            connection.isReused()));
  }

  public HttpTarget withProxy(HttpProxy proxy) {
    return withConnection(
        new ConnectionSettings(
            connection.ipVersion(),
            Optional.of(proxy),
            connection.resolvers(),
            connection.versions(),
            connection.isReused()));
  }

  public HttpTarget withResolvers(List<InetSocketAddress> resolvers) {
    return withConnection(
        new ConnectionSettings(
            connection.ipVersion(),
            connection.proxy(),
            resolvers,
            connection.versions(),
            connection.isReused()));
  }

  public HttpTarget withVersions(Set<HttpVersion> versions) {
    return withConnection(
        new ConnectionSettings(
            connection.ipVersion(),
            connection.proxy(),
            connection.resolvers(),
            versions,
            connection.isReused()));
  }

  /** With connections kept from check to check, or not. */
  public HttpTarget withReuse(boolean isReused) {
    return withConnection(
        new ConnectionSettings(
            connection.ipVersion(),
            connection.proxy(),
            connection.resolvers(),
            connection.versions(),
            isReused));
  }

  public HttpTarget withTls(TlsFiles files) {
    return new HttpTarget(probe, uri, request, connection, files, expectation, timeouts);
  }

  /** With only the authorities of that file trusted. */
  public HttpTarget withAuthorities(Path file) {
    return withTls(new TlsFiles(Optional.of(file), tls.certificate(), tls.key()));
  }

  public HttpTarget withClientCertificate(Path certificate, Path key) {
    return withTls(new TlsFiles(tls.authorities(), Optional.of(certificate), Optional.of(key)));
  }

  public HttpTarget withExpectation(HttpExpectation expected) {
    return new HttpTarget(probe, uri, request, connection, tls, expected, timeouts);
  }

  public HttpTarget withTimeouts(HttpTimeouts limits) {
    return new HttpTarget(probe, uri, request, connection, tls, expectation, limits);
  }
}
