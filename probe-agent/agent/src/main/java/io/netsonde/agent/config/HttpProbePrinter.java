package io.netsonde.agent.config;

import static io.netsonde.agent.config.ConfigPrinter.escaped;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.http.HttpUris;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what {@link HttpProbeReader} reads. */
final class HttpProbePrinter {
  private final Function<Secret, String> secrets;

  /**
   * A printer.
   *
   * @param secrets how a secret is shown
   */
  HttpProbePrinter(Function<Secret, String> secrets) {
    this.secrets = secrets;
  }

  Map<String, @Nullable Object> print(HttpProbe probe) {
    HttpTarget target = probe.target();
    ConnectionSettings connection = target.connection();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "http");
    map.put("url", url(target.uri()));
    map.put("interval", DurationText.print(probe.interval()));
    map.put("method", target.request().method());
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpHeader header : target.request().headers()) {
      headers.put(header.name(), secret(header.value()));
    }
    map.put("headers", headers);
    map.put("body", target.request().body().map(this::secret).orElse(null));
    map.put("expect", expectation(target.expectation()));
    map.put("max_redirects", target.request().maxRedirects());
    map.put("reuse", connection.isReused());
    map.put(
        "ip_version",
        switch (connection.ipVersion()) {
          case ANY -> null;
          case IPV4 -> ValueTypes.IPV4;
          case IPV6 -> ValueTypes.IPV6;
        });
    map.put("http_version", version(connection.versions()));
    map.put("proxy", connection.proxy().map(this::proxy).orElse(null));
    map.put("resolvers", connection.resolvers().stream().map(ResolverText::print).toList());
    map.put("tls", tls(target.tls()));
    map.put("timeouts", timeouts(target.timeouts()));
    return map;
  }

  private String url(URI uri) {
    String user = uri.getRawUserInfo();
    String bare = HttpUris.withoutUser(uri).toString();
    int host = bare.indexOf("://") + "://".length();
    return user == null || user.isEmpty()
        ? escaped(bare)
        : bare.substring(0, host) + secret(user) + "@" + escaped(bare.substring(host));
  }

  private String proxy(HttpProxy proxy) {
    return "http://"
        + proxy.credentials().map(ProxyText::userInfo).map(user -> secret(user) + "@").orElse("")
        + new HostPort(proxy.host(), proxy.port());
  }

  private static @Nullable Object version(Set<HttpVersion> versions) {
    // As numbers, which is what they are taken for without quotes.
    return versions.size() != 1 ? null : versions.contains(HttpVersion.HTTP_2) ? 2 : (Object) 1.1;
  }

  private static Map<String, @Nullable Object> expectation(HttpExpectation expectation) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("status", expectation.statuses().stream().sorted().toList());
    map.put("body_contains", expectation.bodyContains().map(ConfigPrinter::escaped).orElse(null));
    map.put(
        "certificate_remaining",
        expectation.certificateRemaining().map(DurationText::print).orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> tls(TlsFiles files) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("ca", file(files.authorities()));
    map.put("certificate", file(files.certificate()));
    map.put("key", file(files.key()));
    return map;
  }

  private static @Nullable String file(Optional<Path> path) {
    return path.map(each -> escaped(each.toString())).orElse(null);
  }

  private static Map<String, @Nullable Object> timeouts(HttpTimeouts timeouts) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("dns", DurationText.print(timeouts.dns()));
    map.put("connect", DurationText.print(timeouts.connect()));
    map.put("tls", DurationText.print(timeouts.tls()));
    map.put("wait", DurationText.print(timeouts.waiting()));
    map.put("total", DurationText.print(timeouts.total()));
    return map;
  }

  private String secret(String text) {
    return escaped(secrets.apply(new Secret(text)));
  }
}
