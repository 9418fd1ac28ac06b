package io.netsonde.http.net;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.measurement.http.HttpPhase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Makes the client of one target. It does HTTP and nothing else: limits, look-ups, attempts to
 * connect and redirects are ours, since the client's would blur phases or repeat requests unseen.
 */
final class ClientFactory {
  static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private ClientFactory() {}

  static OkHttpClient client(
      HttpTarget target, Wire wire, WireTls tls, ConnectionPool pool, NameLookup names) {
    ConnectionSettings settings = target.connection();
    return new OkHttpClient.Builder()
        .connectionPool(pool)
        .dns(name -> lookup(name, target, wire, names))
        .socketFactory(new WireSockets(wire, settings))
        .sslSocketFactory(tls, tls.trust())
        .eventListener(new PhaseListener(wire, tls.trust(), target.timeouts()))
        .proxy(settings.proxy().map(ClientFactory::proxy).orElse(Proxy.NO_PROXY))
        .proxyAuthenticator(
            settings
                .proxy()
                .flatMap(HttpProxy::credentials)
                .map(ClientFactory::once)
                .orElse(Authenticator.NONE))
        .protocols(protocols(settings.versions(), true))
        .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
        .addNetworkInterceptor(chain -> withoutRetryAfter(chain.proceed(chain.request())))
        .retryOnConnectionFailure(false)
        .fastFallback(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .callTimeout(Duration.ZERO)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .build();
  }

  /** The client gets to know the first address only, and so leaves the others to the wire. */
  private static List<InetAddress> lookup(
      String name, HttpTarget target, Wire wire, NameLookup names) throws LookupFailure {
    long deadlineNanos = wire.deadlineNanos(target.timeouts().nanos(HttpPhase.DNS));
    try {
      List<InetAddress> addresses = names.lookup(name, deadlineNanos);
      wire.found(addresses);
      return addresses.subList(0, 1);
    } finally {
      // Nobody was asked where the name was known, or can be none.
      wire.asking();
    }
  }

  private static Proxy proxy(HttpProxy proxy) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }

  static String basic(HttpProxy.Credentials credentials) {
    return RequestPlan.basic(credentials.user(), credentials.password());
  }

  /** Answers the client's question before the first CONNECT, and no refusal after it. */
  private static Authenticator once(HttpProxy.Credentials credentials) {
    return (route, response) ->
        response.request().header(PROXY_AUTHORIZATION) != null
            ? null
            : response
                .request()
                .newBuilder()
                .header(PROXY_AUTHORIZATION, basic(credentials))
                .build();
  }

  /** The same client as it has to be for a URL of that scheme, to which a redirect may lead. */
  static OkHttpClient forScheme(OkHttpClient client, HttpTarget target, boolean isHttps) {
    List<Protocol> protocols = protocols(target.connection().versions(), isHttps);
    return client.protocols().equals(protocols)
        ? client
        : client.newBuilder().protocols(protocols).build();
  }

  /** The client offers HTTP/1.1 wherever there is TLS; the prober sees to what comes of it. */
  private static List<Protocol> protocols(Set<HttpVersion> versions, boolean isHttps) {
    if (!versions.contains(HttpVersion.HTTP_2)) {
      return List.of(Protocol.HTTP_1_1);
    }
    return versions.size() == 1 && !isHttps
        ? List.of(Protocol.H2_PRIOR_KNOWLEDGE)
        : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1);
  }

  /** On 503 with Retry-After: 0 the client would ask again, which would be one request too many. */
  private static Response withoutRetryAfter(Response response) {
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
