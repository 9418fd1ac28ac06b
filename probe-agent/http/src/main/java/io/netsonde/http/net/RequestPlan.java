package io.netsonde.http.net;

import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpUris;
import io.netsonde.measurement.SpanIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Which requests a check makes: the first, and those to which redirects lead. */
final class RequestPlan {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private static final Set<String> IDEMPOTENT =
      Set.of(
          "GET",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "PUT",
          "DELETE",
          "PROPFIND",
          "PROPPATCH",
          "REPORT",
          "QUERY",
          "SEARCH");

  /** What tells of a body that is not sent any more, RFC 9110, section 15.4. */
  private static final List<String> CONTENT =
      List.of(
          "Content-Encoding",
          "Content-Language",
          "Content-Length",
          "Content-Location",
          "Content-Type",
          "Digest",
          "Content-Digest",
          "Repr-Digest",
          "Last-Modified",
          "Trailer",
          "Transfer-Encoding");

  /** What another server has no business with. */
  private static final List<String> SECRETS = List.of("Authorization", "Cookie");

  private final HttpTarget target;
  private final SpanIdentity span;

  RequestPlan(HttpTarget target, SpanIdentity span) {
    this.target = target;
    this.span = span;
  }

  Request first() {
    HttpUrl url = url(target);
    Request.Builder request =
        new Request.Builder().url(url).header("User-Agent", "netsonde").header("Accept", "*/*");
    // The size of a body is what was transferred, so nothing is to be packed unless wished for.
    request.header("Accept-Encoding", "identity");
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      request.header("Authorization", basic(url.username(), url.password()));
    }
    for (HttpHeader header : target.request().headers()) {
      request.removeHeader(header.name());
    }
    for (HttpHeader header : target.request().headers()) {
      request.addHeader(header.name(), header.value());
    }
    request.header("traceparent", span.traceparent());
    return withProxyAuthorization(request, url)
        .method(target.request().method(), body(target.request().method()))
        .build();
  }

  /** Whether to ask twice does no more than to ask once, RFC 9110, section 9.2.2. */
  static boolean isIdempotent(String method) {
    return IDEMPOTENT.contains(method);
  }

  boolean isRedirect(Response response) {
    return REDIRECTS.contains(response.code()) && response.header("Location") != null;
  }

  /** Where a redirect leads; empty where that is no web address. RFC 9110, section 15.4. */
  Optional<Request> next(Request before, Response response) {
    String location = response.header("Location");
    HttpUrl url = location == null ? null : before.url().resolve(location);
    if (url == null) {
      return Optional.empty();
    }
    Request.Builder next = before.newBuilder().url(url);
    boolean isToGet =
        switch (response.code()) {
          case 303 -> !before.method().equals("HEAD");
          case 301, 302 -> before.method().equals("POST");
          default -> false;
        };
    if (isToGet) {
      next.method("GET", null);
      CONTENT.forEach(next::removeHeader);
    }
    if (!isSameServer(before.url(), url)) {
      SECRETS.forEach(next::removeHeader);
      next.removeHeader("Host");
    }
    return Optional.of(withProxyAuthorization(next, url).build());
  }

  /** Parsed as the client does. */
  static HttpUrl url(HttpTarget target) {
    HttpUrl url = HttpUrl.get(target.uri());
    if (url == null) {
      throw new IllegalArgumentException(
          "'" + HttpUris.withoutUser(target.uri()) + "' is no web address");
    }
    return url;
  }

  /** As it may be shown. */
  static URI shown(HttpUrl url) {
    return url.newBuilder().username("").password("").build().uri();
  }

  /** In UTF-8, as servers take it that know more than ASCII (RFC 7617, section 2.1). */
  static String basic(String user, String password) {
    return Credentials.basic(user, password, StandardCharsets.UTF_8);
  }

  /** With https the tunnel's CONNECT has it instead. */
  private Request.Builder withProxyAuthorization(Request.Builder request, HttpUrl url) {
    request.removeHeader(ClientFactory.PROXY_AUTHORIZATION);
    target
        .connection()
        .proxy()
        .flatMap(proxy -> proxy.credentials())
        .filter(credentials -> !url.isHttps())
        .map(ClientFactory::basic)
        .ifPresent(value -> request.header(ClientFactory.PROXY_AUTHORIZATION, value));
    return request;
  }

  private @Nullable RequestBody body(String method) {
    Optional<String> body = target.request().body();
    if (body.isPresent()) {
      return RequestBody.create(body.get().getBytes(StandardCharsets.UTF_8), null);
    }
    return HttpMethod.requiresRequestBody(method) ? RequestBody.create(new byte[0], null) : null;
  }

  private static boolean isSameServer(HttpUrl a, HttpUrl b) {
    return a.scheme().equals(b.scheme()) && a.host().equals(b.host()) && a.port() == b.port();
  }
}
